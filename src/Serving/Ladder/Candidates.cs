using Marquee.Campaigns;
using Marquee.Catalog;
using Marquee.Kernel;
using Marquee.Risk;
using Marquee.Selection;

namespace Marquee.Serving.Ladder;

/// <summary>Finds the campaign items that may stand in a placement now, from the best on.</summary>
internal sealed class Candidates(ICampaigns campaigns, ISelection selection, ICatalog catalog)
{
    /// <summary>A campaign item that may be shown.</summary>
    /// <param name="Item">The item.</param>
    /// <param name="Why">Why it stands where it stands.</param>
    /// <param name="IsOpen">Whether its activity price holds now; else it is only shown ahead.</param>
    internal sealed record Candidate(CampaignItem Item, WhyShown Why, bool IsOpen);

    public async Task<IReadOnlyList<Candidate>> FindAsync(
        CallContext call, Placement placement, int limit, TakedownList down, CancellationToken cancel)
    {
        var ordered = placement.PoolId is { } pool
            ? await OfPoolAsync(call, new Id<Pool>(pool), limit, cancel)
            : await OfRoundAsync(call, new Id<Round>(placement.RoundId!.Value), cancel);
        var rounds = await campaigns.GetRoundsAsync(call, [.. ordered.Select(entry => entry.Item.RoundId).Distinct()],
            cancel);
        var byRound = rounds.ToDictionary(round => round.Id);
        var listed = await catalog.GetItemsAsync(call, [.. ordered.Select(entry => entry.Item.ItemNo).Distinct()],
            cancel);
        return [.. ordered
            .Where(entry => listed.TryGetValue(entry.Item.ItemNo, out var item) && item.Listed)
            .Where(entry => IsShown(entry.Item, byRound.GetValueOrDefault(entry.Item.RoundId), call.Now))
            .Where(entry => !IsDown(entry.Item, byRound.GetValueOrDefault(entry.Item.RoundId), down, call.Now))
            .Select(entry => new Candidate(entry.Item, entry.Why, call.Now >= entry.Item.LiveFrom))
            .Take(limit)];
    }

    /// <summary>
    /// Whether a campaign item may be shown at an instant: while it is live, and before that once its round warms up.
    /// Its own window decides, not the status, which follows the clock a moment later.
    /// </summary>
    internal static bool IsShown(CampaignItem item, Round? round, DateTimeOffset now)
    {
        if (item.Status is not (CampaignItemStatus.Locked or CampaignItemStatus.Live) || now >= item.LiveTo)
        {
            return false;
        }

        return now >= item.LiveFrom || round is not null && round.IsOpen(RoundPhase.WarmUp);
    }

    /// <summary>Whether the item, its merchant or a node that it hangs on was taken down.</summary>
    internal static bool IsDown(CampaignItem item, Round? round, TakedownList down, DateTimeOffset now) =>
        down.OfItem(item.MerchantId, item.ItemId, now) is not null
        || down.OfNodes(now, item.RoundId.Value, item.CampaignId.Value) is not null
        || (round is not null && down.OfNodes(now, round.SeasonId.Value) is not null);

    private async Task<List<(CampaignItem Item, WhyShown Why)>> OfPoolAsync(
        CallContext call, Id<Pool> pool, int limit, CancellationToken cancel)
    {
        // Some members may not be shown (ended, not listed): read beyond the limit, so that the placement is still
        // full.
        var members = await selection.MembersAsync(call, pool, 0, Math.Min(limit * 2, ServingLimits.RoundItems),
            cancel);
        var items = await campaigns.GetCampaignItemsAsync(call, [.. members.Select(member => member.CampaignItemNo)],
            cancel);
        var byNo = items.ToDictionary(item => item.No);
        return [.. members.Where(member => byNo.ContainsKey(member.CampaignItemNo))
            .Select(member => (byNo[member.CampaignItemNo], WhyOf(member)))];
    }

    private async Task<List<(CampaignItem Item, WhyShown Why)>> OfRoundAsync(CallContext call, Id<Round> round,
        CancellationToken cancel)
    {
        var items = await campaigns.CampaignItemsAsync(call, round, 0, ServingLimits.RoundItems, cancel);
        return [.. items.OrderBy(item => item.SlotPosition).ThenByDescending(item => item.Score ?? long.MinValue)
            .ThenBy(item => item.No)
            .Select(item => (item, new WhyShown(
                "slot",
                new Texts($"坑位排序第 {item.SlotPosition} 位", $"in the slot at position {item.SlotPosition}"),
                    item.Score)))];
    }

    private static WhyShown WhyOf(PoolMember member) => member.IsPinned
        ? new WhyShown("pinned", new Texts($"运营置顶，第 {member.Rank} 位", $"pinned by the operator, place {member.Rank}"),
            member.Score)
        : new WhyShown("score", new Texts($"符合池规则，按得分排第 {member.Rank} 位",
            $"meets the pool's rule, rank {member.Rank} by score"), member.Score);
}
