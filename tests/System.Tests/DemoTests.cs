using System.Text.Json.Nodes;
using System.Threading.Channels;
using Marquee.Testing;

namespace Marquee.Whole.Tests;

/// <summary>
/// The main job: a whole campaign through the public API, and what must hold after it, whatever dies on the way.
/// </summary>
public sealed class DemoTests
{
    private const int Scale = 2_000;

    [Fact]
    public async Task The_olist_catalogue_walks_every_step_and_everything_holds()
    {
        var data = RealData.Folder("olist");
        await using var host = await HostProcess.StartNewAsync();
        var file = Path.Combine(host.DataDir, "r.json");
        var (code, output) = await host.DemoAsync("run", "--data", data, "--report", file);
        Assert.True(code == 0, output + "\n" + host.Log);

        var report = JsonNode.Parse(await File.ReadAllTextAsync(file))!;
        Assert.All(report["invariants"]!.AsArray(),
            invariant => Assert.True((bool)invariant!["holds"]!, invariant.ToJsonString()));
        Assert.Equal(32_951, (long)Step(report, "import items")["count"]!);
        Assert.Contains("unknown", (string)Step(report, "submit")["outcome"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("online-retail")]
    [InlineData("completejourney")]
    public async Task A_set_with_holes_walks_every_step_and_everything_holds(string set)
    {
        var data = RealData.Folder(set);
        await using var host = await HostProcess.StartNewAsync();
        var file = Path.Combine(host.DataDir, "r.json");
        var (code, output) = await host.DemoAsync("run", "--data", data, "--report", file);
        Assert.True(code == 0, output + "\n" + host.Log);

        var report = JsonNode.Parse(await File.ReadAllTextAsync(file))!;
        Assert.All(report["invariants"]!.AsArray(),
            invariant => Assert.True((bool)invariant!["holds"]!, invariant.ToJsonString()));
        Assert.Equal(set == "online-retail", (long)Step(report, "import categories")["count"]! == 0);
        // What was never sold has no price: nobody waves it through, and nobody refuses it.
        Assert.Contains("unknown", (string)Step(report, "submit")["outcome"]!, StringComparison.Ordinal);
    }

    /// <summary>
    /// The host dies as by a power cut at five points of one campaign, which waits for it each time and goes on; then
    /// everything is run once more.
    /// </summary>
    [Fact]
    public async Task Killed_at_five_points_of_a_campaign_and_run_again_everything_holds() =>
        await KilledAsync("import items", "publish rule", "submit", "draw lottery", "quote, check out, pay");

    /// <summary>The same with one death each: what a later one might have repaired shows.</summary>
    [Theory]
    [InlineData("import items")]
    [InlineData("publish rule")]
    [InlineData("submit")]
    [InlineData("draw lottery")]
    [InlineData("quote, check out, pay")]
    public async Task Killed_in_the_middle_and_run_again_everything_holds(string step)
    {
        LongRun.Only();
        await KilledAsync(step);
    }

    private static async Task KilledAsync(params string[] steps)
    {
        await using var host = await HostProcess.StartNewAsync();
        var lines = Channel.CreateUnbounded<string>();
        var running = host.DemoAsync(
            line => lines.Writer.TryWrite(line), "run", "--scale", $"{Scale}", "--tenant", "crash");
        _ = running.ContinueWith(_ => lines.Writer.TryComplete(), TaskScheduler.Default);
        var killed = 0;
        await foreach (var line in lines.Reader.ReadAllAsync())
        {
            // A step is printed when it is done: the one before tells that ours has begun.
            if (killed < steps.Length
                && line.TrimStart().StartsWith(Before(steps[killed]), StringComparison.Ordinal))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(150));
                await host.KillAsync();
                await host.StartAsync();
                killed++;
            }
        }

        var (code, output) = await running;
        Assert.True(code == 0, $"the demo that waited for its host: {output}\n{host.Log}");
        Assert.Equal(steps.Length, killed);
        var (again, repeated) = await host.DemoAsync("run", "--scale", $"{Scale}", "--tenant", "crash");
        Assert.True(again == 0, $"run once more: {repeated}\n{host.Log}");
    }

    private static string Before(string step) => step switch
    {
        "import items" => "import merchants",
        "publish rule" => "plan",
        "submit" => "verdicts before",
        "draw lottery" => "claim coupons",
        "quote, check out, pay" => "draw lottery",
        _ => throw new ArgumentOutOfRangeException(nameof(step), step, "no such step"),
    };

    private static JsonNode Step(JsonNode report, string name) =>
        report["steps"]!.AsArray().First(step => (string?)step!["name"] == name)!;
}
