using Marquee.Campaigns.Gates;
using Marquee.Campaigns.Rounds;
using Marquee.Campaigns.Submissions;
using Marquee.Catalog;
using Marquee.Kernel;
using Marquee.Risk;
using Marquee.Rules;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Campaigns.Items;

/// <summary>
/// A merchant confirms what was scheduled, one or up to a thousand at once: the clauses of the lock must hold, no
/// excluded campaign may have the item at that time. From then on the item is locked. Each is decided on its own; the
/// others go on.
/// </summary>
internal static class ConfirmSubmissions
{
    internal sealed record Body(IReadOnlyList<Id<Submission>> Submissions);

    internal sealed record ResultView(Id<Submission> Submission, SubmissionStatus? Status, EntryError? Error);

    internal sealed record View(IReadOnlyList<ResultView> Results);

    /// <summary>What a confirmation is decided by: the verdict on the clauses of the lock and what is locked.</summary>
    internal sealed record Basis(int Revision, Judgement? Judgement, ItemContent? Content);

    public static void Map(RouteGroupBuilder api)
    {
        var roles = (Role[])[.. EndpointRules.MerchantPeople, Role.Operator, Role.Machine];
        api.MapPost("/submissions/confirmations", HandleAsync).WithName(nameof(ConfirmSubmissions))
            .WithSummary("Confirm scheduled submissions; from then on their items are locked").Allow(roles)
            .Needs(ShopRight.Confirm);
        api.MapPost("/submissions/{id}/confirmation", HandleOneAsync).WithName("ConfirmSubmission")
            .WithSummary("Confirm a scheduled submission; from then on its item is locked").Allow(roles)
            .Needs(ShopRight.Confirm);
    }

    private static async Task<Answer<ResultView>> HandleOneAsync(
        Id<Submission> id, CallContext call, CampaignsDb db, ICatalog catalog, RuleLoader loader, Judging judging,
        Locking locking,
        Registry<CampaignType> types, ITakedowns takedowns, CancellationToken cancel)
    {
        // A single refusal is a refusal of the request.
        var answer = await ConfirmAsync<ResultView>([id], call, db, catalog, loader, judging, locking, types,
            await takedowns.CertainAsync(call, cancel),
            results => results[0].Refusal is { } refusal ? refusal : ViewOf(results[0]), cancel);
        return answer.Error is null && answer.Value.Status == SubmissionStatus.Confirmed
            ? answer.Value with { Status = SubmissionStatus.Locked }
            : answer;
    }

    private static async Task<Answer<View>> HandleAsync(
        Body body, CallContext call, CampaignsDb db, ICatalog catalog, RuleLoader loader, Judging judging,
        Locking locking,
        Registry<CampaignType> types, ITakedowns takedowns, CancellationToken cancel)
    {
        if (body.Submissions.Count is 0 or > Limits.DecisionsPerRequest
            || body.Submissions.Distinct().Count() != body.Submissions.Count)
        {
            return new InvalidRequest(
                "submissions", "are too few, too many, or one is there twice", body.Submissions.Count,
                $"1 to {Limits.DecisionsPerRequest}, every submission once");
        }

        var answer = await ConfirmAsync<View>(body.Submissions, call, db, catalog, loader, judging, locking, types,
            await takedowns.CertainAsync(call, cancel), results => new View([.. results.Select(ViewOf)]), cancel);
        return answer.Error is not null ? answer : new View([.. answer.Value.Results.Select(one =>
            one.Status == SubmissionStatus.Confirmed ? one with { Status = SubmissionStatus.Locked } : one)]);
    }

    private sealed record Outcome(Id<Submission> Id, SubmissionStatus? Status, Error? Refusal);

    private static ResultView ViewOf(Outcome one) =>
        new(one.Id, one.Status, one.Refusal is null ? null : EntryError.Of(one.Refusal));

    private static async Task<Answer<T>> ConfirmAsync<T>(
        IReadOnlyList<Id<Submission>> ids, CallContext call, CampaignsDb db, ICatalog catalog, RuleLoader loader,
        Judging judging,
        Locking locking, Registry<CampaignType> types, TakedownList down,
        Func<IReadOnlyList<Outcome>, Result<T>> answer, CancellationToken cancel)
    {
        var basis = await BasisAsync(ids, call, db, catalog, loader, judging, cancel);
        if (!basis.IsSuccess)
        {
            return basis.Error;
        }

        var stored = await db.MutateAsync<T>(
            call, async tx => answer(await DecideAllAsync(tx, ids, basis.Value, types, down, cancel)), cancel);
        if (stored.Error is null)
        {
            // Also on a repeat: the first answer may have been given just before a fall.
            await locking.FinishAsync(call, ids, cancel);
        }

        return stored;
    }

    private static async Task<IReadOnlyList<Outcome>> DecideAllAsync(
        Transaction tx, IReadOnlyList<Id<Submission>> ids, IReadOnlyDictionary<Id<Submission>, Basis> basis,
        Registry<CampaignType> types, TakedownList down, CancellationToken cancel)
    {
        var found = (await SubmissionRows.LockAsync(tx, ids, cancel)).Where(
            one => one.IsVisibleTo(tx.Call.Actor)).ToDictionary(one => one.Id);
        var outcomes = new Dictionary<Id<Submission>, Outcome>();
        foreach (var ofRound in found.Values.GroupBy(one => one.RoundId))
        {
            var round = (await RoundRows.KeepAsync(tx, ofRound.Key, cancel))!;
            var passed = new List<SubmissionState>();
            foreach (var one in ofRound)
            {
                var decision = TakenDown(one, round, down, tx.Call.Now) is { } taken ? taken : Decide(
                    one, basis.GetValueOrDefault(one.Id), OpenPhases.Of(round, tx.Call.Now),
                    tx.Call.Actor.IsAny(EndpointRules.Staff));
                outcomes[one.Id] = new Outcome(
                    one.Id, decision.IsSuccess ? decision.Value : one.Status, decision.Error);
                if (decision.IsSuccess && one.Status == SubmissionStatus.Scheduled)
                {
                    passed.Add(one);
                }
            }

            var held = await Holds.WriteAsync(tx, round, types.All, passed, cancel);
            foreach (var (id, refusal) in held)
            {
                outcomes[id] = new Outcome(id, SubmissionStatus.Scheduled, refusal);
            }

            await StoreAsync(tx, round.Id, [.. passed.Where(one => !held.ContainsKey(one.Id))], basis, cancel);
        }

        return [
            .. ids.Select(
                id =>
                    outcomes.GetValueOrDefault(id) ?? new Outcome(id, null, new Unknown("submission", id.ToString())))];
    }

    // What stands already stays: it is shown and sold nowhere while it is down.
    private static IsTakenDown? TakenDown(
        SubmissionState one, RoundState round, TakedownList down, DateTimeOffset now) =>
        one.Status == SubmissionStatus.Scheduled
        && (down.OfItem(one.MerchantId, one.ItemId, now)
            ?? down.OfNodes(now, round.Id.Value, round.CampaignId.Value, round.SeasonId.Value)) is { } taken
            ? IsTakenDown.Of(taken) : null;

    /// <summary>Where a confirmation leads; one that stands already is a success and stays where it is.</summary>
    internal static Result<SubmissionStatus> Decide(
        SubmissionState one, Basis? basis, IReadOnlyCollection<RoundPhase> open, bool staff)
    {
        if (one.Status is SubmissionStatus.Confirmed or SubmissionStatus.Locked)
        {
            return one.Status;
        }

        var next = SubmissionMoves.Next(one.Id.ToString(), one.Status, SubmissionMove.Confirm, open);
        if (!next.IsSuccess)
        {
            return next.Error;
        }

        if (basis?.Judgement is null || basis.Content is null || basis.Revision != one.Revision)
        {
            return new RevisionPassed(basis?.Revision ?? 0, one.Revision);
        }

        // What is not known now was not known before either; only what is known to fail stands in the way.
        return basis.Judgement.Outcome == Rules.Outcome.Fail
            ? new ClauseFails(
                one.Id,
                [.. basis.Judgement.For(staff).Where(why => why.Outcome == Rules.Outcome.Fail).Select(
                    why => why.Reason)])
            : next;
    }

    private static async Task StoreAsync(
        Transaction tx, Id<Round> round, IReadOnlyList<SubmissionState> confirmed,
        IReadOnlyDictionary<Id<Submission>, Basis> basis, CancellationToken cancel)
    {
        if (confirmed.Count == 0)
        {
            return;
        }

        await SubmissionRows.MoveAsync(
            tx, [.. confirmed.Select(one => new Moved(one.Id, SubmissionStatus.Confirmed))], cancel);
        await CampaignItemRows.WriteAsync(tx, [.. confirmed.Select(one => basis[one.Id].Content!)], cancel);
        await HistoryRows.AddAsync(
            tx, round, [.. confirmed.Select(one => new HistoryEntry(one.Id, "confirmed"))], cancel);
        await tx.AuditEachAsync(
            "campaigns.submissions.confirmed",
            confirmed.GroupBy(one => new RowOf(one.MerchantId, one.Category)).Select(
                alike => ($"round:{round}", alike.Key, (object?)new { ids = alike.Select(one => one.Id) })), cancel);
    }

    private static async Task<Result<IReadOnlyDictionary<Id<Submission>, Basis>>> BasisAsync(
        IReadOnlyList<Id<Submission>> ids, CallContext call, CampaignsDb db, ICatalog catalog, RuleLoader loader,
        Judging judging,
        CancellationToken cancel)
    {
        var loaded = await db.ReadAsync(call, async tx =>
        {
            var found = (await SubmissionRows.FindAllAsync(tx, ids, cancel)).Where(
                one => one.Status == SubmissionStatus.Scheduled).ToList();
            var rules = new Dictionary<Id<Round>, Result<RoundRules>>();
            foreach (var round in found.Select(one => one.RoundId).Distinct())
            {
                rules[round] = await loader.LoadAsync(tx, round, cancel);
            }

            var views = await RoundRows.ViewsAsync(tx, [.. rules.Keys], cancel);
            return (Found: found, Rules: rules, Rounds: views.ToDictionary(view => view.Id));
        }, cancel);
        if (loaded.Rules.Values.FirstOrDefault(rules => !rules.IsSuccess) is { Error: { } broken })
        {
            return broken;
        }

        var basis = new Dictionary<Id<Submission>, Basis>();
        foreach (var ofRound in loaded.Found.GroupBy(one => one.RoundId))
        {
            var judged = await judging.JudgeAsync(
                call, loaded.Rules[ofRound.Key].Value,
                [.. ofRound.Select(one => new ToJudge(one.ItemNo, one.MerchantNo, one.Plan))], ClauseMoment.Lock,
                cancel);
            var contents = await ContentsAsync(call, loaded.Rounds[ofRound.Key], [.. ofRound], catalog, cancel);
            foreach (var (one, i) in ofRound.Select((one, i) => (one, i)))
            {
                basis[one.Id] = new Basis(one.Revision, judged[i], contents.GetValueOrDefault(one.Id));
            }
        }

        return basis;
    }

    private static async Task<IReadOnlyDictionary<Id<Submission>, ItemContent>> ContentsAsync(
        CallContext call, Round round, IReadOnlyList<SubmissionState> submissions, ICatalog catalog,
        CancellationToken cancel)
    {
        var items = await catalog.GetItemsAsync(call, [.. submissions.Select(one => one.ItemNo)], cancel);
        var skus = (await catalog.SkusOfItemsAsync(call, [.. items.Keys], cancel)).ToDictionary(sku => sku.SkuNo);
        var slots = round.Slots.ToDictionary(slot => slot.Id);
        return submissions.Where(one => items.ContainsKey(one.ItemNo) && one.SlotId is not null).ToDictionary(
            one => one.Id, one => ContentOf(call.Ids, round, one, items[one.ItemNo], skus, slots[one.SlotId!.Value]));
    }

    private static ItemContent ContentOf(
        IdSource ids, Round round, SubmissionState one, Item item, Dictionary<int, Sku> skus, Slot slot) => new(
        ids.Next<CampaignItem>(), round.Id, round.CampaignId, one.Id, one.ItemNo, one.ItemId, one.MerchantNo,
        one.MerchantId,
        item.Title, item.Category, item.MainImage,
        [.. one.Plan.Skus.Select(plan => new CampaignSku(
            plan.SkuNo, plan.SkuId, skus.GetValueOrDefault(plan.SkuNo)?.IsMain ?? false, plan.ActivityPriceMinor,
            skus.GetValueOrDefault(plan.SkuNo)?.Prices.DailyMinor, plan.ActivityStock, plan.PurchaseLimit))],
        slot.Id, slot.Position, one.Score, one.Plan.Services, one.Plan.FundingShareBp);
}
