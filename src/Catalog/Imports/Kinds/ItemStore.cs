using System.Diagnostics;
using Marquee.Catalog.Changes;
using Marquee.Catalog.Prices;
using Marquee.Kernel;
using Npgsql;
using NpgsqlTypes;

namespace Marquee.Catalog.Imports.Kinds;

/// <summary>
/// Writes what a chunk decided: numbers first, then by COPY into two tables of the session, then from there in sets.
/// PostgreSQL refuses COPY into a table with row security, and a set written by the module's role is checked like any
/// other.
/// </summary>
internal static class ItemStore
{
    public static async Task StoreAsync(
        Transaction tx, ItemDecision decision, ItemKnown known, ImportRun run, string source, CancellationToken cancel)
    {
        await NumberAsync(tx, decision, known, run, cancel);
        // Only what changes is joined by its number; a first load need not keep an index for that.
        var key = new SqlText.Raw(
            decision.Skus.Any(sku => !sku.IsNew) || decision.Items.Any(item => !item.WasMade) ? "primary key" : "");
        await tx.ExecuteAsync($"""
            create temp table item_in (item_no int {key}, external_id text, merchant_no int, product_no int,
                title text, category text, listed boolean, main_image text, photo_count int, weight_g int,
                row_hash uuid, is_new boolean) on commit drop
            """, cancel);
        await tx.ExecuteAsync($"""
            create temp table sku_in (sku_no int {key}, external_id text, item_no int, spec text, is_main boolean,
                sold_30d bigint, derived text[], row_hash uuid, reference_minor bigint, daily_minor bigint,
                stock bigint, is_new boolean) on commit drop
            """, cancel);
        if (decision.Items.Count > 0)
        {
            await CopyItemsAsync(tx.Connection, decision.Items, known, cancel);
        }

        await CopySkusAsync(tx.Connection, decision.Skus, cancel);
        await tx.ExecuteAllAsync(Statements(tx, decision, source), cancel);
        var changed = decision.Items.Select(item => item.No).Concat(decision.Skus.Select(sku => sku.Item.No));
        await ChangeLog.AddAsync(tx, CatalogEntity.Item, changed, cancel);
    }

    private static async Task NumberAsync(
        Transaction tx, ItemDecision decision, ItemKnown known, ImportRun run, CancellationToken cancel)
    {
        var products = known.Products.Where(product => product.Value == 0).Select(product => product.Key).ToArray();
        var newItems = decision.Items.Where(item => item.IsNew).ToList();
        var newSkus = decision.Skus.Where(sku => sku.IsNew).ToList();
        var product = await Numbers.TakeAsync(tx, "product", products.Length, cancel);
        var item = await Numbers.TakeAsync(tx, "item", newItems.Count, cancel);
        var sku = await Numbers.TakeAsync(tx, "sku", newSkus.Count, cancel);
        foreach (var made in newItems)
        {
            made.WasMade = true;
            made.No = item++;
            run.Seen.AddItem(made.No);
        }

        foreach (var made in newSkus)
        {
            made.No = sku++;
            run.Seen.AddRow(made.No);
        }

        run.Items.Items.Made(newItems.Select(made => made.Id), item);
        run.Items.Skus.Made(newSkus.Select(made => made.Change!.SkuId), sku);
        if (products.Length == 0)
        {
            return;
        }

        run.Items.Products.Made(products, product + products.Length);

        await tx.ExecuteAsync($"""
            insert into catalog.product (tenant_id, product_no, external_id)
            select {tx.Call.Tenant.Id}, ({product - 1} + place)::int, id from unnest({products}) with ordinality as p
                (id, place)
            """, cancel);
        for (var i = 0; i < products.Length; i++)
        {
            known.Products[products[i]] = product + i;
        }
    }

    private static async Task CopyItemsAsync(
        NpgsqlConnection connection, List<ItemState> items, ItemKnown known, CancellationToken cancel)
    {
        await using var copy = await connection.BeginBinaryImportAsync(
            "copy pg_temp.item_in from stdin (format binary)", cancel);
        // Written without awaiting each value: they go into a buffer, and half a million awaits a chunk are dearer.
        foreach (var item in items)
        {
            var row = item.Change!;
            copy.StartRow();
            copy.Write(item.No, NpgsqlDbType.Integer);
            copy.Write(item.Id, NpgsqlDbType.Text);
            copy.Write(item.MerchantNo, NpgsqlDbType.Integer);
            Number(copy, row.ProductId is { } product ? known.Products[product] : null);
            copy.Write(row.Title, NpgsqlDbType.Text);
            Text(copy, row.Category);
            copy.Write(row.Listed, NpgsqlDbType.Boolean);
            Text(copy, row.Image);
            Number(copy, row.Photos);
            Number(copy, row.Weight);
            copy.Write(item.Digest!.Value, NpgsqlDbType.Uuid);
            copy.Write(item.WasMade, NpgsqlDbType.Boolean);
        }

        await copy.CompleteAsync(cancel);
    }

    private static async Task CopySkusAsync(NpgsqlConnection connection, List<SkuState> skus, CancellationToken cancel)
    {
        await using var copy = await connection.BeginBinaryImportAsync(
            "copy pg_temp.sku_in from stdin (format binary)", cancel);
        foreach (var sku in skus)
        {
            var row = sku.Change!;
            Debug.Assert(sku.No > 0 && sku.Item.No > 0, "Numbers were handed out.");
            copy.StartRow();
            copy.Write(sku.No, NpgsqlDbType.Integer);
            copy.Write(row.SkuId, NpgsqlDbType.Text);
            copy.Write(sku.Item.No, NpgsqlDbType.Integer);
            copy.Write(row.Spec, NpgsqlDbType.Text);
            copy.Write(sku.IsMain, NpgsqlDbType.Boolean);
            Long(copy, row.Sold);
            if (row.Derived.Length == 0)
            {
                copy.WriteNull();
            }
            else
            {
                copy.Write(row.Derived, NpgsqlDbType.Array | NpgsqlDbType.Text);
            }

            copy.Write(sku.NewDigest, NpgsqlDbType.Uuid);
            Long(copy, row.Reference);
            Long(copy, row.Daily);
            Long(copy, row.Stock);
            copy.Write(sku.IsNew, NpgsqlDbType.Boolean);
        }

        await copy.CompleteAsync(cancel);
    }

    private static List<SqlText> Statements(Transaction tx, ItemDecision decision, string source)
    {
        var tenant = tx.Call.Tenant.Id;
        var now = tx.Call.Now;
        List<SqlText> statements =
        [
            $"""
            insert into catalog.item (tenant_id, item_no, external_id, merchant_no, product_no, title, category, listed,
                main_image, photo_count, weight_g, row_hash, updated_at)
            select {tenant}, item_no, external_id, merchant_no, product_no, title, category, listed, main_image,
                photo_count,
                weight_g, row_hash, {now} from pg_temp.item_in where is_new
            """,
        ];
        if (decision.Items.Where(item => !item.WasMade).Select(item => item.No).ToArray() is { Length: > 0 } items)
        {
            statements.Add($"""
                update catalog.item i set product_no = n.product_no, title = n.title, category = n.category, listed =
                    n.listed,
                    main_image = n.main_image, photo_count = n.photo_count, weight_g = n.weight_g, row_hash =
                        n.row_hash,
                    version = i.version + 1, updated_at = {now}
                from pg_temp.item_in n where i.tenant_id = {tenant} and i.item_no = any({items}) and i.item_no =
                    n.item_no
                """);
        }

        // The place is cleared before it is taken: one main SKU of an item at every moment.
        if (decision.Skus.Where(sku =>
            sku.IsMain && !sku.Item.WasMade).Select(sku => sku.Item.No).ToArray() is { Length: > 0 } mains)
        {
            statements.Add($"""
                update catalog.sku set is_main = false
                where tenant_id = {tenant} and item_no = any({mains}) and is_main
                """);
        }

        statements.Add($"""
            insert into catalog.sku (tenant_id, sku_no, external_id, item_no, spec, is_main, sold_30d, derived,
                row_hash, updated_at)
            select {tenant}, sku_no, external_id, item_no, spec, is_main, sold_30d, derived, row_hash, {now}
            from pg_temp.sku_in where is_new
            """);
        statements.Add($"""
            insert into catalog.price_now (tenant_id, sku_no, scene, reference_minor, reference_since, daily_minor,
                daily_since)
            select {tenant}, sku_no, 'any', reference_minor, case when reference_minor is not null then {now} end,
                daily_minor,
                case when daily_minor is not null then {now} end
            from pg_temp.sku_in where is_new and (reference_minor is not null or daily_minor is not null)
            """);
        statements.Add($"""
            insert into catalog.stock (tenant_id, sku_no, on_hand, told)
            select {tenant}, sku_no, stock, stock from pg_temp.sku_in where is_new and stock is not null
            """);
        if (decision.Skus.Where(sku => !sku.IsNew).Select(sku => sku.No).ToArray() is { Length: > 0 } changed)
        {
            statements.AddRange(Changes(tenant, changed, now, source));
        }

        return statements;
    }

    private static IEnumerable<SqlText> Changes(Guid tenant, int[] changed, DateTimeOffset now, string source) =>
    [
        $"""
        update catalog.sku s set spec = n.spec, is_main = n.is_main, sold_30d = n.sold_30d, derived = n.derived,
            row_hash = n.row_hash, updated_at = {now}
        from pg_temp.sku_in n where s.tenant_id = {tenant} and s.sku_no = any({changed}) and s.sku_no = n.sku_no
        """,
        .. PresentPrices.SetFrom(new SqlText.Raw("pg_temp.sku_in"), tenant, changed, now, source),
        // Reservations lock stock in rising order; so does this.
        $"""
        select from catalog.stock k join pg_temp.sku_in n on n.sku_no = k.sku_no
        where k.tenant_id = {tenant} and k.sku_no = any({changed}) and n.stock is not null and k.told is distinct from
            n.stock
        order by k.sku_no for update of k
        """,
        // What is reserved stays: less than that cannot be on hand.
        $"""
        insert into catalog.stock as k (tenant_id, sku_no, on_hand, told)
        select {tenant}, sku_no, stock, stock from pg_temp.sku_in where not is_new and stock is not null
        on conflict (tenant_id, sku_no) do update set on_hand = greatest(excluded.told, k.reserved), told =
            excluded.told
        where k.told is distinct from excluded.told
        """,
    ];

    private static void Text(NpgsqlBinaryImporter copy, string? text)
    {
        if (text is null)
        {
            copy.WriteNull();
        }
        else
        {
            copy.Write(text, NpgsqlDbType.Text);
        }
    }

    private static void Number(NpgsqlBinaryImporter copy, int? number)
    {
        if (number is { } value)
        {
            copy.Write(value, NpgsqlDbType.Integer);
        }
        else
        {
            copy.WriteNull();
        }
    }

    private static void Long(NpgsqlBinaryImporter copy, long? number)
    {
        if (number is { } value)
        {
            copy.Write(value, NpgsqlDbType.Bigint);
        }
        else
        {
            copy.WriteNull();
        }
    }
}
