using Marquee.Kernel;

namespace Marquee.Rules.Text;

/// <summary>What the currency of a tenant makes of a money field: scale and units.</summary>
internal static class Currencies
{
    public static FieldDeclaration Apply(FieldDeclaration field, string currency) => field.Type != FieldType.Money
        ? field
        : field with { Scale = Money.DecimalsOf(currency), UnitZh = UnitZh(currency), UnitEn = currency };

    private static string UnitZh(string currency) => currency switch
    {
        "CNY" => "元",
        "USD" => "美元",
        "EUR" => "欧元",
        "GBP" => "英镑",
        "JPY" => "日元",
        "HKD" => "港元",
        "TWD" => "新台币",
        "KRW" => "韩元",
        "SGD" => "新加坡元",
        "BRL" => "雷亚尔",
        "INR" => "印度卢比",
        "AUD" => "澳元",
        "CAD" => "加元",
        "THB" => "泰铢",
        "VND" => "越南盾",
        "MXN" => "墨西哥比索",
        _ => currency,
    };
}
