using Marquee.Catalog.Changes;
using Marquee.Kernel;
using Npgsql;

namespace Marquee.Catalog.Reading;

/// <summary>The contract's reads: one statement each, by key.</summary>
internal sealed class CatalogReader(CatalogDb db) : ICatalog
{
    public async Task<IReadOnlyDictionary<string, Merchant>> FindMerchantsAsync(
        CallContext call, IReadOnlyList<string> ids, CancellationToken cancel) => Index(
        await ReadAsync(call, ids, $"""
            select {Rows.Merchant} from catalog.merchant m
            where m.tenant_id = {call.Tenant.Id} and m.external_id = any({ids.ToArray()})
            """, Rows.ToMerchant, cancel), merchant => merchant.Id);

    public async Task<IReadOnlyDictionary<string, Item>> FindItemsAsync(
        CallContext call, IReadOnlyList<string> ids, CancellationToken cancel) => Index(
        await ReadAsync(call, ids, $"""
            select {Rows.Item} from catalog.item i
            where i.tenant_id = {call.Tenant.Id} and i.external_id = any({ids.ToArray()})
            """, Rows.ToItem, cancel), item => item.Id);

    public async Task<IReadOnlyDictionary<string, Sku>> FindSkusAsync(
        CallContext call, IReadOnlyList<string> ids, CancellationToken cancel) => Index(
        await ReadAsync(call, ids, $"""
            select {Rows.Sku} from {Rows.SkuTables(call.Tenant.Id)}
            where s.tenant_id = {call.Tenant.Id} and s.external_id = any({ids.ToArray()})
            """, Rows.ToSku, cancel), sku => sku.Id);

    public async Task<IReadOnlyDictionary<string, Shopper>> FindShoppersAsync(
        CallContext call, IReadOnlyList<string> ids, CancellationToken cancel) => Index(
        await ReadAsync(call, ids, $"""
            select shopper_no, external_id, region from catalog.shopper
            where tenant_id = {call.Tenant.Id} and external_id = any({ids.ToArray()})
            """, Rows.ToShopper, cancel), shopper => shopper.Id);

    public async Task<IReadOnlyDictionary<int, Merchant>> GetMerchantsAsync(
        CallContext call, IReadOnlyList<int> merchantNos, CancellationToken cancel) => Index(
        await ReadAsync(call, merchantNos, $"""
            select {Rows.Merchant} from catalog.merchant m
            where m.tenant_id = {call.Tenant.Id} and m.merchant_no = any({merchantNos.ToArray()})
            """, Rows.ToMerchant, cancel), merchant => merchant.MerchantNo);

    public async Task<IReadOnlyDictionary<int, Item>> GetItemsAsync(
        CallContext call, IReadOnlyList<int> itemNos, CancellationToken cancel) => Index(
        await ReadAsync(call, itemNos, $"""
            select {Rows.Item} from catalog.item i
            where i.tenant_id = {call.Tenant.Id} and i.item_no = any({itemNos.ToArray()})
            """, Rows.ToItem, cancel), item => item.ItemNo);

    public async Task<IReadOnlyDictionary<int, Sku>> GetSkusAsync(
        CallContext call, IReadOnlyList<int> skuNos, CancellationToken cancel) => Index(
        await ReadAsync(call, skuNos, $"""
            select {Rows.Sku} from {Rows.SkuTables(call.Tenant.Id)}
            where s.tenant_id = {call.Tenant.Id} and s.sku_no = any({skuNos.ToArray()})
            """, Rows.ToSku, cancel), sku => sku.SkuNo);

    public async Task<IReadOnlyDictionary<int, Shopper>> GetShoppersAsync(
        CallContext call, IReadOnlyList<int> shopperNos, CancellationToken cancel) => Index(
        await ReadAsync(call, shopperNos, $"""
            select shopper_no, external_id, region from catalog.shopper
            where tenant_id = {call.Tenant.Id} and shopper_no = any({shopperNos.ToArray()})
            """, Rows.ToShopper, cancel), shopper => shopper.ShopperNo);

    public async Task<IReadOnlyList<Sku>> SkusOfItemsAsync(
        CallContext call, IReadOnlyList<int> itemNos, CancellationToken cancel) =>
        await ReadAsync(call, itemNos, $"""
            select {Rows.Sku} from {Rows.SkuTables(call.Tenant.Id)}
            where s.tenant_id = {call.Tenant.Id} and s.item_no = any({itemNos.ToArray()})
            order by s.item_no, s.is_main desc, s.sku_no
            """, Rows.ToSku, cancel);

    public async Task<IReadOnlyList<Item>> ListItemsAsync(
        CallContext call, ItemFilter filter, int afterItemNo, int limit, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, CatalogLimits.Batch);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return await db.ReadAsync(call, tx => tx.QueryAsync(
            $"{ListText(call, filter)} and i.item_no > {afterItemNo} order by i.item_no limit {limit}", Rows.ToItem,
            cancel), cancel);
    }

    /// <summary>The items of a filter, without order or limit.</summary>
    internal static SqlText ListText(CallContext call, ItemFilter filter) => $"""
        select {Rows.Item} from catalog.item i where i.tenant_id = {call.Tenant.Id}
        and ({filter.MerchantNo}::int is null or i.merchant_no = {filter.MerchantNo})
        and ({filter.Category}::text is null or i.category = {filter.Category} or starts_with(i.category,
            {filter.Category} || '/'))
        and ({filter.Listed}::boolean is null or i.listed = {filter.Listed})
        """;

    public async Task<Result<IReadOnlyDictionary<string, Shopper>>> EnsureShoppersAsync(
        CallContext call, IReadOnlyList<string> ids, CancellationToken cancel)
    {
        foreach (var id in ids)
        {
            if (id.Length is 0 or > KernelLimits.ExternalIdLength || id.Contains('\0', StringComparison.Ordinal))
            {
                return new InvalidRequest(
                    "shopper", "is no shopper id", id, $"1 to {KernelLimits.ExternalIdLength} characters");
            }
        }

        var known = await FindShoppersAsync(call, ids, cancel);
        if (ids.All(known.ContainsKey))
        {
            return Result<IReadOnlyDictionary<string, Shopper>>.Of(known);
        }

        await using var tx = await db.BeginAsync(call, cancel);
        // One maker at a time: whoever waited here finds what the one before made.
        await Numbers.TakeShopperTurnAsync(tx, cancel);
        var missing = await tx.QueryAsync(
            $"""
            select distinct k.id from unnest({ids.ToArray()}) as k (id) where not exists (
                select from catalog.shopper s where s.tenant_id = {call.Tenant.Id} and s.external_id = k.id)
            """, row => row.GetString(0), cancel);
        var first = await Numbers.TakeAsync(tx, "shopper", missing.Count, cancel);
        await tx.ExecuteAsync($"""
            insert into catalog.shopper (tenant_id, shopper_no, external_id, registered_at)
            select {call.Tenant.Id}, ({first - 1} + place)::int, id, {call.Now}
            from unnest({missing.ToArray()}) with ordinality as k (id, place)
            """, cancel);
        await tx.CommitAsync(cancel);
        return Result<IReadOnlyDictionary<string, Shopper>>.Of(await FindShoppersAsync(call, ids, cancel));
    }

    public async Task<IReadOnlyList<Category>> CategoriesAsync(CallContext call, CancellationToken cancel) =>
        await db.ReadAsync(call, tx => tx.QueryAsync(
            $"""
            select code, name_zh, name_en from catalog.category where tenant_id = {call.Tenant.Id}
            order by code limit {CatalogLimits.Categories}
            """,
            row => new Category(row.GetString(0), row.TextOrNull(1), row.TextOrNull(2)), cancel), cancel);

    public async Task<IReadOnlyList<CatalogChange>> ChangesAsync(
        CallContext call, long afterSeq, int limit, CancellationToken cancel) =>
        await db.ReadAsync(call, tx => tx.QueryAsync(
            $"""
            select seq, entity, first_no, last_no, at from catalog.change_log
            where tenant_id = {call.Tenant.Id} and seq > {afterSeq} order by seq limit {limit}
            """,
            row => new CatalogChange(
                row.GetInt64(0), row.Enum<CatalogEntity>(1), row.GetInt32(2), row.GetInt32(3), row.Instant(4)),
            cancel), cancel);

    private async Task<List<T>> ReadAsync<TKey, T>(
        CallContext call, IReadOnlyList<TKey> keys, SqlText sql, Func<NpgsqlDataReader, T> map,
        CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(keys.Count, CatalogLimits.Batch, nameof(keys));
        return keys.Count == 0 ? [] : await db.ReadAsync(call, tx => tx.QueryAsync(sql, map, cancel), cancel);
    }

    private static Dictionary<TKey, T> Index<TKey, T>(List<T> rows, Func<T, TKey> key) where TKey : notnull =>
        rows.ToDictionary(key);
}
