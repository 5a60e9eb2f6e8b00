using System.Buffers;
using System.Text.RegularExpressions;

namespace Marquee.Tidy.Tests;

/// <summary>What no committed file may hold, and what texts may promise.</summary>
internal static partial class TextRules
{
    private const int BlobBytes = 256 * 1024;
    private const int FileLines = 600;
    private const int LineLength = 120;

    // Put together from pieces, so that this file may stand in the repository itself.
    private const string LaterWord = "TO" + "DO";
    private const string MachinePath = "/wo" + "rk";
    private const string DataPath = "../sha" + "red";
    private static readonly Regex Later = new($@"\b({LaterWord}|FIX{"ME"}|HA{"CK"})\b", RegexOptions.Compiled);
    private static readonly Regex Machine = new(
        $@"(?<![\w/.-]){MachinePath}(?=[/""'`\s]|$)|{Regex.Escape(DataPath)}|_auth{"Token"}",
        RegexOptions.Compiled | RegexOptions.Multiline);

    // Folders of the root: a path in a document that begins with one of them is a promise that it exists.
    private static readonly string[] Roots =
        ["src", "tests", "console", "docs", "demo", "scripts", "storefront", "plugins", "bench", ".ci"];

    // A path with one of these stands for many.
    private static readonly SearchValues<char> Placeholders = SearchValues.Create("*<>{}…=");

    public static IReadOnlyList<Rule> All { get; } =
    [
        new("no-regions", "A region hides what should be another type.",
            tree => Grep(tree.Files.Where(file => file.IsCSharp), Region(), "a region"),
            Tree.Of("src/Trade/X.cs", "#reg" + "ion Orders")),
        new("nothing-for-later", "What is not there yet is absent; what is to do stands in an issue.",
            tree => Grep(tree.Files.Where(IsCode), Later, "a note for later"),
            Tree.Of("console/src/app/x.tsx", $"// {LaterWord}: finish")),
        new("no-blobs", "Nothing above 256 kB is committed: a clone stays small for ever.",
            tree => tree.Files.Where(
                file => file.Size > BlobBytes
                    && file.Name is not ("package-lock.json" or "openapi.json" or "schema.d.ts"))
                .Select(file => file.Whole($"has {file.Size / 1024} kB")),
            new Tree([new SourceFile("docs/picture.png", null, BlobBytes + 1)], [])),
        new("file-length", "A file near 250 lines is read whole; above 600 it is a drawer.",
            tree => tree.Files.Where(file => file.IsCSharp && file.Lines.Length > FileLines)
                .Select(file => file.Whole($"has {file.Lines.Length} lines")),
            Tree.Of("src/Trade/X.cs", string.Concat(Enumerable.Repeat("//\n", FileLines + 1)))),
        new("line-length", "A line of at most 120 characters is read without moving the eye or the window.",
            tree => tree.Files.Where(file => file.IsCSharp).SelectMany(file => file.Lines
                .Select((line, i) => (line, i)).Where(x => x.line.Length > LineLength)
                .Select(x => new Finding(file.Path, x.i + 1, $"has {x.line.Length} characters"))),
            Tree.Of("src/Trade/X.cs", new string('/', LineLength + 1))),
        new("forbidden-words", "Nothing of a developer's machine is committed: no private path, no registry, no key.",
            CheckForbidden,
            Tree.Of("docs/guide.md", $"Run it in {MachinePath}/main."),
            Tree.Of("docs/guide.md", "See /workflows and ./work/it.", ".ci/run", $"[ -d {DataPath}/data ]")),
        new("documents-name-what-exists", "A path in a document leads somewhere.",
            CheckDocuments,
            Tree.Of("ARCHITECTURE.md", "Look into `src/Nowhere/`."),
            Tree.Of(
                "src/Trade/README.md", "See `Contract/Order.cs`, `src/Trade/` and `a/b`.",
                "src/Trade/Contract/Order.cs", "")),
    ];

    private static bool IsCode(SourceFile file) =>
        file.Text is not null && (file.Path is "marquee" or ".ci/run"
            || Path.GetExtension(file.Path)
                is ".cs" or ".ts" or ".tsx" or ".sh" or ".sql" or ".css" or ".mjs" or ".md");

    private static IEnumerable<Finding> Grep(IEnumerable<SourceFile> files, Regex pattern, string message) =>
        from file in files
        where file.Text is not null
        from Match match in pattern.Matches(file.Text!)
        select file.At(match.Index, message);

    private static IEnumerable<Finding> CheckForbidden(Tree tree)
    {
        // The gate is the one place that may look for the data folder.
        var files = tree.Files.Where(file => file.Text is not null && file.Path != ".ci/run").ToList();
        var sources = files.Where(file => file.Name is "package-lock.json" or ".npmrc"
            || file.Name.Equals("nuget.config", StringComparison.OrdinalIgnoreCase));
        return Grep(files, Machine, "a path or key of one machine")
            .Concat(Grep(sources, Registry(), "names a package registry"));
    }

    private static IEnumerable<Finding> CheckDocuments(Tree tree) =>
        from file in tree.Files
        where IsDocument(file)
        from Match match in Quoted().Matches(file.Text!)
        let path = match.Groups[1].Value
        where IsPromise(file, path) && !Exists(tree, file, path)
        select file.At(match.Index, $"there is no {path}");

    private static bool IsDocument(SourceFile file) =>
        file.Path is "ARCHITECTURE.md" or "README.md"
        || (file.Module is not null && file.Name == "README.md")
        || (file.Path.StartsWith("docs/guides/", StringComparison.Ordinal)
            && file.Name.EndsWith(".md", StringComparison.Ordinal));

    private static bool IsPromise(SourceFile file, string path)
    {
        if (path.AsSpan().ContainsAny(Placeholders) || path.Contains("NNNN", StringComparison.Ordinal))
        {
            return false;
        }

        var first = path.Split('/')[0];
        return path.Contains('/', StringComparison.Ordinal)
            && (Roots.Contains(first) || (file.Module is not null && FolderOfModule().IsMatch(path)));
    }

    private static bool Exists(Tree tree, SourceFile file, string path) =>
        tree.Has(path) || tree.Has(file.Path[..(file.Path.LastIndexOf('/') + 1)] + path);

    [GeneratedRegex(@"^\s*#region\b", RegexOptions.Multiline)]
    private static partial Regex Region();

    [GeneratedRegex("\"resolved\": \"http|registry\\s*=|<add [^>]*value=\"https?:")]
    private static partial Regex Registry();

    [GeneratedRegex(@"`([\w./*<>{}…=-]+)`")]
    private static partial Regex Quoted();

    [GeneratedRegex("^[A-Z][A-Za-z]+/")]
    private static partial Regex FolderOfModule();
}
