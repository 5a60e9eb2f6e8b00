using System.Globalization;
using System.Text.Json.Nodes;
using Marquee.Demo.Market;

namespace Marquee.Demo.Driver;

/// <summary>The supply side: verdicts, submissions, review, schedule, confirmation.</summary>
internal sealed partial class CampaignRun
{
    private long _submitted;

    /// <summary>What the verdicts before submitting said, by item: submitting must say the same.</summary>
    public Dictionary<string, string> ForetoldOutcomes { get; } = [];

    /// <summary>Items whose submission's verdict differs from the one told before.</summary>
    public List<string> Contradictions { get; } = [];

    private Task VerdictsAsync() => report.StepAsync("verdicts before", async () =>
    {
        if (!await MoveToAsync("enroll"))
        {
            return (0, 0L, "enrollment is over: a run before this one did it");
        }

        var plans = Plans().Take(4 * Batch).ToList();
        foreach (var chunk in plans.Chunk(Batch))
        {
            var answer =
                await api.PostAsync(
                    $"{Api}/rounds/{Round}/verdicts", $"verdicts-{api.Once()}", new { items = chunk },
                    _keys["merchants"]);
            foreach (var result in answer["results"]!.AsArray())
            {
                ForetoldOutcomes[(string)result!["item"]!] = (string?)result["outcome"] ?? "error";
            }
        }

        return (0, (long)plans.Count, Tally(ForetoldOutcomes.Values));
    });

    private Task SubmitAsync() => report.StepAsync("submit", async () =>
    {
        if (!await MoveToAsync("enroll"))
        {
            var summary = await api.GetAsync($"{Api}/submissions/summary?round={Round}");
            _submitted = (long)summary["total"]!;
            return (0, _submitted, "by the run before this one");
        }

        var outcomes = new List<string>();
        var number = 0;
        foreach (var chunk in Plans().Chunk(Batch))
        {
            var answer =
                await api.PostAsync(
                    $"{Api}/rounds/{Round}/submissions", $"submit-{number++}", new { items = chunk },
                    _keys["merchants"]);
            foreach (var result in answer["results"]!.AsArray())
            {
                var outcome = (string?)result!["outcome"] ?? "error";
                outcomes.Add(outcome);
                if (ForetoldOutcomes.TryGetValue((string)result["item"]!, out var foretold) && foretold != outcome)
                {
                    Contradictions.Add((string)result["item"]!);
                }
            }
        }

        _submitted = outcomes.Count;
        return (0, _submitted, Tally(outcomes));
    });

    /// <summary>
    /// One plan per item: prices from a third off to hardly anything off, so that the rule has something to say.
    /// </summary>
    private IEnumerable<object> Plans()
    {
        var number = 0UL;
        foreach (var item in ItemsOf(source.Items))
        {
            number++;
            var skew = new Skew(41, number);
            var ratio = 0.62 + (skew.Share() * 0.34);
            yield return new
            {
                item = item.Id,
                skus = item.Skus.Take(50).Select(sku => new
                {
                    sku = sku.Id,
                    activityPriceMinor = Math.Max(1, (long)((sku.DailyMinor ?? 9_900) * ratio)),
                    activityStock = (int)Math.Clamp(sku.Stock / 3, 1, 40),
                    purchaseLimit = 5,
                }).ToArray(),
                services = skew.Happens(0.4) ? ["free_shipping"] : Array.Empty<string>(),
                fundingShareBp = 4_000,
            };
        }
    }

    /// <summary>
    /// People approve what passes. What a rule could not know (an item never sold has no price) stays in review and is
    /// counted: it is neither refused nor waved through.
    /// </summary>
    private async Task ReviewAsync()
    {
        await report.StepAsync("review", async () =>
        {
            await MoveToAsync("review");
            var first = await DecideAsync("in_review", "reviewer");
            var second = await DecideAsync("first_approved", "approver");
            var unknown = await CountAsync("in_review");
            return (0, second,
                $"{first} first, {second} second approvals by another person; {unknown} wait for unknown data");
        });
    }

    private async Task<long> DecideAsync(string status, string role)
    {
        long decided = 0;
        // What is decided leaves the list, so that the first page is always what is left; a crash loses nothing but its
        // place.
        while (true)
        {
            var page = await api.GetAsync(
                $"{Api}/submissions?round={Round}&status={status}&outcome=pass&limit={Batch}");
            var ids = page["items"]!.AsArray().Select(row => (string)row!["id"]!).ToList();
            if (ids.Count == 0)
            {
                return decided;
            }

            var answer = await api.PostAsync(
                $"{Api}/submissions/decisions", $"decide-{role}-{api.Once()}",
                new { decision = "approve", submissions = ids, note = (string?)null }, _keys[role]);
            var stuck = answer["results"]!.AsArray().Where(result => result!["error"] is not null).ToList();
            decided += ids.Count - stuck.Count;
            if (stuck.Count == ids.Count)
            {
                throw new InvalidOperationException(
                    $"No {status} submission could be approved: {stuck[0]!.ToJsonString()}");
            }
        }
    }

    private async Task ScheduleAsync()
    {
        await report.StepAsync("schedule", async () =>
        {
            await MoveToAsync("schedule");
            var proposal =
                await api.PostAsync(
                    $"{Api}/rounds/{Round}/schedule-proposals", "proposal", new { scoreField = ScoreField });
            var applied =
                await api.PostAsync($"{Api}/schedule-proposals/{proposal["id"]}/application", "application", new { });
            var placed = await CountAsync("scheduled") + await CountAsync("confirmed") + await CountAsync("locked")
                + await CountAsync("live");
            return (0, placed, $"{placed} placed by {ScoreField}, the others with the bound they met");
        });
    }

    private string ScoreField => HasScores ? "merchant.score" : "sku.sold_30d";

    private async Task ConfirmAsync()
    {
        await report.StepAsync("confirm and lock", async () =>
        {
            await MoveToAsync("confirm");
            while (true)
            {
                var page = await api.GetAsync($"{Api}/submissions?round={Round}&status=scheduled&limit={Batch}");
                var ids = page["items"]!.AsArray().Select(row => (string)row!["id"]!).ToList();
                if (ids.Count == 0)
                {
                    break;
                }

                var answer = await api.PostAsync(
                    $"{Api}/submissions/confirmations", $"confirm-{api.Once()}", new { submissions = ids },
                    _keys["merchants"]);
                var failed = answer["results"]!.AsArray().Count(result => result!["error"] is not null);
                if (failed == ids.Count)
                {
                    break;
                }
            }

            var locked = await CountAsync("locked") + await CountAsync("live");
            return (0, locked, $"{locked} campaign items, {await CountAsync("scheduled")} refused at the lock");
        });
    }

    private async Task<long> CountAsync(string status)
    {
        var summary = await api.GetAsync($"{Api}/submissions/summary?round={Round}");
        return (long?)summary["byStatus"]?[status] ?? 0;
    }

    /// <summary>
    /// Moves the rehearsal's clock to the opening of a phase and waits until the platform has noticed. False when the
    /// phase is over already: then a run before this one was there.
    /// </summary>
    private async Task<bool> MoveToAsync(string phase)
    {
        JsonNode Of(JsonNode round) => round["round"]!["phases"]!.AsArray().First(p => (string?)p!["phase"] == phase)!;
        var opens = (DateTimeOffset)Of(await api.GetAsync($"{Api}/rounds/{Round}"))["opens"]!;
        var now = (DateTimeOffset)(await api.GetAsync(Api))["now"]!;
        if (now < opens)
        {
            await api.PutAsync($"{Api}/clock", $"clock-{phase}", new { now = opens.AddMinutes(1) });
        }

        for (var i = 0; i < 300; i++)
        {
            var state = (string?)Of(await api.GetAsync($"{Api}/rounds/{Round}"))["state"];
            if (state is "open" or "done")
            {
                return state == "open";
            }

            await Task.Delay(200);
        }

        throw new InvalidOperationException($"The phase {phase} did not open.");
    }

    private static IEnumerable<MarketItem> ItemsOf(Table items)
    {
        var at = items.Columns.Select((name, i) => (name, i)).ToDictionary(
            pair => pair.name, pair => pair.i, StringComparer.Ordinal);
        MarketItem? item = null;
        foreach (var row in items.Rows)
        {
            if (item?.Id != row[at["item_id"]])
            {
                if (item is not null)
                {
                    yield return item;
                }

                item = new MarketItem(row[at["item_id"]], []);
            }

            item.Skus.Add(
                new MarketSku(row[at["sku_id"]], Number(row[at["daily_price_minor"]]), Number(row[at["stock"]]) ?? 0));
        }

        if (item is not null)
        {
            yield return item;
        }
    }

    private static long? Number(string text) =>
        text.Length == 0 ? null : long.Parse(text, CultureInfo.InvariantCulture);

    private static string Tally(IEnumerable<string> outcomes) => string.Join(", ",
        outcomes.GroupBy(outcome => outcome, StringComparer.Ordinal).OrderByDescending(group => group.Count()).Select(
            group => $"{group.Count()} {group.Key}"));

    private sealed record MarketItem(string Id, List<MarketSku> Skus);

    private sealed record MarketSku(string Id, long? DailyMinor, long Stock);
}
