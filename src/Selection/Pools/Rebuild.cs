using Marquee.Campaigns;
using Marquee.Kernel;

namespace Marquee.Selection.Pools;

/// <summary>
/// Chooses every campaign item of the round anew: how a pool begins, and how one is repaired. The feed is read up to
/// its end first, so that a change during the rebuild is seen again by the refresh and never lost.
/// </summary>
internal sealed class Rebuild(ICampaigns campaigns, Chooser chooser)
{
    internal sealed record Chosen(IReadOnlyList<Chooser.Choice> Choices, long FeedSeq);

    /// <summary>The choices about all items of the pool's round.</summary>
    public async Task<Result<Chosen>> ChooseAsync(CallContext call, PoolRow pool, CancellationToken cancel)
    {
        var feedSeq = await EndOfFeedAsync(call, pool.FeedSeq, cancel);
        var all = new List<Chooser.Choice>();
        IReadOnlyList<CampaignItem> page;
        var after = 0;
        do
        {
            page = await campaigns.CampaignItemsAsync(call, new Id<Round>(pool.RoundId), after, SelectionLimits.Batch,
                cancel);
            var choices = await chooser.ChooseAsync(call, pool, page, cancel);
            if (!choices.IsSuccess)
            {
                return choices.Error;
            }

            all.AddRange(choices.Value);
            after = page.Count == 0 ? after : page[^1].ItemNo;
        }
        while (page.Count == SelectionLimits.Batch);

        return new Chosen(all, feedSeq);
    }

    private async Task<long> EndOfFeedAsync(CallContext call, long from, CancellationToken cancel)
    {
        var seq = from;
        IReadOnlyList<FeedRow> rows;
        do
        {
            rows = await campaigns.ReadFeedAsync(call, seq, SelectionLimits.Batch, cancel);
            seq = rows.Count == 0 ? seq : rows[^1].Seq;
        }
        while (rows.Count == SelectionLimits.Batch);

        return seq;
    }
}
