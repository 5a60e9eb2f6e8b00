using System.Text.Json.Nodes;

namespace Marquee.Bench.Load;

/// <summary>A season with a campaign and a round, made and published through the API.</summary>
internal static class Rounds
{
    /// <summary>Makes a round that takes submissions now; returns its id.</summary>
    public static async Task<string> MakeAsync(Market market)
    {
        var (host, api) = (market.Host, market.Api);
        var now = (DateTimeOffset)(await host.GetAsync(api))["now"]!;
        var start = new DateTimeOffset(now.Year, now.Month, now.Day, now.Hour, 0, 0, TimeSpan.Zero);
        var season = await host.PostAsync(
            $"{api}/seasons", new { name = "Season", opens = start, closes = start.AddDays(40) });
        var campaign = await host.PostAsync(
            $"{api}/seasons/{season["id"]}/campaigns", new { name = "Flash sale", type = "flash_sale" });
        object Phase(string phase, double from, double to) =>
            new { phase, opens = start.AddDays(from), closes = start.AddDays(to) };
        var round = await host.PostAsync($"{api}/campaigns/{campaign["id"]}/rounds", new
        {
            name = "Round 1",
            phases = new[]
            {
                Phase("plan", 0, 1), Phase("enroll", 1, 6), Phase("review", 6, 9), Phase("schedule", 9, 11),
                Phase("confirm", 11, 13), Phase("warm_up", 13, 15), Phase("live", 15, 22), Phase("settle", 22, 37),
            },
            slots = new[] { new { name = "Main hall", capacity = 500 } },
            mechanics = new[] { new { kind = "fixed_price", spec = new { } } },
        });
        await PublishAsync(market, (string)campaign["id"]!);
        await host.PutAsync($"{api}/clock", new { now = start.AddDays(4) });
        return (string)round["id"]!;
    }

    private static async Task PublishAsync(Market market, string campaign)
    {
        var (host, path) = (market.Host, $"{market.Api}/campaigns/{campaign}");
        var fields = await host.GetAsync($"{market.Api}/rules/fields");
        string Label(string name) => (string)(fields as JsonArray ?? fields["items"]!.AsArray())
            .First(field => (string?)field!["name"] == name)!["labelZh"]!;
        var rule = await host.GetAsync($"{path}/rule");
        var saved = await host.PutAsync($"{path}/rule", new
        {
            revision = (int)rule["revision"]!,
            language = "zh",
            merchant = $"适用于每个商家：\n（1）全程有效：{Label("merchant.standing")}属于“good”。",
            item = $"适用于每个商品：\n（1）以报名时为准：{Label("item.listed")}：是。",
            sku = "适用于每个商品：\n（1）以报名时为准：每个SKU均须满足："
                + $"（{Label("sku.activity_price")}不高于{Label("sku.daily_price")}的0.9倍）。",
        });
        await host.PostAsync($"{path}/publication", new { revision = (int)saved["revision"]! });
    }
}
