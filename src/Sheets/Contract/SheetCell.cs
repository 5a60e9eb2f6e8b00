using System.Globalization;

namespace Marquee.Sheets;

/// <summary>How a cell looks; a CSV file has no looks.</summary>
public enum SheetTone
{
    /// <summary>As it comes; in columns that people fill in.</summary>
    Plain,
    /// <summary>A heading.</summary>
    Head,
    /// <summary>What is there to read, not to fill in.</summary>
    Quiet,
    /// <summary>What is wrong.</summary>
    Bad,
    /// <summary>What is well.</summary>
    Good,
}

/// <summary>A cell to write.</summary>
/// <param name="Text">Its text.</param>
/// <param name="IsNumber">Whether it is a number: digits, a point, a sign.</param>
/// <param name="Tone">How it looks.</param>
public readonly record struct SheetCell(string Text, bool IsNumber, SheetTone Tone)
{
    /// <summary>An empty cell.</summary>
    public static SheetCell Empty { get; } = new("", false, SheetTone.Plain);

    /// <summary>A text. It is written as text whatever it looks like: no formula ever comes of it.</summary>
    public static SheetCell Of(string? text, SheetTone tone = SheetTone.Plain) => new(text ?? "", false, tone);

    /// <summary>A whole number; empty when there is none.</summary>
    public static SheetCell Of(long? number, SheetTone tone = SheetTone.Plain) =>
        new(number?.ToString(CultureInfo.InvariantCulture) ?? "", number is not null, tone);

    /// <summary>An amount of minor units as a decimal number of the currency; empty when there is none.</summary>
    /// <param name="minor">Minor units.</param>
    /// <param name="digits">How many digits the currency has behind the point.</param>
    /// <param name="tone">How it looks.</param>
    public static SheetCell Amount(long? minor, int digits, SheetTone tone = SheetTone.Plain) =>
        new(minor is { } amount ? SheetNumber.Decimal(amount, digits) : "", minor is not null, tone);
}
