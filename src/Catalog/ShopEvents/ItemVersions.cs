using Marquee.Kernel;

namespace Marquee.Catalog.ShopEvents;

/// <summary>
/// The newest versions that the shop told, of what some events name. An item's own words and each of its SKUs are
/// versioned apart: an event that came late still brings a SKU that no newer one has named.
/// </summary>
internal sealed class ItemVersions
{
    private readonly Dictionary<string, (long Version, ShopItem Fields)> _items = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _skus = new(StringComparer.Ordinal);

    public static async Task<ItemVersions> LoadAsync(
        Transaction tx, IReadOnlyList<ShopItemEvent> events, CancellationToken cancel)
    {
        var versions = new ItemVersions();
        var items = events.Select(e => e.Entity).ToArray();
        var skus = events.SelectMany(e => e.Item!.Skus).Select(sku => sku.Id).Distinct().ToArray();
        foreach (var (id, version, fields) in await tx.QueryAsync(
            $"""
            select external_id, version, fields from catalog.shop_item
            where tenant_id = {tx.Call.Tenant.Id} and external_id = any({items})
            """,
            row => (row.GetString(0), row.GetInt64(1), row.Json<ShopItem>(2)), cancel))
        {
            versions._items.Add(id, (version, fields));
        }

        foreach (var (id, version) in await tx.QueryAsync(
            $"""
            select external_id, version from catalog.shop_sku
            where tenant_id = {tx.Call.Tenant.Id} and external_id = any({skus})
            """,
            row => (row.GetString(0), row.GetInt64(1)), cancel))
        {
            versions._skus.Add(id, version);
        }

        return versions;
    }

    /// <summary>What of an event is new; null when nothing is.</summary>
    public ItemNews? Decide(ShopItemEvent told)
    {
        var skus = told.Item!.Skus.Where(sku => !_skus.TryGetValue(sku.Id, out var known) || told.Version > known)
            .ToList();
        var isNewest = !_items.TryGetValue(told.Entity, out var item) || told.Version > item.Version;
        return isNewest
            ? new ItemNews(told, told.Item, told.Item.MainSkuId ?? told.Item.Skus[0].Id, told.Item.Skus, true)
            : skus.Count > 0 ? new ItemNews(told, item.Fields, null, skus, false) : null;
    }

    public static async Task StoreAsync(Transaction tx, IReadOnlyList<ItemNews> news, CancellationToken cancel)
    {
        var tenant = tx.Call.Tenant.Id;
        var statements = new List<SqlText>();
        foreach (var one in news)
        {
            if (one.IsNewest)
            {
                statements.Add($"""
                    insert into catalog.shop_item (tenant_id, external_id, version, fields)
                    values ({tenant}, {one.Told.Entity}, {one.Told.Version},
                        {new SqlText.Json(one.Fields with { Skus = [] })})
                    on conflict (tenant_id, external_id) do update set version = excluded.version,
                        fields = excluded.fields
                    """);
            }

            statements.Add($"""
                insert into catalog.shop_sku (tenant_id, external_id, version)
                select {tenant}, id, {one.Told.Version} from unnest({one.Skus.Select(sku => sku.Id)}) as s (id)
                on conflict (tenant_id, external_id) do update set version = excluded.version
                """);
        }

        await tx.ExecuteAllAsync(statements, cancel);
    }
}

/// <summary>What an event says that was not known.</summary>
/// <param name="Told">The event.</param>
/// <param name="Fields">The item's own words, the newest known.</param>
/// <param name="MainSkuId">The main SKU, if the event is the newest word on it.</param>
/// <param name="Skus">The SKUs that are new or newer.</param>
/// <param name="IsNewest">Whether it is the newest word on the item.</param>
internal sealed record ItemNews(
    ShopItemEvent Told, ShopItem Fields, string? MainSkuId, IReadOnlyList<ShopSku> Skus, bool IsNewest);
