namespace Marquee.Sheets.Csv;

/// <summary>
/// Texts that a spreadsheet would take for a formula get a mark in front, which goes again when the file comes back.
/// </summary>
internal static class CsvGuard
{
    public const char Mark = '\'';

    /// <summary>Whether a text is written with a mark; one that has a mark already too, so that it returns.</summary>
    public static bool NeedsMark(string text) => text.Length > 0
        && (text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' || (text[0] == Mark && NeedsMark(text[1..])));

    /// <summary>The text without the mark that it was written with.</summary>
    public static string Unmarked(string text) =>
        text.Length > 1 && text[0] == Mark && NeedsMark(text[1..]) ? text[1..] : text;
}
