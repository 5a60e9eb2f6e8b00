namespace Marquee.Testing;

/// <summary>Where the sources are, for tests that read files or start programs.</summary>
public static class Repository
{
    /// <summary>The folder that holds Marquee.slnx.</summary>
    public static string Root { get; } = Find();

    /// <summary>Where a failing test leaves what helps: seeds, logs, screenshots. Made on first use.</summary>
    public static string Results
    {
        get
        {
            var dir = Environment.GetEnvironmentVariable("MARQUEE_TEST_RESULTS") is { Length: > 0 } given
                ? given
                : Path.Combine(Root, "artifacts", "test-results");
            Directory.CreateDirectory(dir);
            return dir;
        }
    }

    private static string Find()
    {
        for (var dir = new DirectoryInfo(AppContext.BaseDirectory); dir is not null; dir = dir.Parent)
        {
            if (File.Exists(Path.Combine(dir.FullName, "Marquee.slnx")))
            {
                return dir.FullName;
            }
        }

        throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} holds Marquee.slnx.");
    }
}
