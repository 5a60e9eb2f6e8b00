using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Marquee.Bench.Load;

namespace Marquee.Bench.Areas.Console;

/// <summary>Every page of the console in a browser that has seen nothing yet, until it can be used.</summary>
internal static class PageTimes
{
    private const double Bar = 2;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(40);

    public static async Task MeasureAsync(Run run, HostUnderTest host, string tenant, string about)
    {
        var (slower, times) = (run.Size(4, 1), run.Size(5, 1));
        var to = Path.Combine(run.Work, "page-times.json");
        var person = new { name = "bench-pages", password = RandomNumberGenerator.GetHexString(24) };
        await host.PostAsync("/api/v1/principals", new
        {
            person.name,
            display = "Bench",
            person.password,
            grants = new[] { new { role = "administrator" } },
        });
        run.Say($"pages: each opened {times} times");
        await OpenAsync(run.Console, new
        {
            url = host.Http.BaseAddress!.GetLeftPart(UriPartial.Authority),
            tenant,
            person.name,
            person.password,
            slower,
            times,
            to,
        });
        about += $"; processor {slower}× slower, nothing cached";
        var pages = JsonNode.Parse(await File.ReadAllTextAsync(to))!.AsObject();
        foreach (var (page, seconds) in pages)
        {
            double[] sorted = [.. seconds!.AsArray().Select(second => (double)second!).Order()];
            run.Add(new Row(
                $"page-{page}", Metric.Time, sorted[sorted.Length / 2], "bar", Bar,
                $"{about}; median of {sorted.Length}, most {sorted[^1]:0.00}"));
        }
    }

    private static async Task OpenAsync(string console, object asked)
    {
        var start = new ProcessStartInfo("npm", ["--prefix", console, "run", "page-times"])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.Environment["MARQUEE_PAGE_TIMES"] = JsonSerializer.Serialize(asked);
        using var process = Process.Start(start)!;
        try
        {
            var (said, wrong) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await Task.WhenAll(said, wrong, process.WaitForExitAsync()).WaitAsync(Patience);
            if (process.ExitCode != 0)
            {
                throw new InvalidOperationException(
                    $"The browser ended with {process.ExitCode}:\n{await said}{await wrong}");
            }
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
