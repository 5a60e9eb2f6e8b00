using Marquee.Campaigns.Changes;
using Marquee.Campaigns.Items;
using Marquee.Campaigns.Rounds;
using Marquee.Campaigns.Scheduling;
using Marquee.Campaigns.Submissions;
using Marquee.Kernel;

namespace Marquee.Campaigns;

/// <summary>The module as other modules see it.</summary>
internal sealed class CampaignsService(CampaignsDb db) : ICampaigns
{
    public Task<IReadOnlyList<Round>> GetRoundsAsync(
        CallContext call, IReadOnlyList<Id<Round>> ids, CancellationToken cancel) =>
        db.ReadAsync(
            call, tx => RoundRows.ViewsAsync(tx, [.. Bounded(ids, Limits.BatchRows).Distinct()], cancel), cancel);

    public Task<IReadOnlyList<Round>> LiveRoundsAsync(CallContext call, CancellationToken cancel) =>
        db.ReadAsync(call, async tx => await RoundRows.ViewsAsync(tx, await tx.QueryAsync(
            $"""
            select round_id from campaigns.phase
            where tenant_id = {call.Tenant.Id} and phase = 'live' and opens <= {call.Now} and closes > {call.Now}
            order by round_id limit {Limits.BatchRows}
            """, row => row.Id<Round>(0), cancel), cancel), cancel);

    public Task<IReadOnlyList<CampaignItem>> CampaignItemsAsync(
        CallContext call, Id<Round> round, int afterItemNo, int limit, CancellationToken cancel) =>
        ItemsAsync(
            call, $"c.round_id = {round} and c.item_no > {afterItemNo} order by c.item_no limit {Bounded(limit)}",
            cancel);

    public Task<IReadOnlyList<CampaignItem>> GetCampaignItemsAsync(
        CallContext call, IReadOnlyList<int> nos, CancellationToken cancel) =>
        ItemsAsync(call, $"c.no = any({Bounded(nos, Limits.ItemsByNo)}) order by c.no", cancel);

    public Task<IReadOnlyList<CampaignItem>> CampaignItemsOfSkusAsync(
        CallContext call, IReadOnlyList<int> skuNos, CancellationToken cancel) => ItemsAsync(
        call,
        $"""
        c.left_at is null and c.id in (select s.campaign_item_id from campaigns.campaign_sku s
            where s.tenant_id = {call.Tenant.Id} and s.sku_no = any({Bounded(skuNos, Limits.BatchRows)}))
          and exists (select from campaigns.phase p where p.tenant_id = c.tenant_id and p.round_id = c.round_id
              and p.phase = 'live'
            and p.opens <= {call.Now} and p.closes > {call.Now})
        order by c.no
        """, cancel);

    public async Task<IReadOnlyList<ShortlistedSubmission>> ShortlistAsync(
        CallContext call, Id<Round> round, Id<Submission>? after, int limit, CancellationToken cancel)
    {
        var approved = await db.ReadAsync(call, tx => SubmissionRows.OfStatusAsync(
            tx, round, SubmissionStatus.Approved, after, Bounded(limit), cancel), cancel);
        return [.. approved.Select(one => new ShortlistedSubmission(
            one.Id, one.ItemNo, one.ItemId, one.MerchantNo, one.MerchantId, one.Category, one.Plan.Skus,
            one.Plan.WishedSlots, one.Plan.FundingShareBp, one.SubmittedAt))];
    }

    public async Task<Result<IReadOnlyList<AssignmentOutcome>>> AssignAsync(
        CallContext call, Id<Round> round, IReadOnlyList<Assignment> assignments, CancellationToken cancel)
    {
        Bounded(assignments, Limits.BatchRows);
        await using var tx = await db.BeginAsync(call, cancel);
        if (await RoundRows.KeepAsync(tx, round, cancel) is not { } state)
        {
            return new Unknown("round", round.ToString());
        }

        if (state.Needs(call.Now, RoundPhase.Schedule, RoundPhase.Confirm) is { } refusal)
        {
            return refusal;
        }

        var outcomes = await Placement.AssignAsync(tx, state, assignments, cancel);
        await tx.CommitAsync(cancel);
        return Result<IReadOnlyList<AssignmentOutcome>>.Of(outcomes);
    }

    public Task<IReadOnlyList<ItemChangeAnswer>> CheckChangesAsync(
        CallContext call, IReadOnlyList<ItemChange> changes, CancellationToken cancel) =>
        db.ReadAsync<IReadOnlyList<ItemChangeAnswer>>(call, async tx =>
        {
            var items = Bounded(changes, Limits.BatchRows).Select(change => change.ItemNo).Distinct().ToArray();
            var submissions = await SubmissionRows.OfItemsAsync(tx, items, cancel);
            var rounds = (await RoundRows.GetAsync(tx, [.. submissions.Select(one => one.RoundId).Distinct()], cancel))
                .ToDictionary(round => round.Id);
            var holders = submissions.ToLookup(one => one.ItemNo, one => new Holder(one, rounds[one.RoundId]));
            return [.. changes.Select(change => ChangeRules.Answer(change, [.. holders[change.ItemNo]], call.Now))];
        }, cancel);

    public async Task<IReadOnlyList<FeedRow>> ReadFeedAsync(
        CallContext call, long afterSeq, int limit, CancellationToken cancel)
    {
        var rows = await db.ReadAsync(call, tx => CampaignItemRows.ViewsAsync(
            tx, $"c.seq > {afterSeq} order by c.seq limit {Bounded(limit)}", cancel), cancel);
        return [.. rows.Select(row => new FeedRow(row.Seq, row.Item))];
    }

    private Task<IReadOnlyList<CampaignItem>> ItemsAsync(
        CallContext call, SqlText condition, CancellationToken cancel) =>
        db.ReadAsync<IReadOnlyList<CampaignItem>>(call, async tx =>
            [.. (await CampaignItemRows.ViewsAsync(tx, condition, cancel)).Select(row => row.Item)], cancel);

    private static int Bounded(int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, Limits.BatchRows);
        return limit;
    }

    private static IReadOnlyList<T> Bounded<T>(IReadOnlyList<T> many, int limit)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(many.Count, limit, nameof(many));
        return many;
    }
}
