using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Marquee.Testing;

namespace Marquee.Tidy.Tests;

/// <summary>
/// Everything that Marquee is built from, with its licence, in <c>docs/dependencies.md</c>: kept current, and free of
/// licences that would bind who installs it. <c>MARQUEE_ACCEPT=1 ./marquee test Tidy</c> writes the page.
/// </summary>
public sealed class DependencyTests
{
    private const string Running = "running";
    private const string Building = "building and testing";

    private static readonly string[] Accepted =
    [
        "MIT", "MIT-0", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "0BSD", "ISC", "PostgreSQL", "Unlicense",
        "CC0-1.0", "MS-PL", "MPL-2.0", "Python-2.0", "BlueOak-1.0.0",
    ];

    private static readonly string Page = Path.Combine(Repository.Root, "docs", "dependencies.md");

    private sealed record Dependency(string Source, string Name, string Version, string Licence, string Use);

    [Fact]
    public void The_page_names_every_dependency_with_its_version_and_licence()
    {
        var now = NuGet().Concat(Npm()).ToList();
        Assert.True(now.Count(one => one.Source == "NuGet") > 10 && now.Count(one => one.Source == "npm") > 50);
        if (Environment.GetEnvironmentVariable("MARQUEE_ACCEPT") == "1")
        {
            File.WriteAllText(Page, TextOf(now));
        }

        var lines = File.ReadAllLines(Page).Where(line => line.StartsWith("| ", StringComparison.Ordinal)).ToHashSet();
        var missing = now.Select(LineOf).Where(line => !lines.Contains(line)).ToList();
        Assert.True(
            missing.Count == 0,
            $"docs/dependencies.md lacks {missing.Count} lines; MARQUEE_ACCEPT=1 ./marquee test Tidy writes it:\n"
                + string.Join('\n', missing.Take(20)));
        // What only some builds restore is not known to all of them, but what is pinned is.
        var known = now.Select(LineOf).ToHashSet();
        var stale = lines.Where(line => line.Contains("| npm |", StringComparison.Ordinal) && !known.Contains(line));
        Assert.Empty(stale);
    }

    [Fact]
    public void Every_licence_leaves_who_installs_Marquee_free()
    {
        var refused = NuGet().Concat(Npm()).Where(one => !IsAccepted(one.Licence)).Select(LineOf);
        Assert.Empty(refused);
    }

    [Theory]
    [InlineData("MIT", true)]
    [InlineData("(MIT OR CC0-1.0)", true)]
    [InlineData("GPL-3.0-only OR MIT", true)]
    [InlineData("GPL-3.0-only", false)]
    [InlineData("MIT AND AGPL-3.0-only", false)]
    [InlineData("unknown", false)]
    public void A_licence_with_a_choice_is_accepted_for_its_free_side(string licence, bool isAccepted) =>
        Assert.Equal(isAccepted, IsAccepted(licence));

    private static bool IsAccepted(string licence) => licence.Trim('(', ')').Split(" OR ").Any(
        choice => choice.Split(" AND ").All(part => Accepted.Contains(part.Trim('(', ')', ' '))));

    private static IEnumerable<Dependency> NuGet()
    {
        var obj = Path.Combine(Repository.Root, "artifacts", "obj");
        var found = new SortedDictionary<string, Dependency>(StringComparer.OrdinalIgnoreCase);
        foreach (var file in Directory.EnumerateFiles(obj, "project.assets.json", SearchOption.AllDirectories))
        {
            var assets = JsonNode.Parse(File.ReadAllText(file))!;
            var project = (string)assets["project"]!["restore"]!["projectPath"]!;
            if (!File.Exists(project))
            {
                continue;
            }

            var isTest = project.Contains("/tests/", StringComparison.Ordinal)
                || project.Contains("/bench/", StringComparison.Ordinal);
            foreach (var (key, library) in assets["libraries"]!.AsObject())
            {
                if ((string?)library!["type"] != "package")
                {
                    continue;
                }

                var (name, version) = (key.Split('/')[0], key.Split('/')[1]);
                var isRunning = !isTest && !name.EndsWith("Analyzers", StringComparison.Ordinal);
                if (!found.TryGetValue(key, out var known) || (isRunning && known.Use == Building))
                {
                    found[key] = new Dependency(
                        "NuGet", name, version, LicenceOf(assets, (string)library["path"]!, name),
                        isRunning ? Running : Building);
                }
            }
        }

        return found.Values;
    }

    private static string LicenceOf(JsonNode assets, string path, string name)
    {
        foreach (var (folder, _) in assets["packageFolders"]!.AsObject())
        {
            var dir = Path.Combine(folder, path);
            var file = Directory.Exists(dir)
                ? Directory.EnumerateFiles(dir, "*.nuspec").FirstOrDefault() : null;
            if (file is not null)
            {
                return XDocument.Load(file).Descendants()
                    .Where(element => element.Name.LocalName == "license")
                    .FirstOrDefault(element => (string?)element.Attribute("type") == "expression")?.Value ?? "unknown";
            }
        }

        throw new InvalidOperationException($"{name} is not restored.");
    }

    private static IEnumerable<Dependency> Npm()
    {
        var locked = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "console", "package-lock.json")))!;
        return locked["packages"]!.AsObject().Where(entry => entry.Key.Length > 0)
            .Select(entry => new Dependency(
                "npm", entry.Key[(entry.Key.LastIndexOf("node_modules/", StringComparison.Ordinal) + 13)..],
                (string)entry.Value!["version"]!, (string?)entry.Value["license"] ?? "unknown",
                (bool?)entry.Value["dev"] == true ? Building : Running))
            .Distinct();
    }

    private static string TextOf(IReadOnlyList<Dependency> all)
    {
        var text = new StringBuilder("""
            # Dependencies

            What Marquee is built from, with versions and licences, written and checked by `tests/Tidy.Tests`. Beside
            these it needs the .NET runtime (MIT), PostgreSQL (PostgreSQL) and, to build the console, Node.js (MIT).

            | source | package | version | licence | for |
            |---|---|---|---|---|

            """);
        foreach (var line in all.OrderBy(one => one.Source, StringComparer.Ordinal)
            .ThenByDescending(one => one.Use == Running)
            .ThenBy(one => one.Name, StringComparer.Ordinal).ThenBy(one => one.Version, StringComparer.Ordinal)
            .Select(LineOf))
        {
            text.Append(line).Append('\n');
        }

        return text.ToString();
    }

    private static string LineOf(Dependency one) =>
        $"| {one.Source} | {one.Name} | {one.Version} | {one.Licence} | {one.Use} |";
}
