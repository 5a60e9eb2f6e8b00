using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Marquee.Bench.Load;

/// <summary>A tenant of a host under test, filled through its imports.</summary>
internal sealed class Market(HostUnderTest host, string slug)
{
    public string Api => $"/api/v1/t/{slug}";

    public HostUnderTest Host => host;

    public static async Task<Market> MakeAsync(HostUnderTest host, string slug)
    {
        await host.PostAsync("/api/v1/tenants", new
        {
            slug,
            name = slug,
            kind = "rehearsal",
            currency = "CNY",
            zone = "Asia/Shanghai",
        });
        return new Market(host, slug);
    }

    /// <summary>Merchants and categories, which the items refer to.</summary>
    public async Task FurnishAsync(string folder)
    {
        var (merchants, categories) = (Path.Combine(folder, "merchants.csv"), Path.Combine(folder, "categories.csv"));
        await ItemFile.WriteMerchantsAsync(merchants);
        await ItemFile.WriteCategoriesAsync(categories);
        await ImportAsync("merchants", merchants);
        await ImportAsync("categories", categories);
    }

    /// <summary>
    /// Uploads a file and waits until its import is done. The seconds count from the first byte sent to the answer that
    /// says so.
    /// </summary>
    public async Task<(JsonNode Import, double Seconds)> ImportAsync(string kind, string file)
    {
        var began = TimeProvider.System.GetTimestamp();
        await using var stream = File.OpenRead(file);
        using var content = new StreamContent(stream, 1 << 16);
        content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        var started = await host.SendAsync(HttpMethod.Post, $"{Api}/imports?kind={kind}&name={kind}.csv", content);
        while (true)
        {
            var now = await host.GetAsync($"{Api}/imports/{started["id"]}");
            if ((string?)now["status"] == "done")
            {
                return (now, TimeProvider.System.GetElapsedTime(began).TotalSeconds);
            }

            if ((string?)now["status"] is not ("queued" or "running"))
            {
                throw new InvalidOperationException($"The import of {kind} ended: {now.ToJsonString()}");
            }

            await Task.Delay(50);
        }
    }
}
