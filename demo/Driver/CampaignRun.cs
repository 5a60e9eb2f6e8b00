using System.Text.Json.Nodes;
using Marquee.Demo.Market;

namespace Marquee.Demo.Driver;

/// <summary>
/// The life of one campaign, step by step, as people and machines would go through it: each through the API and with a
/// key of the role that does it. Every step may be repeated: what was done answers as before.
/// </summary>
internal sealed partial class CampaignRun(ApiClient api, Report report, IMarketSource source, bool forUp)
{
    public const string VenueSlug = "double-11";
    private const int Batch = 500;
    private static readonly string[] Gates = ["merchant", "item", "sku"];

    private string Api => $"/api/v1/t/{api.Tenant}";

    /// <summary>Keys by role: reviewing takes two people.</summary>
    private readonly Dictionary<string, string> _keys = [];

    public string Season { get; private set; } = "";

    public string Campaign { get; private set; } = "";

    public string Round { get; private set; } = "";

    /// <summary>What the imports said: rows read, accepted, unchanged, rejected.</summary>
    public List<JsonNode> Imports { get; } = [];

    /// <summary>Orders that were placed, with the quote each was placed from.</summary>
    public List<(JsonNode Order, JsonNode Quote)> Orders { get; } = [];

    /// <summary>Prices as shown by the placement, per SKU.</summary>
    public Dictionary<string, long> Shown { get; } = [];

    public async Task WalkAsync()
    {
        await PrepareAsync();
        await ImportAsync();
        await PlanAsync();
        await PublishAsync();
        await VerdictsAsync();
        await SubmitAsync();
        await ReviewAsync();
        await ScheduleAsync();
        await ConfirmAsync();
        await GoLiveAsync();
        await VenueAsync();
        await ShopAsync();
        if (!forUp)
        {
            await SettleAsync();
        }
    }

    private Task PrepareAsync() => report.StepAsync("tenant", async () =>
    {
        await api.PostAsync("/api/v1/tenants", "tenant", new
        {
            slug = api.Tenant,
            name = forUp ? "演示市场 Demo market" : $"{source.Name} {api.Tenant}",
            kind = "rehearsal",
            currency = source.Currency,
            zone = source.Zone,
        });
        foreach (var (name, roles) in new (string, string[])[]
        {
            ("merchants", ["service_provider"]), ("reviewer", ["reviewer"]), ("approver", ["approver"]),
            ("shop", ["machine"]),
        })
        {
            // The secret of a key is answered once and stored nowhere: a demo that goes on after a crash makes new
            // ones.
            var made = await api.PostAsync($"{Api}/keys", $"key-{name}-{api.Once()}", new { name, roles });
            _keys[name] = (string)made["key"]!;
        }

        return (0, 1L, $"{source.Currency}, {source.Zone}, 4 keys");
    });

    private async Task ImportAsync()
    {
        if (source.Pictures.Count > 0)
        {
            await report.StepAsync("import pictures", async () =>
            {
                await Parallel.ForEachAsync(
                    source.Pictures, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (picture, _) =>
                    await api.UploadAsync(
                        $"{Api}/catalog/assets", $"asset-{picture.Sha256}", "image/png",
                        async stream => await stream.WriteAsync(picture.Png)));
                return (0, (long)source.Pictures.Count, "drawn, shared by the items");
            });
        }

        foreach (var (kind, table) in new (string, Table)[]
        {
            ("categories", source.Categories), ("merchants", source.Merchants), ("items", source.Items),
            ("prices", source.Prices),
            ("shoppers", source.Shoppers),
        })
        {
            await report.StepAsync($"import {kind}", async () =>
            {
                var done = await ImportAsync(kind, table);
                Imports.Add(done);
                return (0, (long)done["rows"]!["read"]!, ImportOutcome(done));
            });
            report.Derived(kind, table);
        }
    }

    private async Task<JsonNode> ImportAsync(string kind, Table table)
    {
        var started = await api.UploadAsync(
            $"{Api}/imports?kind={kind}&name={kind}.csv", $"import-{kind}", "text/csv",
            stream => CsvText.WriteAsync(table, stream));
        while (true)
        {
            var now = await api.GetAsync($"{Api}/imports/{started["id"]}");
            if ((string?)now["status"] is not ("queued" or "running" or "cancelling"))
            {
                return (string?)now["status"] == "done"
                    ? now
                    : throw new InvalidOperationException(
                        $"The import of {kind} ended as {now["status"]}: {now.ToJsonString()}");
            }

            await Task.Delay(200);
        }
    }

    private static string ImportOutcome(JsonNode done) =>
        $"{done["rows"]!["created"]} new, {done["rows"]!["updated"]} changed, {done["rows"]!["unchanged"]} "
            + $"unchanged, {done["rows"]!["refused"]} refused";

    private Task PlanAsync() => report.StepAsync("plan", async () =>
    {
        var now = (DateTimeOffset)(await api.GetAsync(Api))["now"]!;
        var start = new DateTimeOffset(now.Year, now.Month, now.Day, now.Hour, 0, 0, TimeSpan.Zero);
        var season = await api.PostAsync($"{Api}/seasons", "season", new
        {
            name = "双11 Double 11",
            opens = await AtAsync("season-opens", start),
            closes = await AtAsync(
                "season-closes", start.AddDays(40)),
        });
        Season = (string)season["id"]!;
        var campaign =
            await api.PostAsync(
                $"{Api}/seasons/{Season}/campaigns", "campaign", new { name = "限时抢购 Flash sale", type = "flash_sale" });
        Campaign = (string)campaign["id"]!;
        var round = await api.PostAsync($"{Api}/campaigns/{Campaign}/rounds", "round", await RoundBodyAsync(start));
        Round = (string)round["id"]!;
        return (0, (long)round["slots"]!.AsArray().Count, $"1 season, 1 campaign, 1 round, "
            + $"{round["slots"]!.AsArray().Count} slots, {round["mechanics"]!.AsArray().Count} mechanics");
    });

    /// <summary>
    /// An instant that a repeat of the demo must send again exactly. It is remembered by the platform: in the name of a
    /// season that was already made, or else it is new.
    /// </summary>
    private async Task<DateTimeOffset> AtAsync(string what, DateTimeOffset proposed)
    {
        await foreach (var season in api.AllAsync($"{Api}/seasons"))
        {
            return (DateTimeOffset)season[what == "season-opens" ? "opens" : "closes"]!;
        }

        return proposed;
    }

    private async Task<object> RoundBodyAsync(DateTimeOffset start)
    {
        var opens = await AtAsync("season-opens", start);
        object Phase(string phase, double fromDay, double toDay) =>
            new { phase, opens = opens.AddDays(fromDay), closes = opens.AddDays(toDay) };
        return new
        {
            name = "第一场 Round 1",
            phases = new[]
            {
                Phase("plan", 0, 1), Phase("enroll", 1, 6), Phase("review", 6, 9), Phase("schedule", 9, 11),
                Phase("confirm", 11, 13),
                Phase("warm_up", 13, 15), Phase("live", 15, 22), Phase("settle", 22, 37),
            },
            slots = new object[]
            {
                new { name = "主会场 Main hall", capacity = 24 },
                new { name = "品类馆 Category hall", capacity = 120 },
                new { name = "长尾 Long tail", capacity = 600 },
            },
            mechanics = new object[]
            {
                new { kind = "fixed_price", spec = new { } },
                new
                {
                    kind = "platform_threshold",
                    spec = new { thresholdMinor = 30_000, offMinor = 3_000, repeats = "each", merchantShareBp = 4_000 },
                },
                new
                {
                    kind = "coupon",
                    spec = new { title = "满200减20", thresholdMinor = 20_000, offMinor = 2_000, scope =
                        "platform", budgetMinor = 300_000, perShopper = 1 },
                },
                new
                {
                    kind = "lottery",
                    spec = new
                    {
                        title = "幸运抽奖", triesPerDay = 3, prize1Title = "折叠手机", prize1OddsPpm = 2_000, prize1Stock =
                            1, prize2Title = "满100减10券",
                        prize2OddsPpm = 200_000, prize2Stock = 50, prize2OffMinor = 1_000, prize2ThresholdMinor =
                            10_000,
                    },
                },
            },
        };
    }

    private Task PublishAsync() => report.StepAsync("publish rule", async () =>
    {
        var rule = await api.GetAsync($"{Api}/campaigns/{Campaign}/rule");
        if (rule["published"] is null)
        {
            var texts = await RuleTextsAsync();
            var saved = await api.PutAsync($"{Api}/campaigns/{Campaign}/rule", "rule", new
            {
                revision = (int)rule["revision"]!,
                language = "zh",
                merchant = texts["merchant"],
                item =
                    texts["item"],
                sku = texts["sku"],
            });
            await api.PostAsync(
                $"{Api}/campaigns/{Campaign}/publication", "publication", new { revision = (int)saved["revision"]! });
            rule = await api.GetAsync($"{Api}/campaigns/{Campaign}/rule");
        }

        var clauses = rule["published"]!["gates"]!.AsArray().Sum(gate => gate!["rule"]!["clauses"]!.AsArray().Count);
        return (0, clauses, $"3 gates, {clauses} clauses, SHA-256 {((string)rule["published"]!["sha256"]!)[..12]}…");
    });

    /// <summary>
    /// The campaign's rule, written with the labels that the fields have: the same condition on any catalogue.
    /// </summary>
    private async Task<Dictionary<string, string>> RuleTextsAsync()
    {
        var fields = await api.GetAsync($"{Api}/rules/fields");
        var labels = (fields as JsonArray ?? fields["items"]!.AsArray())
            .ToDictionary(
                field => (string)field!["name"]!, field => (string)field!["labelZh"]!, StringComparer.Ordinal);
        string Label(string name) => labels.TryGetValue(name, out var label)
            ? label
            : throw new InvalidOperationException(
                $"There is no field {name}. Declared: {string.Join(", ", labels.Keys)}");
        return new Dictionary<string, string>
        {
            ["merchant"] = Text("商家",
                HasScores ? $"以报名时为准：{Label("merchant.score")}不低于4.2分" : null,
                $"全程有效：{Label("merchant.standing")}属于“good”"),
            ["item"] = Text("商品",
                $"以报名时为准：{Label("item.listed")}：是",
                HasPhotos ? $"以报名时为准：{Label("item.photos")}不低于1张" : null),
            ["sku"] = Text("商品",
                $"以报名时为准：每个SKU均须满足：（{Label("sku.activity_price")}不高于{Label("sku.daily_price")}的0.9倍）",
                $"锁定时复核：每个SKU均须满足：（{Label("sku.activity_stock")}不低于3件）"),
        };
    }

    /// <summary>A rule's text: its clauses, numbered.</summary>
    private static string Text(string each, params IEnumerable<string?> clauses) =>
        $"适用于每个{each}：" + string.Concat(clauses.OfType<string>().Select((clause, i) => $"\n（{i + 1}）{clause}。"));

    // Nobody writes a condition on what a whole market has never recorded: it would refuse nobody and pass nobody.
    private bool HasScores => source.Merchants.Columns.Contains("score_hundredths");

    private bool HasPhotos => source.Items.Columns.Contains("photos");
}
