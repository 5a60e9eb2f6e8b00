namespace Marquee.Bench;

/// <summary>What a run was asked to do.</summary>
internal sealed record Options
{
    public required IArea Area { get; init; }

    /// <summary>Every row in under a minute, at a size that shows that it works and not how fast it is.</summary>
    public bool Quick { get; init; }

    /// <summary>Where the rows go as JSON, besides the terminal.</summary>
    public string? Json { get; init; }

    /// <summary>Where a full run is kept; nothing keeps none.</summary>
    public string? Results { get; init; }

    /// <summary>A connection string of the cluster that the run has to itself.</summary>
    public required string Cluster { get; init; }

    /// <summary>The host's program, release build.</summary>
    public required string Host { get; init; }

    /// <summary>The folder of the web console, built, for the areas that open it; nothing elsewhere.</summary>
    public string? Console { get; init; }

    /// <summary>A folder for files of the run.</summary>
    public required string Work { get; init; }

    private static string Usage => $"""
        usage: Marquee.Bench AREA --cluster CONNECTION --host PROGRAM --work DIR [--quick] [--json FILE] [--results DIR]
                           [--console DIR]
        areas:
        {string.Join('\n', AreaList.All.Select(area => $"  {area.Name,-10} {area.About}"))}
        """;

    /// <summary>Reads the command line; what is wrong comes back as a sentence.</summary>
    public static (Options? Options, string? Wrong) Read(string[] args)
    {
        if (args is not [var name, .. var rest])
        {
            return (null, Usage);
        }

        if (AreaList.All.FirstOrDefault(area => area.Name == name) is not { } found)
        {
            return (null, $"There is no area '{name}'.\n{Usage}");
        }

        var quick = rest.Contains("--quick");
        string[] valued = [.. rest.Where(word => word != "--quick")];
        if (valued.Length % 2 != 0)
        {
            return (null, Usage);
        }

        var given = valued.Chunk(2).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
        string[] needed = ["--cluster", "--host", "--work"];
        if (given.Keys.Except([.. needed, "--json", "--results", "--console"]).FirstOrDefault() is { } unknown)
        {
            return (null, $"{unknown} is not known.\n{Usage}");
        }

        return needed.FirstOrDefault(option => !given.ContainsKey(option)) is { } missing
            ? (null, $"{missing} is not given.\n{Usage}")
            : (new Options
            {
                Area = found, Quick = quick, Json = given.GetValueOrDefault("--json"),
                Results = given.GetValueOrDefault("--results"), Cluster = given["--cluster"], Host = given["--host"],
                Work = given["--work"], Console = given.GetValueOrDefault("--console"),
            }, null);
    }
}
