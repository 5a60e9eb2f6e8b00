using System.Diagnostics;
using Marquee.Kernel;
using Marquee.Pricing.Offers;
using Npgsql;

namespace Marquee.Pricing.Feed;

/// <summary>Reads and writes the feed of a tenant.</summary>
internal static class FeedStore
{
    /// <summary>The head of the feed; null when the tenant has none.</summary>
    public static Task<FeedHead?> HeadAsync(Transaction tx, CancellationToken cancel) => tx.FindAsync(
        $"""
        select last_seq, catalog_seq, takedowns, down_as_of, down, watch_after, as_of from pricing.price_feed
        where tenant_id = {tx.Call.Tenant.Id}
        """,
        HeadOf, cancel);

    /// <summary>
    /// Begins a feed. Offers do not change meanwhile: a change before it is seen when the catalogue is read, one after
    /// it marks its SKUs.
    /// </summary>
    public static Task<int> BeginAsync(Transaction tx, CancellationToken cancel) => tx.ExecuteAllAsync(
        [
            OfferStore.TurnOf(tx.Call.Tenant.Id),
            $"insert into pricing.price_feed (tenant_id) values ({tx.Call.Tenant.Id}) on conflict do nothing",
        ], cancel);

    /// <summary>
    /// Becomes, or stays, the one who looks for changes; null when the tenant has no feed or another host looks. Two at
    /// once would find the same: this only saves work.
    /// </summary>
    public static Task<FeedHead?> KeepAsync(Transaction tx, Guid host, CancellationToken cancel) => tx.FindAsync(
        $"""
        update pricing.price_feed set keeper = {host}, keeper_until = clock_timestamp() + {PricingLimits.FeedKeeper}
        where tenant_id = {tx.Call.Tenant.Id}
            and (keeper is null or keeper = {host} or keeper_until < clock_timestamp())
        returning last_seq, catalog_seq, takedowns, down_as_of, down, watch_after, as_of
        """,
        HeadOf, cancel);

    /// <summary>The rows behind a place in the feed, in order.</summary>
    public static Task<List<FeedRow>> RowsAsync(Transaction tx, long after, int limit, CancellationToken cancel) =>
        tx.QueryAsync(
            $"""
            select seq, sku_no, changed_at, final_minor, reference_minor, daily_minor, round_id, until, unknown
            from pricing.shown_price where tenant_id = {tx.Call.Tenant.Id} and seq > {after} order by seq limit {limit}
            """,
            row => new FeedRow(row.GetInt64(0), row.GetInt32(1), row.Instant(2), PriceOf(row, 3)), cancel);

    /// <summary>
    /// Writes prices that were taken while these marks stood and the list of take-downs had that revision. What was
    /// marked anew since, or priced with an older list than the feed knows of, is left for the next time. Answers how
    /// many prices changed.
    /// </summary>
    public static async Task<int> WriteAsync(
        Transaction tx, IReadOnlyList<PriceMark> marks, IReadOnlyList<KeptPrice> prices, long takedowns,
        CancellationToken cancel)
    {
        Debug.Assert(prices.Count <= marks.Count, "Only what is marked is priced.");
        var tenant = tx.Call.Tenant.Id;
        // From here on nobody else gives numbers: a later number is never seen before an earlier one.
        var last = await tx.QueryAsync(
            $"""
            select last_seq from pricing.price_feed where tenant_id = {tenant} and takedowns <= {takedowns} for update
            """,
            row => row.GetInt64(0), cancel);
        if (last is not [var seq])
        {
            return 0;
        }

        var taken = await PriceMarks.TakeAsync(tx, marks, cancel);
        var mine = prices.Where(price => taken.Contains(price.SkuNo)).OrderBy(price => price.SkuNo).ToList();
        var known = await KeptAsync(tx, [.. mine.Select(price => price.SkuNo)], cancel);
        var changed = mine.Where(price => known.GetValueOrDefault(price.SkuNo)?.Price != price.Price).ToList();
        await StoreAsync(tx, seq, changed, cancel);
        await TouchAsync(
            tx, mine.Where(price => known.TryGetValue(price.SkuNo, out var was) && was != price
                && was.Price == price.Price), cancel);
        await tx.ExecuteAsync(
            $"update pricing.price_feed set last_seq = {seq + changed.Count} where tenant_id = {tenant}", cancel);
        return changed.Count;
    }

    private static Task<int> StoreAsync(
        Transaction tx, long last, IReadOnlyList<KeptPrice> prices, CancellationToken cancel) => tx.ExecuteAsync(
        $"""
        insert into pricing.shown_price as p (tenant_id, sku_no, seq, changed_at, final_minor, reference_minor,
            daily_minor, round_id, until, unknown, look_at, watched)
        select {tx.Call.Tenant.Id}, t."skuNo", {last} + t.place, {tx.Call.Now}, t."finalMinor", t."referenceMinor",
            t."dailyMinor", t."roundId", t.until, t.unknown, t."lookAt", t.watched
        from jsonb_to_recordset({new SqlText.Json(prices.Select((price, i) => new
        {
            price.SkuNo,
            Place = i + 1,
            price.Price.FinalMinor,
            price.Price.ReferenceMinor,
            price.Price.DailyMinor,
            price.Price.RoundId,
            price.Price.Until,
            price.Price.Unknown,
            price.LookAt,
            price.Watched,
        }))}) as t ("skuNo" int, place int, "finalMinor" bigint, "referenceMinor" bigint, "dailyMinor" bigint,
            "roundId" uuid, until timestamptz, unknown text, "lookAt" timestamptz, watched boolean)
        on conflict (tenant_id, sku_no) do update set seq = excluded.seq, changed_at = excluded.changed_at,
            final_minor = excluded.final_minor, reference_minor = excluded.reference_minor,
            daily_minor = excluded.daily_minor, round_id = excluded.round_id, until = excluded.until,
            unknown = excluded.unknown, look_at = excluded.look_at, watched = excluded.watched
        """,
        cancel);

    // The price is the same, only when to look again is not: no change for those who follow.
    private static Task<int> TouchAsync(
        Transaction tx, IEnumerable<KeptPrice> prices, CancellationToken cancel) => tx.ExecuteAsync(
        $"""
        update pricing.shown_price p set look_at = t."lookAt", watched = t.watched
        from jsonb_to_recordset({new SqlText.Json(prices.Select(
            price => new { price.SkuNo, price.LookAt, price.Watched }))})
            as t ("skuNo" int, "lookAt" timestamptz, watched boolean)
        where p.tenant_id = {tx.Call.Tenant.Id} and p.sku_no = t."skuNo"
        """,
        cancel);

    private static async Task<Dictionary<int, KeptPrice>> KeptAsync(
        Transaction tx, IReadOnlyList<int> skuNos, CancellationToken cancel) =>
        (await tx.QueryAsync(
            $"""
            select sku_no, look_at, watched, final_minor, reference_minor, daily_minor, round_id, until, unknown
            from pricing.shown_price where tenant_id = {tx.Call.Tenant.Id} and sku_no = any({skuNos.ToArray()})
            """,
            row => new KeptPrice(row.GetInt32(0), PriceOf(row, 3), row.InstantOrNull(1), row.GetBoolean(2)),
            cancel)).ToDictionary(price => price.SkuNo);

    private static ShownPrice PriceOf(NpgsqlDataReader row, int first) => new(
        row.LongOrNull(first), row.LongOrNull(first + 1), row.LongOrNull(first + 2),
        row.IsDBNull(first + 3) ? null : row.GetGuid(first + 3), row.InstantOrNull(first + 4),
        row.TextOrNull(first + 5));

    private static FeedHead HeadOf(NpgsqlDataReader row) => new(
        row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.List<string>(4), row.GetInt32(5),
        row.InstantOrNull(6));
}
