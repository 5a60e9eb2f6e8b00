using System.Net;
using System.Text.Json.Nodes;

namespace Marquee.Whole.Tests;

/// <summary>
/// Every kind of step that the product has, on a live market and through the public API only: rehearsing changes
/// nothing, one click takes all of them, one puts all of them back. A new kind of step adds its arrangement here.
/// </summary>
public sealed class ContingencyTests(LiveMarket market) : IClassFixture<LiveMarket>
{
    private sealed record Arrangement(string Action, Dictionary<string, string> Settings, Func<Task<string>> Shows);

    private readonly JsonNode _item = market.Items[0];

    [Fact]
    public async Task Every_kind_of_step_is_rehearsed_taken_and_put_back()
    {
        var all = await ArrangeAsync();
        var plan = await PrepareAsync("Everything", all);
        Assert.Equal(
            (await market.GetAsync($"{LiveMarket.Api}/contingency-plans"))["actions"]!.AsArray()
                .Select(one => (string)one!["name"]!).Order(),
            all.Select(one => one.Action).Order());

        var before = await ShownAsync(all);
        await RehearseAsync(plan);
        Assert.Equal(before, await ShownAsync(all));

        var run = await StartAsync(plan);
        var on = await EndedAsync(run, "on");
        Assert.All(StatesOf(on), state => Assert.Equal("taken", state));
        var meanwhile = await ShownAsync(all);
        Assert.All(all, one => Assert.NotEqual(before[one.Action], meanwhile[one.Action]));

        await RevertAsync(run, await SecondAsync());
        var off = await EndedAsync(run, "off");
        Assert.True(StatesOf(off).All(state => state == "back"), off.ToJsonString());
        Assert.Equal(before, await ShownAsync(all));
    }

    [Fact]
    public async Task What_somebody_decided_since_stays_when_the_plan_is_reverted()
    {
        var plan = await PrepareAsync("One coupon", [PauseOf("coupon")]);
        await RehearseAsync(plan);
        var run = await StartAsync(plan);
        await EndedAsync(run, "on");
        await StatusAsync("coupon", "active");
        await StatusAsync("coupon", "paused");
        await StatusAsync("coupon", "active");

        await RevertAsync(run, market.Process.Key);
        var off = await EndedAsync(run, "off");

        // It runs, as it did before the plan: there is nothing to put back and nothing to complain about.
        Assert.Equal(["back"], StatesOf(off));
        Assert.Equal("active", await BenefitAsync("coupon"));
    }

    [Fact]
    public async Task Whoever_took_something_down_by_a_plan_does_not_put_it_back_alone()
    {
        var plan = await PrepareAsync("One item", [TakeDownOf("item", (string)_item["item"]!)]);
        await RehearseAsync(plan);
        var run = await StartAsync(plan);
        await EndedAsync(run, "on");
        await RevertAsync(run, market.Process.Key);
        var off = await EndedAsync(run, "off");
        Assert.Equal(["not_back"], StatesOf(off));
        Assert.Contains("another person", (string)off["steps"]![0]!["told"]!, StringComparison.Ordinal);

        var down = (await market.GetAsync($"{LiveMarket.Api}/takedowns"))["items"]!.AsArray()
            .First(one => (string?)one!["subject"] == (string?)_item["item"] && (bool)one["inForce"]!)!;
        var (status, back) = await market.SendAsync(
            HttpMethod.Post, $"{LiveMarket.Api}/takedowns/{down["id"]}/return", new { reason = "looked into" },
            await SecondAsync());
        Assert.True(status == HttpStatusCode.OK, back.ToJsonString());
    }

    [Fact]
    public async Task A_host_that_dies_right_after_the_click_comes_back_and_takes_every_step()
    {
        var all = new[] { PauseOf("lottery"), TakeDownOf("item", (string)market.Items[1]["item"]!) };
        var plan = await PrepareAsync("Dies", all);
        await RehearseAsync(plan);
        var run = await StartAsync(plan);
        await market.Process.KillAsync();
        await market.Process.StartAsync();
        Assert.All(StatesOf(await EndedAsync(run, "on")), state => Assert.Equal("taken", state));
        await RevertAsync(run, await SecondAsync());
        Assert.All(StatesOf(await EndedAsync(run, "off")), state => Assert.Equal("back", state));
    }

    private async Task<IReadOnlyList<Arrangement>> ArrangeAsync()
    {
        var standing = ((JsonArray)await market.GetAsync($"{LiveMarket.Api}/pools"))[0]!;
        var (made, pool) = await market.SendAsync(
            HttpMethod.Post, $"{LiveMarket.Api}/pools",
            new
            {
                name = "Safe picks",
                roundId = market.RoundId,
                rule = (string)standing["rule"]!["en"]!,
                language = "en",
            });
        Assert.True(made == HttpStatusCode.OK, pool.ToJsonString());
        return
        [
            PauseOf("coupon"),
            new Arrangement(
                "serving.switch_placement",
                new() { ["placement"] = "main-hall", ["pool"] = (string)pool["id"]! },
                async () => $"{((JsonArray)await market.GetAsync($"{LiveMarket.Api}/placements"))
                    .First(one => (string?)one!["name"] == "main-hall")!["poolId"]}"),
            TakeDownOf("campaign", market.RoundId),
            await PageAsync(),
        ];
    }

    private Arrangement PauseOf(string type) => new(
        "benefits.pause", new() { ["benefit"] = market.Benefits[type] }, () => BenefitAsync(type));

    private Arrangement TakeDownOf(string kind, string subject) => new(
        "risk.take_down", new() { ["kind"] = kind, ["subject"] = subject },
        async () => string.Join(',', (await market.GetAsync($"{LiveMarket.Api}/takedowns"))["items"]!.AsArray()
            .Where(one => (bool)one!["inForce"]! && (string?)one["subject"] == subject).Select(_ => "down")));

    /// <summary>A page with a second revision that is only a heading.</summary>
    private async Task<Arrangement> PageAsync()
    {
        const string Slug = "double-11";
        var page = await market.GetAsync($"{LiveMarket.Api}/venues/{Slug}");
        var document = page["document"]!.DeepClone();
        document["blocks"]!.AsArray().RemoveAt(document["blocks"]!.AsArray().Count - 1);
        var (status, saved) = await market.SendAsync(
            HttpMethod.Put, $"{LiveMarket.Api}/venues/{Slug}/draft",
            new { document, baseRevision = (int)page["revision"]! });
        Assert.True(status == HttpStatusCode.OK, saved.ToJsonString());
        return new Arrangement(
            "venues.switch_page", new() { ["venue"] = Slug, ["revision"] = $"{(int)saved["revision"]!}" },
            async () => $"{(await market.GetAsync($"{LiveMarket.Api}/venues/{Slug}"))["liveRevision"]}");
    }

    private async Task<string> BenefitAsync(string type) =>
        (string)(await market.GetAsync($"{LiveMarket.Api}/benefits"))["items"]!.AsArray()
            .First(one => (string?)one!["id"] == market.Benefits[type])!["status"]!;

    private async Task StatusAsync(string type, string status)
    {
        var (code, body) = await market.SendAsync(
            HttpMethod.Put, $"{LiveMarket.Api}/benefits/{market.Benefits[type]}/status",
            new { status, reason = "somebody decided" });
        Assert.True(code == HttpStatusCode.OK, body.ToJsonString());
    }

    private static async Task<Dictionary<string, string>> ShownAsync(IReadOnlyList<Arrangement> all)
    {
        var shown = new Dictionary<string, string>();
        foreach (var one in all)
        {
            shown.Add(one.Action, await one.Shows());
        }

        return shown;
    }

    private async Task<string> PrepareAsync(string name, IReadOnlyList<Arrangement> all)
    {
        var (status, plan) = await market.SendAsync(HttpMethod.Post, $"{LiveMarket.Api}/contingency-plans", new
        {
            name,
            steps = all.Select(one => new { name = one.Action, action = one.Action, settings = one.Settings }),
        });
        Assert.True(status == HttpStatusCode.OK, plan.ToJsonString());
        return (string)plan["id"]!;
    }

    private async Task RehearseAsync(string plan)
    {
        var (status, rehearsed) = await market.SendAsync(
            HttpMethod.Post, $"{LiveMarket.Api}/contingency-plans/{plan}/rehearsal", new { });
        Assert.True(status == HttpStatusCode.OK, rehearsed.ToJsonString());
        Assert.All(rehearsed["rehearsal"]!.AsArray(), one => Assert.Null(one!["refusal"]));
    }

    private async Task<string> StartAsync(string plan)
    {
        var (status, run) = await market.SendAsync(
            HttpMethod.Post, $"{LiveMarket.Api}/contingency-plans/{plan}/start", new { reason = "traffic" });
        Assert.True(status == HttpStatusCode.OK, run.ToJsonString());
        return (string)run["id"]!;
    }

    private async Task RevertAsync(string run, string token)
    {
        var (status, body) = await market.SendAsync(
            HttpMethod.Post, $"{LiveMarket.Api}/contingency-runs/{run}/reversal", new { reason = "over" }, token);
        Assert.True(status == HttpStatusCode.OK, body.ToJsonString());
    }

    private async Task<string> SecondAsync() => (string)(await market.SendAsync(
        HttpMethod.Post, $"{LiveMarket.Api}/keys", new { name = "second", roles = new[] { "risk" } })).Body["key"]!;

    private static IEnumerable<string> StatesOf(JsonNode run) =>
        run["steps"]!.AsArray().Select(step => (string)step!["state"]!);

    private async Task<JsonNode> EndedAsync(string run, string state)
    {
        using var tooLong = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (true)
        {
            var runs = (JsonArray)await market.GetAsync($"{LiveMarket.Api}/contingency-runs");
            var mine = runs.First(one => (string?)one!["id"] == run)!;
            if ((string?)mine["state"] == state)
            {
                return mine;
            }

            await Task.Delay(50, tooLong.Token);
        }
    }
}
