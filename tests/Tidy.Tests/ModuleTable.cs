namespace Marquee.Tidy.Tests;

/// <summary>
/// Who may reference whom. This is the table of the design; a new edge is written here first, and reviewed.
/// </summary>
internal static class ModuleTable
{
    private static readonly string[] Base = ["Kernel", "Columns", "Rules", "Sheets"];

    private static readonly Dictionary<string, string[]> Listed = new()
    {
        ["Kernel"] = [],
        ["Columns"] = [],
        ["Rules"] = ["Kernel", "Columns"],
        ["Sheets"] = ["Kernel"],
        ["Ledger"] = Base,
        ["Jobs"] = Base,
        ["Extensions"] = Base,
        ["Experiments"] = Base,
        ["Catalog"] = [.. Base, "Jobs"],
        ["Trade"] = [.. Base, "Catalog", "Jobs"],
        ["Risk"] = [.. Base, "Catalog", "Jobs"],
        ["Campaigns"] = [.. Base, "Catalog", "Ledger", "Risk", "Jobs"],
        ["Selection"] = [.. Base, "Catalog", "Campaigns", "Jobs"],
        ["Audiences"] = [.. Base, "Catalog", "Trade", "Experiments", "Jobs"],
        ["Benefits"] = [.. Base, "Catalog", "Campaigns", "Ledger", "Audiences", "Risk", "Jobs"],
        ["Pricing"] =
            [.. Base, "Catalog", "Trade", "Campaigns", "Selection", "Ledger", "Audiences", "Benefits", "Risk", "Jobs"],
        ["Creatives"] = [.. Base, "Catalog", "Campaigns", "Selection", "Pricing", "Experiments", "Jobs"],
        ["Serving"] =
            [
                .. Base, "Catalog", "Campaigns", "Selection", "Audiences", "Pricing", "Benefits", "Creatives",
                "Experiments", "Risk",
            ],
        ["Venues"] =
            [
                .. Base, "Catalog", "Campaigns", "Audiences", "Benefits", "Pricing", "Creatives", "Serving",
                "Experiments", "Risk", "Jobs",
            ],
        ["Planning"] = [.. Base, "Catalog", "Trade", "Campaigns", "Selection", "Serving", "Jobs"],
    };

    /// <summary>Every module, the host included.</summary>
    public static IReadOnlyList<string> Modules { get; } = [.. Listed.Keys, "Host"];

    /// <summary>The schemas of the database: a module's name in lower case.</summary>
    public static IReadOnlyDictionary<string, string> Schemas { get; } =
        Listed.Keys.ToDictionary(SchemaOf, module => module);

    /// <summary>Modules whose whole code is pure: no database, no HTTP.</summary>
    public static IReadOnlyList<string> Pure { get; } = ["Columns", "Rules", "Sheets"];

    /// <summary>Folders in other modules that are pure. When such a module exists, the folder must.</summary>
    public static IReadOnlyList<string> PureFolders { get; } = ["src/Pricing/Engine/"];

    /// <summary>Whether a module may use another one's contract.</summary>
    public static bool Allows(string from, string to) =>
        from == to || from == "Host" || (Listed.TryGetValue(from, out var allowed) && allowed.Contains(to));

    /// <summary>The module's name as it stands in SQL and in codes.</summary>
    public static string SchemaOf(string module) => module.ToLowerInvariant();
}
