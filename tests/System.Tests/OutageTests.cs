using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Marquee.Testing;

namespace Marquee.Whole.Tests;

/// <summary>What is needed goes away and comes back in the middle of the main job.</summary>
public sealed class OutageTests
{
    private const int Scale = 2_000;
    private const string Beside = "beside";

    [Fact]
    public async Task PostgreSQL_goes_away_and_comes_back_without_a_restart_and_nothing_acknowledged_is_lost()
    {
        var random = TestSeed.RandomFor(nameof(OutageTests));
        await using var cluster = await PrivateCluster.StartNewAsync();
        await using var host = await HostProcess.StartNewAsync(cluster.Maintenance);
        await MakeTenantAsync(host);
        using var ended = new CancellationTokenSource();
        var acknowledged = new ConcurrentQueue<string>();
        var writing = WriteAsync(host, acknowledged, ended.Token);

        var running = host.DemoAsync("run", "--scale", $"{Scale}", "--tenant", "outage");
        for (var i = 0; i < (LongRun.IsOn ? 5 : 2); i++)
        {
            await Task.Delay(random.Next(1_000, 4_000));
            // Once in good order, once as by a power cut, and so on.
            await (i % 2 == 0 ? cluster.StopAsync() : cluster.CrashAsync());
            await Task.Delay(random.Next(200, 3_000));
            await cluster.StartAsync();
        }

        var (code, output) = await running;
        await ended.CancelAsync();
        await writing;
        Assert.True(code == 0, $"MARQUEE_SEED={TestSeed.Value}\n{output}\n{host.Log}");
        Assert.True(host.IsRunning, "the host had to be started again");
        Assert.True(acknowledged.Count > 20, $"only {acknowledged.Count} changes were acknowledged");
        var kept = await SeasonsAsync(host);
        Assert.All(acknowledged, season => Assert.Contains(season, kept));
    }

    [Fact]
    public async Task The_host_is_killed_at_twenty_random_points_and_every_demo_ends_with_everything_holding()
    {
        LongRun.Only();
        var random = TestSeed.RandomFor(nameof(LongRun));
        await using var host = await HostProcess.StartNewAsync();
        for (var demo = 0; demo < 5; demo++)
        {
            var running = host.DemoAsync("run", "--scale", $"{Scale}", "--tenant", $"killed-{demo}");
            for (var kill = 0; kill < 4; kill++)
            {
                await Task.Delay(random.Next(200, 3_500));
                await host.KillAsync();
                await host.StartAsync();
            }

            var (code, output) = await running;
            Assert.True(code == 0, $"demo {demo}, MARQUEE_SEED={TestSeed.Value}\n{output}\n{host.Log}");
        }
    }

    /// <summary>Somebody changes something all the time, and notes what was acknowledged.</summary>
    private static async Task WriteAsync(HostProcess host, ConcurrentQueue<string> acknowledged, CancellationToken stop)
    {
        using var client = host.Client();
        for (var i = 0; !stop.IsCancellationRequested; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/t/{Beside}/seasons")
            {
                Content = JsonContent.Create(new
                {
                    name = $"Season {i}",
                    opens = "2031-01-01T00:00:00Z",
                    closes = "2031-02-01T00:00:00Z",
                }),
            };
            request.Headers.Add("Idempotency-Key", $"beside-{i}");
            using var response = await client.SendAsync(request, CancellationToken.None);
            var text = await response.Content.ReadAsStringAsync(CancellationToken.None);
            if (response.IsSuccessStatusCode)
            {
                acknowledged.Enqueue((string)JsonNode.Parse(text)!["id"]!);
            }
            else
            {
                Assert.True((int)response.StatusCode == 503 && response.Headers.RetryAfter is not null, text);
            }

            await Task.Delay(50, CancellationToken.None);
        }
    }

    private static async Task MakeTenantAsync(HostProcess host)
    {
        using var client = host.Client();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/tenants")
        {
            Content = JsonContent.Create(new
            {
                slug = Beside,
                name = "Beside",
                kind = "rehearsal",
                currency = "CNY",
                zone = "Asia/Shanghai",
            }),
        };
        request.Headers.Add("Idempotency-Key", Beside);
        using var response = await client.SendAsync(request);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }

    private static async Task<HashSet<string>> SeasonsAsync(HostProcess host)
    {
        using var client = host.Client();
        var found = new HashSet<string>();
        string? cursor = null;
        do
        {
            var page = await client.GetFromJsonAsync<JsonNode>(
                new Uri($"/api/v1/t/{Beside}/seasons?limit=1000&cursor={cursor}", UriKind.Relative));
            found.UnionWith(page!["items"]!.AsArray().Select(season => (string)season!["id"]!));
            cursor = (string?)page["next"];
        }
        while (cursor is not null);
        return found;
    }
}
