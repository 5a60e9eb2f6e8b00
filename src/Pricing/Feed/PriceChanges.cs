using Marquee.Campaigns;
using Marquee.Catalog;
using Marquee.Kernel;
using Marquee.Risk;

namespace Marquee.Pricing.Feed;

/// <summary>
/// Finds the SKUs whose price may have changed and marks them: by the catalogue's change log, by take-downs, by the
/// tenant's clock, and in turn those at an activity price. Changed offers mark their SKUs themselves. Every step is
/// remembered after its marks are durable, so a fall repeats and never skips one.
/// </summary>
internal sealed class PriceChanges(PricingDb db, ICatalog catalog, ICampaigns campaigns, ITakedowns takedowns)
{
    /// <summary>Looks once; whether everything that happened before was found.</summary>
    public async Task<bool> FindAsync(CallContext call, FeedHead head, CancellationToken cancel)
    {
        await TakedownsAsync(call, head, cancel);
        await WatchedAsync(call, head, cancel);
        var due = await DueAsync(call, cancel);
        return await CatalogAsync(call, head.CatalogSeq, cancel) && due < PricingLimits.FeedDue;
    }

    private async Task<bool> CatalogAsync(CallContext call, long after, CancellationToken cancel)
    {
        var marked = 0;
        while (marked < PricingLimits.FeedMarks)
        {
            var entries = await catalog.ChangesAsync(call, after, PricingLimits.FeedLogEntries, cancel);
            foreach (var entry in entries)
            {
                for (long first = entry.FirstNo;
                    entry.Entity == CatalogEntity.Item && first <= entry.LastNo; first += PricingLimits.FeedItems)
                {
                    var count = (int)Math.Min(PricingLimits.FeedItems, entry.LastNo - first + 1);
                    marked += await OfItemsAsync(call, [.. Enumerable.Range((int)first, count)], cancel);
                }

                after = entry.Seq;
            }

            await SetAsync(
                call, new SqlText.Raw("catalog_seq"), $"greatest(catalog_seq, {after})", cancel);
            if (entries.Count < PricingLimits.FeedLogEntries)
            {
                return true;
            }
        }

        return false;
    }

    private Task<int> DueAsync(CallContext call, CancellationToken cancel) => RunAsync(
        call,
        tx => PriceMarks.AddFromAsync(
            tx,
            $"""
            select d.sku_no from (select sku_no from pricing.shown_price
                where tenant_id = {call.Tenant.Id} and look_at <= {call.Now}
                order by look_at limit {PricingLimits.FeedDue}) d
            """, cancel),
        cancel);

    private async Task WatchedAsync(CallContext call, FeedHead head, CancellationToken cancel)
    {
        var watched = await db.ReadAsync(call, tx => tx.QueryAsync(
            $"""
            select sku_no from pricing.shown_price
            where tenant_id = {call.Tenant.Id} and watched and sku_no > {head.WatchAfter}
            order by sku_no limit {PricingLimits.FeedWatched}
            """,
            row => row.GetInt32(0), cancel), cancel);
        if (watched.Count > 0)
        {
            await RunAsync(call, tx => PriceMarks.AddAsync(tx, watched, cancel), cancel);
        }

        var next = watched.Count < PricingLimits.FeedWatched ? 0 : watched[^1];
        if (next != head.WatchAfter)
        {
            await SetAsync(call, new SqlText.Raw("watch_after"), $"{next}", cancel);
        }
    }

    private async Task TakedownsAsync(CallContext call, FeedHead head, CancellationToken cancel)
    {
        var list = await takedowns.CertainAsync(call, cancel);
        var now = call.Now;
        var down = list.All.Where(one => one.HoldsAt(now))
            .Select(one => $"{EnumText.Of(one.Kind)}:{one.Subject}").ToHashSet(StringComparer.Ordinal);
        if (list.Revision <= head.DownAsOf && down.SetEquals(head.Down))
        {
            return;
        }

        // First nobody prices with an older list any more; then the SKUs are marked; then it is done.
        await SetAsync(call, new SqlText.Raw("takedowns"), $"greatest(takedowns, {list.Revision})", cancel);
        var other = down.Except(head.Down).Concat(head.Down.Except(down)).Select(text => text.Split(':', 2))
            .ToLookup(parts => EnumText.Parse<TakedownKind>(parts[0]), parts => parts[1]);
        await OfSubjectsAsync(call, other, cancel);
        await RunAsync(
            call,
            tx => tx.ExecuteAsync(
                $"""
                update pricing.price_feed set down = {down.Order(StringComparer.Ordinal)}, down_as_of = {list.Revision}
                where tenant_id = {call.Tenant.Id} and down_as_of <= {list.Revision}
                """, cancel),
            cancel);
    }

    private async Task OfSubjectsAsync(
        CallContext call, ILookup<TakedownKind, string> other, CancellationToken cancel)
    {
        foreach (var ids in other[TakedownKind.Item].Chunk(PricingLimits.FeedItems))
        {
            var items = await catalog.FindItemsAsync(call, ids, cancel);
            await OfItemsAsync(call, [.. items.Values.Select(item => item.ItemNo)], cancel);
        }

        foreach (var ids in other[TakedownKind.Price].Chunk(PricingLimits.FeedItems))
        {
            var skus = await catalog.FindSkusAsync(call, ids, cancel);
            await RunAsync(call, tx => PriceMarks.AddAsync(tx, skus.Values.Select(sku => sku.SkuNo), cancel), cancel);
        }

        foreach (var ids in other[TakedownKind.Merchant].Chunk(PricingLimits.FeedItems))
        {
            foreach (var merchant in (await catalog.FindMerchantsAsync(call, ids, cancel)).Values)
            {
                await OfMerchantAsync(call, merchant.MerchantNo, cancel);
            }
        }

        // Coupons change nothing of what everybody is shown; shops' own thresholds do.
        var sources = other[TakedownKind.Benefit].Select(Guid.Parse).ToArray();
        foreach (var shop in sources.Length == 0 ? [] : await ShopsOfAsync(call, sources, cancel))
        {
            await OfMerchantAsync(call, shop, cancel);
        }

        await OfNodesAsync(call, [.. other[TakedownKind.Campaign].Select(Guid.Parse)], cancel);
    }

    private Task<List<int>> ShopsOfAsync(CallContext call, Guid[] sources, CancellationToken cancel) => db.ReadAsync(
        call,
        tx => tx.QueryAsync(
            $"""
            select distinct merchant_no from pricing.offer
            where tenant_id = {call.Tenant.Id} and retired_at is null and source_id = any({sources})
            """,
            row => row.GetInt32(0), cancel),
        cancel);

    private async Task OfMerchantAsync(CallContext call, int merchantNo, CancellationToken cancel)
    {
        IReadOnlyList<Item> items;
        var after = 0;
        do
        {
            items = await catalog.ListItemsAsync(
                call, new ItemFilter(merchantNo), after, PricingLimits.FeedItems, cancel);
            await OfItemsAsync(call, [.. items.Select(item => item.ItemNo)], cancel);
            after = items.Count == 0 ? after : items[^1].ItemNo;
        }
        while (items.Count == PricingLimits.FeedItems);
    }

    private async Task OfNodesAsync(CallContext call, HashSet<Guid> nodes, CancellationToken cancel)
    {
        if (nodes.Count == 0)
        {
            return;
        }

        var rounds = await db.ReadAsync(call, tx => tx.QueryAsync(
            $"select distinct round_id from pricing.offer where tenant_id = {call.Tenant.Id} and retired_at is null "
                + $"and round_id is not null",
            row => row.GetGuid(0), cancel), cancel);
        foreach (var some in rounds.Chunk(PricingLimits.FeedItems))
        {
            var hit = (await campaigns.GetRoundsAsync(call, [.. some.Select(id => new Id<Round>(id))], cancel))
                .Where(round => nodes.Overlaps([round.Id.Value, round.CampaignId.Value, round.SeasonId.Value]))
                .Select(round => round.Id.Value).ToList();
            await RunAsync(call, tx => PriceMarks.OfRoundsAsync(tx, hit, cancel), cancel);
        }
    }

    private async Task<int> OfItemsAsync(CallContext call, IReadOnlyList<int> itemNos, CancellationToken cancel)
    {
        var skus = itemNos.Count == 0 ? [] : await catalog.SkusOfItemsAsync(call, itemNos, cancel);
        return skus.Count == 0
            ? 0
            : await RunAsync(call, tx => PriceMarks.AddAsync(tx, skus.Select(sku => sku.SkuNo), cancel), cancel);
    }

    private Task<int> SetAsync(CallContext call, SqlText.Raw column, SqlText value, CancellationToken cancel) =>
        RunAsync(
            call,
            tx => tx.ExecuteAsync(
                $"update pricing.price_feed set {column} = {value} where tenant_id = {call.Tenant.Id}", cancel),
            cancel);

    private async Task<int> RunAsync(CallContext call, Func<Transaction, Task<int>> run, CancellationToken cancel)
    {
        await using var tx = await db.BeginAsync(call, cancel);
        var rows = await run(tx);
        await tx.CommitAsync(cancel);
        return rows;
    }
}
