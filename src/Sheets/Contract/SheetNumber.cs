using System.Globalization;

namespace Marquee.Sheets;

/// <summary>Numbers as people write them into sheets, exactly: no binary fraction comes near them.</summary>
public static class SheetNumber
{
    /// <summary>Minor units as a decimal number: 1999 with two digits is <c>19.99</c>.</summary>
    public static string Decimal(long minor, int digits)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)digits, 9u, nameof(digits));
        var scaled = new decimal(minor) / Scale(digits);
        return scaled.ToString("F" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }

    /// <summary>
    /// The minor units of a decimal number; false when it is none, or has more digits than the currency.
    /// </summary>
    public static bool TryMinor(string text, int digits, out long minor)
    {
        minor = 0;
        if (!TryParse(text, out var value) || Math.Abs(value) > 1_000_000_000_000m)
        {
            return false;
        }

        var scaled = value * Scale(digits);
        if (scaled != decimal.Truncate(scaled))
        {
            return false;
        }

        minor = (long)scaled;
        return true;
    }

    /// <summary>A whole number; false when it is none.</summary>
    public static bool TryWhole(string text, out long number) => TryMinor(text, 0, out number);

    private static bool TryParse(string text, out decimal value)
    {
        // A thousands separator is what a spreadsheet may leave; a comma as decimal sign would be ambiguous.
        var tidy = text.Trim().TrimStart('¥', '￥', '$', '€', '£').Trim();
        return decimal.TryParse(
            tidy, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
            CultureInfo.InvariantCulture, out value)
            || (HasThousands(tidy) && decimal.TryParse(
                tidy, NumberStyles.Number, CultureInfo.InvariantCulture, out value));
    }

    private static bool HasThousands(string text)
    {
        var whole = text.Split('.')[0].TrimStart('-', '+').Split(',');
        return whole.Length > 1 && whole[0].Length is > 0 and <= 3 && whole.Skip(1).All(group => group.Length == 3);
    }

    private static decimal Scale(int digits)
    {
        var scale = 1m;
        for (var i = 0; i < digits; i++)
        {
            scale *= 10;
        }

        return scale;
    }
}
