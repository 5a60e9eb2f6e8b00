using Marquee.Testing;

namespace Marquee.Tidy.Tests;

/// <summary>
/// Known violations, one <c>rule path</c> per line, each with its reason above it. The list can only shrink: a
/// violation that is not on it is red, and so is an entry that is no longer needed.
/// </summary>
internal static class Ratchet
{
    /// <summary>Where the list stands.</summary>
    public const string Path = "tests/Tidy.Tests/ratchet.txt";

    private static readonly ILookup<string, string> Entries =
        File.ReadLines(System.IO.Path.Combine(Repository.Root, Path))
            .Where(line => line.Length > 0 && !line.StartsWith('#'))
            .Select(line => line.Split(' ', 2))
            .ToLookup(entry => entry[0], entry => entry[1]);

    /// <summary>The rules that have entries.</summary>
    public static IEnumerable<string> RuleNames => Entries.Select(group => group.Key);

    /// <summary>The paths that a rule forgives.</summary>
    public static IReadOnlySet<string> Of(string rule) => Entries[rule].ToHashSet();
}
