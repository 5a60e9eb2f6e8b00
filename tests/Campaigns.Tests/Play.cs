using System.Net;
using System.Text.Json;
using Marquee.Kernel;
using Marquee.Testing;

namespace Marquee.Campaigns.Tests;

/// <summary>One tenant with a published campaign and a round, and the people who act on it.</summary>
internal sealed class Play(Stage stage, Tenant tenant)
{
    public const string MerchantRule =
        "Applies to each merchant:\n(1) at all times: shop score is at least 4.5 points.";

    public const string SkuRule = """
        Applies to each item:
        (1) checked again at lock: every SKU satisfies: (activity price is at most daily price × 0.9).
        """;

    public static readonly Actor Operator = TestActor.Named("olga", Role.Operator);
    public static readonly Actor Reviewer = TestActor.Named("rita", Role.Reviewer);
    public static readonly Actor Approver = TestActor.Named("adam", Role.Approver);

    public Stage Stage => stage;

    public Tenant Tenant => tenant;

    public string Season { get; private set; } = "";

    public string Campaign { get; private set; } = "";

    public string Round { get; private set; } = "";

    public string Slot { get; private set; } = "";

    public Id<Round> RoundId => Id<Round>.Parse(Round, null);

    public DateTimeOffset Now => stage.Database.Clock.GetUtcNow();

    public static async Task<Play> StartAsync(
        Stage stage, string type = "flash_sale", int capacity = 100, object[]? quotas = null, string? rule = null,
        string? merchantRule = null)
    {
        var play = new Play(stage, await stage.Database.NewTenantAsync());
        var season = await play.PostAsync(
            "/seasons", new { name = "Double 11", opens = play.Now, closes = play.Now.AddDays(60) });
        play.Season = season.GetProperty("id").GetString()!;
        await play.AddCampaignAsync(type, capacity, quotas, rule, merchantRule);
        return play;
    }

    /// <summary>Another campaign with one round in the same season; becomes the current one.</summary>
    public async Task AddCampaignAsync(
        string type, int capacity = 100, object[]? quotas = null, string? rule = null, string? merchantRule = null,
        int liveAfterDays = 8)
    {
        Campaign = (await PostAsync($"/seasons/{Season}/campaigns", new { name = "Sale", type })).GetProperty(
            "id").GetString()!;
        var round = await PostAsync($"/campaigns/{Campaign}/rounds", new
        {
            name = "Opening",
            phases = Phases(liveAfterDays),
            slots = new object[] { new { name = "Main", capacity, quotas = quotas ?? [] } },
            mechanics = new object[] { new { kind = "cheaper", spec = new { off = 1000 } } },
        });
        Round = round.GetProperty("id").GetString()!;
        Slot = round.GetProperty("slots")[0].GetProperty("id").GetString()!;
        var saved = await SendAsync(Operator, HttpMethod.Put, $"/campaigns/{Campaign}/rule", new
        {
            revision = 1,
            language = "en",
            merchant = merchantRule,
            sku = rule ?? SkuRule,
        });
        await PostAsync(
            $"/campaigns/{Campaign}/publication", new { revision = saved.GetProperty("revision").GetInt32() });
    }

    public object[] Phases(int liveAfterDays = 8) =>
    [
        new { phase = "enroll", opens = Now, closes = Now.AddDays(5) },
        new { phase = "review", opens = Now, closes = Now.AddDays(6) },
        new { phase = "schedule", opens = Now.AddDays(1), closes = Now.AddDays(7) },
        new { phase = "confirm", opens = Now.AddDays(1), closes = Now.AddDays(7) },
        new { phase = "live", opens = Now.AddDays(liveAfterDays), closes = Now.AddDays(liveAfterDays + 2) },
        new { phase = "settle", opens = Now.AddDays(liveAfterDays + 2), closes = Now.AddDays(liveAfterDays + 12) },
    ];

    public Task<JsonElement> SendAsync(
        Actor actor, HttpMethod method, string path, object? body = null, string? key = null,
        HttpStatusCode expected = HttpStatusCode.OK) =>
        stage.SendAsync(tenant, actor, method, path, body, key, expected);

    public Task<JsonElement> PostAsync(
        string path, object? body = null, Actor? actor = null, HttpStatusCode expected = HttpStatusCode.OK) =>
        SendAsync(actor ?? Operator, HttpMethod.Post, path, body ?? new { }, expected: expected);

    public Task<JsonElement> GetAsync(string path, Actor? actor = null, HttpStatusCode expected = HttpStatusCode.OK) =>
        SendAsync(actor ?? Operator, HttpMethod.Get, path, expected: expected);

    public static object Plan(int item, long price = 8_000, int stock = 10) =>
        new
        {
            item = $"i{item}",
            skus = new[] { new { sku = $"s{item}", activityPriceMinor = price, activityStock = stock } }
        };

    /// <summary>Submits plans; answers the results.</summary>
    public async Task<JsonElement[]> SubmitAsync(Actor actor, params object[] plans) =>
        [.. (await PostAsync($"/rounds/{Round}/submissions", new { items = plans }, actor)).GetProperty(
            "results").EnumerateArray()];

    /// <summary>Submits an item and brings it to scheduled; answers the submission.</summary>
    public async Task<string> ScheduledAsync(int item)
    {
        var id = (await SubmitAsync(Operator, Plan(item)))[0].GetProperty("submission").GetString()!;
        await ApproveAsync(id);
        await OpenAsync("schedule");
        await PostAsync(
            $"/rounds/{Round}/assignments", new { assignments = new[] { new { submission = id, slot = Slot } } });
        return id;
    }

    public async Task ApproveAsync(params string[] ids)
    {
        foreach (var person in (Actor[])[Reviewer, Approver])
        {
            await PostAsync("/submissions/decisions", new { decision = "approve", submissions = ids }, person);
        }
    }

    /// <summary>Submits an item and brings it to locked; answers the submission.</summary>
    public async Task<string> LockedAsync(int item) => (await LockAsync(item))[0];

    /// <summary>Submits items and brings them to locked; answers the submissions.</summary>
    public async Task<string[]> LockAsync(params int[] items)
    {
        var ids = (await SubmitAsync(Operator, [.. items.Select(item => Plan(item))]))
            .Select(one => one.GetProperty("submission").GetString()!).ToArray();
        await ApproveAsync(ids);
        await OpenAsync("schedule");
        await PostAsync(
            $"/rounds/{Round}/assignments",
            new { assignments = ids.Select(id => new { submission = id, slot = Slot }) });
        await OpenAsync("confirm");
        await PostAsync("/submissions/confirmations", new { submissions = ids });
        return ids;
    }

    /// <summary>Opens a phase by hand unless it is open.</summary>
    public async Task OpenAsync(string phase)
    {
        var round = await GetAsync($"/rounds/{Round}");
        var state = round.GetProperty("round").GetProperty("phases").EnumerateArray().First(
            one => one.GetProperty("phase").GetString() == phase);
        if (state.GetProperty("state").GetString() != "open")
        {
            await PostAsync($"/rounds/{Round}/phase", new { open = phase, reason = "test" });
        }
    }

    public async Task<string> StatusAsync(string id) =>
        (await GetAsync($"/submissions/{id}")).GetProperty("submission").GetProperty("status").GetString()!;
}
