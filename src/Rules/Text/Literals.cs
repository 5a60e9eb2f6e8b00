using System.Globalization;

namespace Marquee.Rules.Text;

/// <summary>Numbers, days and instants as text with their unit, exactly, and back.</summary>
internal static class Literals
{
    private const int EpochDay = 719_162;
    private const int MinutesPerDay = 1_440;

    /// <summary>The smallest and the largest day: 0001-01-01 and 9999-12-31.</summary>
    public static (long Min, long Max) Days => (-EpochDay, DateOnly.MaxValue.DayNumber - EpochDay);

    /// <summary>The first and the last minute of those days.</summary>
    public static (long Min, long Max) Minutes => (Days.Min * MinutesPerDay, (Days.Max + 1) * MinutesPerDay - 1);

    public static string Format(FieldLabel field, long value, Language language)
    {
        var (decimals, unit) = Shape(field, language);
        return field.Type switch
        {
            FieldType.Date => value >= Days.Min && value <= Days.Max ? Day(value) : Scaled(value, 0),
            FieldType.Instant => value >= Minutes.Min && value <= Minutes.Max ? Minute(value) : Scaled(value, 0),
            FieldType.Flag => value == 0 ? (language == Language.Zh ? "否" : "no")
                : (language == Language.Zh ? "是" : "yes"),
            FieldType.Ratio or FieldType.Discount => Scaled(value, decimals) + unit,
            FieldType.Count or FieldType.Money or FieldType.Number =>
                Scaled(value, decimals) + (unit.Length == 0 ? "" : Phrases.Of(language).Gap + unit),
            FieldType.Text or FieldType.TextSet or FieldType.Reference or FieldType.References => Scaled(value, 0),
        };
    }

    /// <summary>How many decimals the shown number has at most, and its unit.</summary>
    public static (int Decimals, string Unit) Shape(FieldLabel field, Language language) => field.Type switch
    {
        FieldType.Ratio => (field.Scale - 2, "%"),
        FieldType.Discount => (field.Scale - Phrases.Of(language).DiscountShift, Phrases.Of(language).DiscountUnit),
        FieldType.Count or FieldType.Money or FieldType.Number => (field.Scale, field.Unit(language)),
        FieldType.Date or FieldType.Instant or FieldType.Flag or FieldType.Text or FieldType.TextSet
            or FieldType.Reference or FieldType.References => (0, ""),
    };

    /// <summary>A scaled integer as decimal text without trailing zeros.</summary>
    public static string Scaled(long value, int decimals)
    {
        var magnitude = UInt128.CreateChecked(Int128.Abs(value));
        var unit = Power(decimals);
        var whole = (magnitude / unit).ToString(CultureInfo.InvariantCulture);
        var rest = (magnitude % unit).ToString(CultureInfo.InvariantCulture).PadLeft(decimals, '0').TrimEnd('0');
        return (value < 0 ? "-" : "") + whole + (decimals == 0 || rest.Length == 0 ? "" : "." + rest);
    }

    /// <summary>A factor as decimal text where that is exact, else as a fraction.</summary>
    public static string Format(Factor factor)
    {
        var (scaled, decimals) = (Int128.CreateChecked(factor.Numerator), 0);
        while (scaled % factor.Denominator != 0 && decimals < Limits.MaxScale)
        {
            scaled *= 10;
            decimals++;
        }

        return scaled % factor.Denominator == 0 && scaled / factor.Denominator <= long.MaxValue
            ? Scaled((long)(scaled / factor.Denominator), decimals)
            : string.Create(CultureInfo.InvariantCulture, $"{factor.Numerator}/{factor.Denominator}");
    }

    /// <summary>
    /// Reads a number, day or instant with its unit. Returns null on success, else what was expected.
    /// </summary>
    public static string? Read(TextCursor cursor, FieldLabel field, out long value)
    {
        value = 0;
        switch (field.Type)
        {
            case FieldType.Date:
                return cursor.TryDay(out var day) ? Done(day.DayNumber - EpochDay, out value) : "2026-11-11";
            case FieldType.Instant:
                return cursor.TryDay(out var date) && cursor.TryTime(out var minutes) && cursor.TryPhrase("UTC")
                    ? Done((date.DayNumber - EpochDay) * (long)MinutesPerDay + minutes, out value)
                    : "2026-11-11 16:00 UTC";
            default:
                var (decimals, unit) = Shape(field, cursor.Language);
                if (!cursor.TryNumber(decimals, out value))
                {
                    return NumberHint(decimals, unit);
                }

                return unit.Length == 0 || cursor.TryPhrase(unit) ? null : $"“{unit}”";
        }
    }

    private static string NumberHint(int decimals, string unit) =>
        string.Create(CultureInfo.InvariantCulture, $"a number with at most {decimals} decimals")
            + (unit.Length == 0 ? "" : $" and “{unit}”");

    private static string? Done(long read, out long value)
    {
        value = read;
        return null;
    }

    private static string Day(long value) =>
        DateOnly.FromDayNumber((int)(value + EpochDay)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Minute(long value)
    {
        var day = (long)Math.Floor((decimal)value / MinutesPerDay);
        var minute = (int)(value - day * MinutesPerDay);
        return string.Create(CultureInfo.InvariantCulture, $"{Day(day)} {minute / 60:00}:{minute % 60:00} UTC");
    }

    private static UInt128 Power(int exponent)
    {
        UInt128 power = 1;
        for (var i = 0; i < exponent; i++)
        {
            power *= 10;
        }

        return power;
    }
}
