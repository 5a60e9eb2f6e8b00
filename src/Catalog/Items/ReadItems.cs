using Marquee.Catalog.Reading;
using Marquee.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Npgsql;

namespace Marquee.Catalog.Items;

/// <summary>Items on screens.</summary>
internal static class ReadItems
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/catalog/items", ListAsync).AllowMembers().Rows(RowRule.Filtered).WithName("ListItems")
            .WithSummary("Items in the order in which they came, filtered by merchant, category or text");
        api.MapGet("/catalog/items/{id}", FindAsync).AllowMembers().Rows(RowRule.Filtered)
            .WithName("GetItem").WithSummary(
            "An item with its SKUs");
    }

    private static async Task<Answer<Page<ItemRowView>>> ListAsync(
        CallContext call, [AsParameters] PageQuery page, CatalogDb db, CancellationToken cancel,
        string? merchant = null,
        string? category = null, bool? listed = null, string? q = null)
    {
        var start = page.Start<int>(call, "catalog.items");
        if (!start.IsSuccess)
        {
            return start.Error;
        }

        var after = start.Value.After ?? 0;
        var rows = await db.ReadAsync(call, tx => tx.QueryAsync(
            $"""
            with page as (
                select i.*, m.external_id as merchant_id, m.name as merchant_name from catalog.item i
                join catalog.merchant m on m.tenant_id = {call.Tenant.Id} and m.merchant_no = i.merchant_no
                where i.tenant_id = {call.Tenant.Id} and i.item_no > {after} and {Scope.Of(call.Actor)}
                    and ({merchant}::text is null or m.external_id = {merchant})
                    and ({category}::text is null or i.category = {category} or starts_with(i.category, {category} ||
                        '/'))
                    and ({listed}::boolean is null or i.listed = {listed})
                    and ({q}::text is null or i.external_id = {q} or strpos(lower(i.title), lower({q})) > 0)
                order by i.item_no limit {start.Value.Limit + 1})
            select p.item_no, p.external_id, p.title, p.merchant_id, p.merchant_name, p.category, p.listed,
                p.main_image, p.version,
                s.skus, s.lowest, s.highest, s.stock
            from page p cross join lateral (
                select count(*) as skus, min(n.daily_minor) as lowest, max(n.daily_minor) as highest,
                    sum(k.on_hand - k.reserved)::bigint as stock
                from catalog.sku s
                left join catalog.price_now n on n.tenant_id = {call.Tenant.Id} and n.sku_no = s.sku_no and n.scene =
                    'any'
                left join catalog.stock k on k.tenant_id = {call.Tenant.Id} and k.sku_no = s.sku_no
                where s.tenant_id = {call.Tenant.Id} and s.item_no = p.item_no) s
            order by p.item_no
            """,
            row => (No: row.GetInt32(0), View: Map(row, call.Tenant)), cancel), cancel);
        var pageOf = start.Value.Of(rows, row => row.No);
        return new Page<ItemRowView>([.. pageOf.Items.Select(row => row.View)], pageOf.Next);
    }

    private static async Task<Answer<ItemView>> FindAsync(
        CallContext call, string id, CatalogDb db, ICatalog catalog, CancellationToken cancel) =>
        await ItemViews.FindAsync(call, id, catalog, cancel) is { } view ? view : new Unknown("item", id);

    private static ItemRowView Map(NpgsqlDataReader row, Tenant tenant) => new(
        row.GetString(1), row.GetString(2), new MerchantRef(row.GetString(3), row.GetString(4)), row.TextOrNull(5),
        row.GetBoolean(6), ItemViews.Image(tenant, row.TextOrNull(7)), row.GetInt64(9), ItemViews.Amount(
            tenant, row.LongOrNull(10)),
        ItemViews.Amount(tenant, row.LongOrNull(11)), row.LongOrNull(12), row.GetInt32(8));
}
