using Marquee.Campaigns;
using Marquee.Kernel;

namespace Marquee.Selection.Pools;

/// <summary>
/// Follows changes of campaign items: reads the changed range of the feed and decides those items anew in every pool of
/// the round. Idempotent: the feed gives items as they are now, and a range decided twice gives the same rows.
/// </summary>
internal sealed class RefreshPools(SelectionDb db, ICampaigns campaigns, Chooser chooser) : ISubscription
{
    public string Name => "selection.refresh_pools";

    public IReadOnlyList<string> EventNames { get; } = ["campaigns.items_changed", "campaigns.round_live"];

    public async Task HandleAsync(Delivery delivery, CancellationToken cancel)
    {
        var (round, from, to) = RangeOf(delivery);
        var call = delivery.Call;
        var pools = from > to ? [] : await db.ReadAsync(call, tx => PoolStore.OfRoundAsync(tx, round, cancel), cancel);
        var items = pools.Count == 0 ? [] : await ChangedAsync(call, round, from, to, cancel);
        foreach (var pool in pools)
        {
            await RefreshAsync(call, pool, items, to, cancel);
        }
    }

    private static (Guid Round, long From, long To) RangeOf(Delivery delivery)
    {
        if (delivery.EventName == "campaigns.round_live")
        {
            var live = delivery.Read<RoundLive>();
            return (live.RoundId.Value, live.FromSeq, live.ToSeq);
        }

        var changed = delivery.Read<CampaignItemsChanged>();
        return (changed.RoundId.Value, changed.FromSeq, changed.ToSeq);
    }

    private async Task<List<CampaignItem>> ChangedAsync(CallContext call, Guid round, long from, long to,
        CancellationToken cancel)
    {
        var byNo = new Dictionary<int, CampaignItem>();
        var after = from - 1;
        IReadOnlyList<FeedRow> rows;
        do
        {
            rows = await campaigns.ReadFeedAsync(call, after, SelectionLimits.Batch, cancel);
            foreach (var row in rows.Where(row => row.Seq <= to && row.Item.RoundId.Value == round))
            {
                byNo[row.Item.No] = row.Item;
            }

            after = rows.Count == 0 ? to : rows[^1].Seq;
        }
        while (after < to);

        return [.. byNo.Values.OrderBy(item => item.No)];
    }

    // A pool whose rule cannot be executed any more keeps its members: an exception sends the event to the dead
    // letters, where a person sees it.
    private async Task RefreshAsync(CallContext call, PoolRow pool, List<CampaignItem> items, long to,
        CancellationToken cancel)
    {
        foreach (var page in items.Chunk(SelectionLimits.Batch))
        {
            var choices = await chooser.ChooseAsync(call, pool, page, cancel);
            if (!choices.IsSuccess)
            {
                throw new InvalidOperationException(
                    $"The rule of pool {pool.Id} cannot be executed: {choices.Error.Message}");
            }

            await using var tx = await db.BeginAsync(call, cancel);
            if (await PoolStore.FindAsync(tx, pool.Id, forUpdate: true, cancel) is null)
            {
                return;
            }

            var changed = await PoolStore.WriteAsync(tx, pool.Id, choices.Value, cancel);
            await PoolStore.CurrentAsync(tx, pool.Id, to, cancel);
            if (changed.Added + changed.Removed > 0)
            {
                await tx.AddAsync(new PoolChanged(pool.Id, changed.Added, changed.Removed, to), cancel);
            }

            await tx.CommitAsync(cancel);
        }
    }
}
