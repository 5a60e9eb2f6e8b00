using Marquee.Catalog.Changes;
using Marquee.Kernel;

namespace Marquee.Catalog.ShopEvents;

/// <summary>Takes over stock that the shop told: of each SKU the newest version.</summary>
internal static class StockEvents
{
    internal sealed record Known(int SkuNo, int ItemNo, long? Version);

    public static async Task<IReadOnlyDictionary<string, ToldDecision>> ApplyAsync(
        Transaction tx, IReadOnlyList<ShopItemEvent> events, CancellationToken cancel)
    {
        var known = await LoadAsync(tx, [.. events.Select(told => told.Entity).Distinct()], cancel);
        var decisions = new Dictionary<string, ToldDecision>(StringComparer.Ordinal);
        var newest = new List<(Known Sku, ShopItemEvent Told)>();
        foreach (var same in events.GroupBy(told => told.Entity, StringComparer.Ordinal))
        {
            var sku = known.GetValueOrDefault(same.Key);
            var version = sku?.Version ?? 0;
            ShopItemEvent? last = null;
            foreach (var told in same)
            {
                decisions[told.Id] = Decide(told, sku, version);
                if (decisions[told.Id] == ToldDecision.Applied)
                {
                    (version, last) = (told.Version, told);
                }
            }

            if (last is not null)
            {
                newest.Add((sku!, last));
            }
        }

        await StoreAsync(tx, newest, cancel);
        return decisions;
    }

    internal static ToldDecision Decide(ShopItemEvent told, Known? sku, long version) =>
        told.Stock!.Units is < 0 or > CatalogLimits.StockUnits
            ? ToldDecision.Refuse(new InvalidRequest(
                "stock.units", "is out of range", told.Stock.Units, $"0 to {CatalogLimits.StockUnits}"))
        : sku is null ? ToldDecision.Wait("sku", told.Entity)
        : told.Version <= version ? ToldDecision.Superseded
        : ToldDecision.Applied;

    private static async Task<Dictionary<string, Known>> LoadAsync(
        Transaction tx, string[] skuIds, CancellationToken cancel) =>
        (await tx.QueryAsync(
            $"""
            select s.external_id, s.sku_no, s.item_no, v.version from catalog.sku s
            left join catalog.shop_stock v on v.tenant_id = s.tenant_id and v.external_id = s.external_id
            where s.tenant_id = {tx.Call.Tenant.Id} and s.external_id = any({skuIds})
            """,
            row => (Id: row.GetString(0), Known: new Known(row.GetInt32(1), row.GetInt32(2), row.LongOrNull(3))),
            cancel)).ToDictionary(row => row.Id, row => row.Known, StringComparer.Ordinal);

    private static async Task StoreAsync(
        Transaction tx, List<(Known Sku, ShopItemEvent Told)> newest, CancellationToken cancel)
    {
        if (newest.Count == 0)
        {
            return;
        }

        var tenant = tx.Call.Tenant.Id;
        // Reservations lock stock in rising order; so does this. What is reserved stays on hand.
        var rows = newest.OrderBy(row => row.Sku.SkuNo).ToList();
        var numbers = rows.Select(row => row.Sku.SkuNo).ToArray();
        await tx.ExecuteAsync(
            $"""
            select from catalog.stock where tenant_id = {tenant} and sku_no = any({numbers})
            order by sku_no for update
            """,
            cancel);
        await tx.ExecuteAsync(
            $"""
            insert into catalog.stock as k (tenant_id, sku_no, on_hand, told)
            select {tenant}, n.sku_no, n.units, n.units
            from unnest({numbers}, {rows.Select(row => row.Told.Stock!.Units)}) as n (sku_no, units) order by n.sku_no
            on conflict (tenant_id, sku_no) do update set on_hand = greatest(excluded.told, k.reserved),
                told = excluded.told
            """,
            cancel);
        await tx.ExecuteAsync(
            $"""
            insert into catalog.shop_stock (tenant_id, external_id, version)
            select {tenant}, n.id, n.version
            from unnest({rows.Select(row => row.Told.Entity)}, {rows.Select(row => row.Told.Version)})
                as n (id, version)
            on conflict (tenant_id, external_id) do update set version = excluded.version
            """,
            cancel);
        await ChangeLog.AddAsync(tx, CatalogEntity.Item, rows.Select(row => row.Sku.ItemNo), cancel);
    }
}
