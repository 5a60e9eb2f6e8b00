using System.Globalization;
using System.Text.Json.Serialization;

namespace Marquee.Kernel;

/// <summary>
/// An amount in integer minor units of a currency (fen, cents; yen have no minor unit, so 1 is one yen).
/// Arithmetic is checked for overflow and refuses to mix currencies.
/// </summary>
/// <param name="Minor">The amount in minor units; may be negative where a difference is meant.</param>
/// <param name="Currency">The ISO 4217 code, three capital letters.</param>
// Without the attribute a struct is read by its empty constructor, and an amount that is missing would be zero.
[method: JsonConstructor]
public readonly record struct Money(long Minor, string Currency) : IComparable<Money>
{
    /// <summary>The sum. Both must be of one currency.</summary>
    public static Money operator +(Money left, Money right) =>
        new(checked(left.Minor + Same(left, right).Minor), left.Currency);

    /// <summary>The difference. Both must be of one currency.</summary>
    public static Money operator -(Money left, Money right) =>
        new(checked(left.Minor - Same(left, right).Minor), left.Currency);

    /// <summary>Whether the left amount is smaller. Both must be of one currency.</summary>
    public static bool operator <(Money left, Money right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left amount is larger. Both must be of one currency.</summary>
    public static bool operator >(Money left, Money right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left amount is at most the right one. Both must be of one currency.</summary>
    public static bool operator <=(Money left, Money right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left amount is at least the right one. Both must be of one currency.</summary>
    public static bool operator >=(Money left, Money right) => left.CompareTo(right) >= 0;

    /// <inheritdoc/>
    public int CompareTo(Money other) => Minor.CompareTo(Same(this, other).Minor);

    /// <summary>How many decimal digits the currency's minor unit has: 0, 2 or 3.</summary>
    public static int DecimalsOf(string currency) => currency switch
    {
        "JPY" or "KRW" or "VND" or "CLP" or "ISK" or "XAF" or "XOF" => 0,
        "BHD" or "IQD" or "JOD" or "KWD" or "OMR" or "TND" => 3,
        _ => 2,
    };

    /// <summary>
    /// The amount with its decimals and code, for logs and messages: <c>12.34 CNY</c>. Screens format for themselves.
    /// </summary>
    public override string ToString()
    {
        var decimals = DecimalsOf(Currency);
        var scale = decimals switch { 0 => 1m, 3 => 1000m, _ => 100m };
        return (Minor / scale).ToString("F" + decimals, CultureInfo.InvariantCulture) + " " + Currency;
    }

    /// <summary>The amount as people write it, with its symbol and decimals: <c>¥12.34</c>. For sentences.</summary>
    public string Written()
    {
        var decimals = DecimalsOf(Currency);
        var scale = decimals switch { 0 => 1m, 3 => 1000m, _ => 100m };
        var symbol = Currency switch
        {
            "CNY" or "JPY" => "¥",
            "USD" => "$",
            "EUR" => "€",
            "GBP" => "£",
            "BRL" => "R$",
            _ => Currency + " ",
        };
        return symbol + (Minor / scale).ToString("F" + decimals, CultureInfo.InvariantCulture);
    }

    private static Money Same(Money left, Money right) => left.Currency == right.Currency
        ? right
        : throw new InvalidOperationException($"Amounts in {left.Currency} and {right.Currency} do not mix.");
}
