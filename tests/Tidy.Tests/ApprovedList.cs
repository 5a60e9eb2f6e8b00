using Marquee.Testing;

namespace Marquee.Tidy.Tests;

/// <summary>
/// Names that are stored in data or sent on the wire, in a committed list. A name stays on the list for ever: one that
/// the code no longer declares is marked <c>retired</c> by hand, and may never be declared again.
/// <c>MARQUEE_ACCEPT=1 ./marquee test Tidy</c> adds new names; nothing removes one.
/// </summary>
internal static class ApprovedList
{
    private const string Retired = " retired";

    /// <summary>Compares what is declared with the list.</summary>
    public static IEnumerable<Finding> Compare(string path, string list, IReadOnlyDictionary<string, Finding> declared)
    {
        var entries = list.Split('\n').Where(line => line.Length > 0 && !line.StartsWith('#')).ToList();
        var active = entries.Where(line => !line.EndsWith(Retired, StringComparison.Ordinal)).ToHashSet();
        var retired = entries.Where(line => line.EndsWith(Retired, StringComparison.Ordinal))
            .Select(line => line[..^Retired.Length]).ToHashSet();
        foreach (var (name, place) in declared)
        {
            if (retired.Contains(name))
            {
                yield return place with { Message = $"'{name}' is retired: its meaning is taken. Choose another name" };
            }
            else if (!active.Contains(name))
            {
                yield return place with
                {
                    Message = $"'{name}' is not in {path}. Is it final? MARQUEE_ACCEPT=1 ./marquee test Tidy adds it",
                };
            }
        }

        foreach (var name in active.Where(name => !declared.ContainsKey(name)))
        {
            yield return new Finding(
                path, 0, $"'{name}' is no longer declared. Names are for ever: write '{name}{Retired}'");
        }
    }

    /// <summary>Adds names to the committed list, sorted, when the run is told to accept.</summary>
    public static void Accept(string path, IEnumerable<string> declared)
    {
        if (Environment.GetEnvironmentVariable("MARQUEE_ACCEPT") != "1")
        {
            return;
        }

        var file = Path.Combine(Repository.Root, path);
        var lines = File.ReadAllLines(file);
        var comments = lines.TakeWhile(line => line.StartsWith('#'));
        var names = lines.Where(line => !line.StartsWith('#')).ToList();
        var known = names.Select(line => line.Split(' ')[0]).ToHashSet();
        names.AddRange(declared.Where(name => !known.Contains(name.Split(' ')[0])));
        File.WriteAllLines(file, comments.Concat(names.Order(StringComparer.Ordinal)));
    }
}
