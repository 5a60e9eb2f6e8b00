using System.Globalization;

namespace Marquee.Ledger.Engine;

/// <summary>
/// The counters that a grant went into, as the text of its row: <c>daily@2026-06-10,total@0001-01-01</c>.
/// </summary>
internal static class CountedText
{
    public static string Of(IReadOnlyList<UseKey> counted) => string.Join(
        ',', counted.Select(use => $"{use.Limit}@{use.Start.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}"));

    public static IReadOnlyList<UseKey> Read(string text, string account, string? subject)
    {
        if (text.Length == 0)
        {
            return [];
        }

        return [.. text.Split(',').Select(part =>
        {
            var at = part.IndexOf('@', StringComparison.Ordinal);
            var start = DateOnly.ParseExact(part.AsSpan(at + 1), "yyyy-MM-dd", CultureInfo.InvariantCulture);
            return new UseKey(account, subject!, part[..at], start);
        })];
    }
}
