using System.Globalization;
using Marquee.Campaigns.Submissions;
using Marquee.Kernel;

namespace Marquee.Campaigns.EnrollmentSheets;

/// <summary>What a column of an enrollment sheet is. Its name stands for it in any language.</summary>
internal enum SheetColumn
{
    Item,
    Title,
    Sku,
    Spec,
    DailyPrice,
    StockOnHand,
    ActivityPrice,
    ActivityStock,
    PurchaseLimit,
    FundingShare,
    Services,
    Result,
    Reason,
    Change,
}

/// <summary>The columns with their words: headings, what may be filled in, widths.</summary>
internal static class SheetColumns
{
    private const string ReadOnlyZh = "仅供参考，不用填";
    private const string ReadOnlyEn = "for information";

    /// <summary>The columns of a template, in their order.</summary>
    public static IReadOnlyList<SheetColumn> Template { get; } =
    [
        SheetColumn.Item, SheetColumn.Title, SheetColumn.Sku, SheetColumn.Spec, SheetColumn.DailyPrice,
        SheetColumn.StockOnHand, SheetColumn.ActivityPrice, SheetColumn.ActivityStock, SheetColumn.PurchaseLimit,
        SheetColumn.FundingShare, SheetColumn.Services,
    ];

    /// <summary>What a result adds behind the columns of the file.</summary>
    public static IReadOnlyList<SheetColumn> Added { get; } =
        [SheetColumn.Result, SheetColumn.Reason, SheetColumn.Change];

    /// <summary>Without these a row says nothing.</summary>
    public static IReadOnlyList<SheetColumn> Needed { get; } =
        [SheetColumn.Item, SheetColumn.Sku, SheetColumn.ActivityPrice, SheetColumn.ActivityStock];

    public static bool IsFilledIn(SheetColumn column) => column is >= SheetColumn.ActivityPrice
        and <= SheetColumn.Services;

    public static Texts Label(SheetColumn column) => column switch
    {
        SheetColumn.Item => new("商品ID", "Item"),
        SheetColumn.Title => new("标题", "Title"),
        SheetColumn.Sku => new("SKU ID", "SKU"),
        SheetColumn.Spec => new("规格", "Spec"),
        SheetColumn.DailyPrice => new("日常价", "Daily price"),
        SheetColumn.StockOnHand => new("可用库存", "Stock on hand"),
        SheetColumn.ActivityPrice => new("活动价", "Activity price"),
        SheetColumn.ActivityStock => new("活动库存", "Activity stock"),
        SheetColumn.PurchaseLimit => new("每人限购", "Purchase limit"),
        SheetColumn.FundingShare => new("商家出资比例%", "Funding share %"),
        SheetColumn.Services => new("服务承诺", "Services"),
        SheetColumn.Result => new("结果", "Result"),
        SheetColumn.Reason => new("原因", "Reason"),
        SheetColumn.Change => new("最小改动", "Smallest change"),
    };

    /// <summary>What may stand in a column, with its limits.</summary>
    public static Texts Limit(SheetColumn column, string currency)
    {
        var digits = Money.DecimalsOf(currency);
        return column switch
        {
            SheetColumn.ActivityPrice => new(
                $"{currency}，大于 0，最多 {digits} 位小数；留空表示该 SKU 不参加",
                $"{currency}, above 0, at most {digits} decimals; empty: this SKU does not take part"),
            SheetColumn.ActivityStock => new(
                $"整数，1 至 {Limits.ActivityStock}",
                string.Create(CultureInfo.InvariantCulture, $"whole number, 1 to {Limits.ActivityStock}")),
            SheetColumn.PurchaseLimit => new("整数，留空表示不限", "whole number; empty: no limit"),
            SheetColumn.FundingShare => new("0 至 100；同一商品各行一致", "0 to 100; the same in all rows of an item"),
            SheetColumn.Services => new(
                $"{Name(Services.FreeShipping).Zh}、{Name(Services.ReturnFreightInsurance).Zh}，用分号隔开，可留空",
                $"{Name(Services.FreeShipping).En}; {Name(Services.ReturnFreightInsurance).En}; or empty"),
            _ => new(ReadOnlyZh, ReadOnlyEn),
        };
    }

    public static int Width(SheetColumn column) => column switch
    {
        SheetColumn.Title or SheetColumn.Services => 32,
        SheetColumn.Reason or SheetColumn.Change => 60,
        SheetColumn.Item or SheetColumn.Sku => 24,
        _ => 16,
    };

    /// <summary>The column of a heading, in whatever language it was written; null for one of somebody's own.</summary>
    public static SheetColumn? Of(string heading)
    {
        foreach (var column in Enum.GetValues<SheetColumn>())
        {
            var label = Label(column);
            if (heading.Equals(label.Zh, StringComparison.OrdinalIgnoreCase)
                || heading.Equals(label.En, StringComparison.OrdinalIgnoreCase)
                || heading.Equals(EnumText.Of(column), StringComparison.OrdinalIgnoreCase))
            {
                return column;
            }
        }

        return null;
    }

    /// <summary>What a service is called.</summary>
    public static Texts Name(string service) => service switch
    {
        Services.FreeShipping => new("包邮", "free shipping"),
        Services.ReturnFreightInsurance => new("退货运费险", "return freight insurance"),
        _ => new(service, service),
    };
}

/// <summary>In which language a sheet speaks to its reader.</summary>
internal enum SheetLanguage
{
    Zh,
    En,
}

/// <summary>Picks a language.</summary>
internal static class SheetLanguages
{
    public static string In(this Texts texts, SheetLanguage language) => language switch
    {
        SheetLanguage.Zh => texts.Zh,
        SheetLanguage.En => texts.En,
    };

    /// <summary>The language of a request: <c>zh-CN</c> or <c>en</c>; Chinese when nothing is said.</summary>
    public static Result<SheetLanguage> Of(string? said) => said switch
    {
        null or "zh-CN" => SheetLanguage.Zh,
        "en" => SheetLanguage.En,
        _ => new InvalidRequest("language", "is not known", said, "zh-CN, en"),
    };
}
