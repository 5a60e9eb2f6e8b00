using System.Globalization;
using System.Runtime.InteropServices;
using Npgsql;

namespace Marquee.Bench;

/// <summary>Where a run took place: a figure without its machine says nothing.</summary>
internal static class Machine
{
    private static readonly string[] Settings =
    [
        "shared_buffers", "fsync", "synchronous_commit", "full_page_writes", "max_wal_size", "checkpoint_timeout",
        "random_page_cost",
    ];

    public static async Task<IReadOnlyDictionary<string, string>> DescribeAsync(Options options)
    {
        await using var source = NpgsqlDataSource.Create(options.Cluster);
        var data = await TextAsync(source, "show data_directory");
        var settings = new List<string>();
        foreach (var name in Settings)
        {
            settings.Add($"{name} {await TextAsync(source, "show " + name)}");
        }

        return new Dictionary<string, string>
        {
            ["at"] = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture),
            ["processor"] = $"{Environment.ProcessorCount} × {Line("/proc/cpuinfo", "model name")}",
            ["memory"] = Line("/proc/meminfo", "MemTotal"),
            ["load before"] = LoadBefore(),
            ["system"] = $"{RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}",
            ["database"] = $"PostgreSQL {await TextAsync(source, "show server_version")} on {FileSystemOf(data)}",
            ["settings"] = string.Join(", ", settings),
            ["size"] = options.Quick ? "quick: every row, at a size whose figures say little" : "full",
        };
    }

    /// <summary>Whoever else used the machine: a figure taken beside a build is none.</summary>
    private static string LoadBefore() => string.Create(
        CultureInfo.InvariantCulture, $"{File.ReadAllText("/proc/loadavg").Split(' ')[0]} runnable, one minute's mean");

    private static string Line(string file, string key)
    {
        var line = File.ReadLines(file).FirstOrDefault(one => one.StartsWith(key, StringComparison.Ordinal));
        return line is null ? "unknown" : line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
    }

    /// <summary>The type and device of the mount that a path stands on.</summary>
    public static string FileSystemOf(string path)
    {
        var mount = File.ReadLines("/proc/mounts").Select(line => line.Split(' '))
            .Where(parts => path == parts[1] || path.StartsWith(parts[1].TrimEnd('/') + "/", StringComparison.Ordinal))
            .MaxBy(parts => parts[1].Length);
        return mount is null ? "an unknown file system" : $"{mount[2]} ({mount[0]}, {mount[3].Split(',')[0]})";
    }

    private static async Task<string> TextAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        return (string)(await command.ExecuteScalarAsync())!;
    }
}
