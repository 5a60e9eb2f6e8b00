using Marquee.Kernel;

namespace Marquee.Pricing.Feed;

/// <summary>
/// Marks SKUs whose price may have changed. A mark is made in the transaction of the change, or after it was committed:
/// whoever takes the mark then sees the change. Marks are made in the order of the SKUs, so that two markers never wait
/// for each other.
/// </summary>
internal static class PriceMarks
{
    /// <summary>These SKUs.</summary>
    public static Task<int> AddAsync(Transaction tx, IEnumerable<int> skuNos, CancellationToken cancel) =>
        AddFromAsync(tx, $"select unnest({skuNos.Distinct().ToArray()}) as sku_no", cancel);

    /// <summary>The SKUs of these offers, where the tenant has a feed; in the transaction that changes them.</summary>
    public static Task<int> OfOffersAsync(Transaction tx, IReadOnlyList<Guid> offers, CancellationToken cancel) =>
        AddFromAsync(
            tx,
            $"""
            select distinct s.sku_no from pricing.offer_sku s
            where s.tenant_id = {tx.Call.Tenant.Id} and s.offer_id = any({offers.ToArray()})
                and exists (select from pricing.price_feed f where f.tenant_id = {tx.Call.Tenant.Id})
            """,
            cancel);

    /// <summary>The SKUs of the live offers of these rounds.</summary>
    public static Task<int> OfRoundsAsync(Transaction tx, IReadOnlyList<Guid> rounds, CancellationToken cancel) =>
        AddFromAsync(
            tx,
            $"""
            select distinct s.sku_no from pricing.offer o
            join pricing.offer_sku s on s.tenant_id = o.tenant_id and s.offer_id = o.offer_id
            where o.tenant_id = {tx.Call.Tenant.Id} and o.retired_at is null
                and o.round_id = any({rounds.ToArray()})
            """,
            cancel);

    /// <summary>The SKUs of a query with the one column <c>sku_no</c>, each once.</summary>
    public static Task<int> AddFromAsync(Transaction tx, SqlText skus, CancellationToken cancel) => tx.ExecuteAsync(
        $"""
        insert into pricing.price_mark (tenant_id, sku_no, gen)
        select {tx.Call.Tenant.Id}, m.sku_no, {tx.Call.Ids.Next()} from ({skus}) m order by m.sku_no
        on conflict (tenant_id, sku_no) do update set gen = excluded.gen
        """,
        cancel);

    /// <summary>The oldest marks, at most a batch.</summary>
    public static Task<List<PriceMark>> OldestAsync(Transaction tx, CancellationToken cancel) => tx.QueryAsync(
        $"""
        select sku_no, gen from pricing.price_mark where tenant_id = {tx.Call.Tenant.Id}
        order by marked_at, sku_no limit {PricingLimits.FeedBatch}
        """,
        row => new PriceMark(row.GetInt32(0), row.GetGuid(1)), cancel);

    /// <summary>Takes marks away that nobody has made anew since; answers their SKUs.</summary>
    public static async Task<HashSet<int>> TakeAsync(
        Transaction tx, IReadOnlyList<PriceMark> marks, CancellationToken cancel) =>
        [
            .. await tx.QueryAsync(
                $"""
                delete from pricing.price_mark m
                using unnest({marks.Select(mark => mark.SkuNo)}, {marks.Select(mark => mark.Gen)}) as t (sku_no, gen)
                where m.tenant_id = {tx.Call.Tenant.Id} and m.sku_no = t.sku_no and m.gen = t.gen
                returning m.sku_no
                """,
                row => row.GetInt32(0), cancel),
        ];
}
