using Npgsql;

namespace Marquee.Bench;

/// <summary>Runs one area and says what came out.</summary>
internal static class Runner
{
    public static async Task<int> RunAsync(Options options, TextWriter to)
    {
        var machine = await Machine.DescribeAsync(options);
        foreach (var (what, value) in machine)
        {
            to.WriteLine($"  {what,-12} {value}");
        }

        await using var run = new Run(options, to);
        try
        {
            await options.Area.MeasureAsync(run);
        }
        catch (Exception e) when (e is InvalidOperationException or HttpRequestException or NpgsqlException)
        {
            // A row that cannot be measured is no row: the run says why and keeps nothing.
            await Console.Error.WriteLineAsync($"bench {options.Area.Name} stopped: {e.Message}");
            return 1;
        }

        var result = new Result(options.Area.Name, options.Quick, machine, run.Rows);
        to.WriteLine();
        to.Write(result.ToTable());
        if (options.Json is { } file)
        {
            await File.WriteAllTextAsync(file, result.ToJson());
        }

        if (options is { Quick: false, Results: { } folder })
        {
            await result.KeepAsync(folder);
        }

        return 0;
    }
}
