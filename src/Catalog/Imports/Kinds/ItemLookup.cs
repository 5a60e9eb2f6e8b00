using Marquee.Catalog.Imports.Files;
using Marquee.Kernel;

namespace Marquee.Catalog.Imports.Kinds;

/// <summary>
/// Finds what the database knows of a chunk's rows: one statement when nothing changed, five when something did.
/// </summary>
internal static class ItemLookup
{
    /// <summary>
    /// The SKUs of those ids with their items. Everything else is looked up only for rows that say something new.
    /// </summary>
    public static async Task<ItemKnown> SkusAsync(
        Transaction tx, ItemExpectations expected, string[] skuIds, CancellationToken cancel)
    {
        var known = new ItemKnown();
        if (expected.NextSku > 0)
        {
            var first = expected.NextSku;
            await AddSkusAsync(tx, known, $"s.sku_no between {first} and {first + skuIds.Length - 1}", cancel);
            expected.Met(skuIds.Count(known.Skus.ContainsKey), skuIds.Length);
        }

        var open = skuIds.Where(id => !known.Skus.ContainsKey(id) && expected.Skus.MayExist(id)).ToArray();
        if (open.Length > 0)
        {
            await AddSkusAsync(tx, known, $"s.external_id = any({open})", cancel);
        }

        return known;
    }

    private static async Task AddSkusAsync(
        Transaction tx, ItemKnown known, SqlText condition, CancellationToken cancel)
    {
        var rows = await tx.QueryAsync(
            $"""
            select s.external_id, s.sku_no, s.row_hash, i.external_id, i.item_no, i.row_hash, i.merchant_no
            from catalog.sku s
            -- offset 0: each SKU's item is looked up, whatever the planner thinks of how many there are.
            cross join lateral (
                select * from catalog.item t where t.tenant_id = {tx.Call.Tenant.Id} and t.item_no = s.item_no offset 0)
                    i
            where s.tenant_id = {tx.Call.Tenant.Id} and {condition}
            """,
            row => (
                SkuId: row.GetString(0), SkuNo: row.GetInt32(1), SkuDigest: row.IsDBNull(2) ? (Guid?)null : row.GetGuid(
                    2),
                ItemId: row.GetString(3), ItemNo: row.GetInt32(4),
                ItemDigest: row.IsDBNull(5) ? (Guid?)null : row.GetGuid(5),
                MerchantNo: row.GetInt32(6)),
            cancel);
        foreach (var row in rows)
        {
            if (!known.Items.TryGetValue(row.ItemId, out var item))
            {
                item = new ItemState
                {
                    No = row.ItemNo, Id = row.ItemId, MerchantNo = row.MerchantNo,
                    Digest = row.ItemDigest
                };
                known.Items.Add(row.ItemId, item);
            }

            known.Skus.Add(row.SkuId, new SkuState { No = row.SkuNo, Item = item, Digest = row.SkuDigest });
        }
    }

    /// <summary>Whatever the rows that say something new refer to.</summary>
    public static async Task ReferencesAsync(
        Transaction tx, ItemExpectations expected, Chunk chunk, IReadOnlyList<int> rows, ItemKnown known,
        CancellationToken cancel)
    {
        var items = Distinct(chunk, rows, ItemColumns.ItemId).Where(expected.Items.MayExist).ToArray();
        if (items.Length > 0)
        {
            await AddItemsAsync(tx, items, known, cancel);
        }

        await AddNumbersAsync(tx, known.Merchants, Distinct(chunk, rows, ItemColumns.MerchantId),
            "select external_id, merchant_no from catalog.merchant where external_id", cancel);
        var products = Distinct(chunk, rows, ItemColumns.ProductId).Where(expected.Products.MayExist).ToArray();
        await AddNumbersAsync(tx, known.Products, products,
            "select external_id, product_no from catalog.product where external_id", cancel);
        var categories = new Dictionary<string, int>(StringComparer.Ordinal);
        await AddNumbersAsync(tx, categories, Distinct(chunk, rows, ItemColumns.Category),
            "select code, category_no from catalog.category where code", cancel);
        known.Categories.UnionWith(categories.Keys);
    }

    private static async Task AddItemsAsync(
        Transaction tx, string[] items, ItemKnown known, CancellationToken cancel)
    {
        var tenant = tx.Call.Tenant.Id;
        foreach (var found in await tx.QueryAsync(
            $"""
            select i.external_id, i.item_no, i.row_hash, i.merchant_no, m.external_id, coalesce(
                (select s.sku_no from catalog.sku s where s.tenant_id = {tenant} and s.item_no = i.item_no and
                    s.is_main), 0)
            from catalog.item i
            cross join lateral (
                select external_id from catalog.merchant t
                where t.tenant_id = {tenant} and t.merchant_no = i.merchant_no offset 0) m
            where i.tenant_id = {tenant} and i.external_id = any({items})
            """,
            row => (
                Id: row.GetString(0), No: row.GetInt32(1), Digest: row.IsDBNull(2) ? (Guid?)null : row.GetGuid(2),
                MerchantNo: row.GetInt32(3), MerchantId: row.GetString(4), MainSkuNo: row.GetInt32(5)),
            cancel))
        {
            if (!known.Items.TryGetValue(found.Id, out var item))
            {
                item = new ItemState
                {
                    No = found.No, Id = found.Id, MerchantNo = found.MerchantNo,
                    Digest = found.Digest
                };
                known.Items.Add(found.Id, item);
            }

            item.MerchantId = found.MerchantId;
            item.MainSkuNo = found.MainSkuNo;
        }
    }

    private static async Task AddNumbersAsync(
        Transaction tx, Dictionary<string, int> into, string[] ids, string text, CancellationToken cancel)
    {
        if (ids.Length == 0)
        {
            return;
        }

        foreach (var (id, no) in await tx.QueryAsync(
            $"{new SqlText.Raw(text)} = any({ids}) and tenant_id = {tx.Call.Tenant.Id}",
            row => (row.GetString(0), row.GetInt32(1)), cancel))
        {
            into[id] = no;
        }
    }

    private static string[] Distinct(Chunk chunk, IReadOnlyList<int> rows, int column)
    {
        var values = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            // Bytes that PostgreSQL takes for no text are faults that the parser names.
            if (chunk.Field(row, column) is { Length: > 0 } field && !field.Contains((byte)0))
            {
                values.Add(chunk.Text(row, column));
            }
        }

        return [.. values];
    }
}
