using Marquee.Kernel;

namespace Marquee.Trade.Settlement;

/// <summary>What a shop sold of one SKU in one round, in minor units. Refunds are not taken off.</summary>
internal sealed record ShopLine(
    Guid? Round, string ItemId, string SkuId, string Title, long Quantity, long RefundedQuantity, long Gross, long Paid,
    long RefundedPaid, long Platform, long Merchant, long Brand, long RefundedPlatform, long RefundedMerchant,
    long RefundedBrand)
{
    /// <summary>What the shop gets: paid less refunded, and what others fund and go on funding.</summary>
    public long PaidOut => Paid - RefundedPaid + Platform - RefundedPlatform + Brand - RefundedBrand;

    /// <summary>The sum of lines; of no lines it is zero.</summary>
    public static ShopLine Sum(Guid? round, IReadOnlyCollection<ShopLine> lines) => new(
        round, "", "", "", lines.Sum(l => l.Quantity), lines.Sum(l => l.RefundedQuantity), lines.Sum(l => l.Gross),
        lines.Sum(l => l.Paid), lines.Sum(l => l.RefundedPaid), lines.Sum(l => l.Platform), lines.Sum(l => l.Merchant),
        lines.Sum(l => l.Brand), lines.Sum(l => l.RefundedPlatform), lines.Sum(l => l.RefundedMerchant),
        lines.Sum(l => l.RefundedBrand));
}

/// <summary>Reads a shop's lines of paid orders.</summary>
internal static class ShopLines
{
    /// <summary>One row per round and SKU, at most as many as a statement has.</summary>
    public static Task<List<ShopLine>> ReadAsync(
        Transaction tx, string shop, Guid? round, CancellationToken cancel) => tx.QueryAsync(
        $"""
        with sold as (
            select l.tenant_id, l.order_id, l.line_no, l.round_id, l.item_id, l.sku_id, l.title, l.quantity,
                l.refunded_quantity, l.gross_minor, l.payable_minor, l.refunded_paid_minor
            from trade.line l
            join trade.sub_order s using (tenant_id, order_id, merchant_no)
            join trade.orders o using (tenant_id, order_id)
            where l.tenant_id = {tx.Call.Tenant.Id} and s.merchant_id = {shop} and o.paid_at is not null
                and ({round}::uuid is null or l.round_id = {round})),
        shares as (
            select d.order_id, d.line_no,
                sum(d.amount_minor) filter (where d.funder_kind = 'platform') as platform,
                sum(d.amount_minor) filter (where d.funder_kind = 'merchant') as merchant,
                sum(d.amount_minor) filter (where d.funder_kind = 'brand') as brand,
                sum(d.refunded_minor) filter (where d.funder_kind = 'platform') as platform_back,
                sum(d.refunded_minor) filter (where d.funder_kind = 'merchant') as merchant_back,
                sum(d.refunded_minor) filter (where d.funder_kind = 'brand') as brand_back
            from trade.line_discount d join sold using (tenant_id, order_id, line_no)
            group by d.order_id, d.line_no)
        select round_id, item_id, sku_id, max(title), sum(quantity)::bigint, sum(refunded_quantity)::bigint,
            sum(gross_minor)::bigint, sum(payable_minor)::bigint, sum(refunded_paid_minor)::bigint,
            coalesce(sum(platform), 0)::bigint, coalesce(sum(merchant), 0)::bigint, coalesce(sum(brand), 0)::bigint,
            coalesce(sum(platform_back), 0)::bigint, coalesce(sum(merchant_back), 0)::bigint,
            coalesce(sum(brand_back), 0)::bigint
        from sold left join shares using (order_id, line_no)
        group by round_id, item_id, sku_id order by round_id nulls last, item_id, sku_id
        limit {TradeLimits.StatementLines}
        """,
        row => new ShopLine(
            row.IsDBNull(0) ? null : row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetString(3),
            row.GetInt64(4), row.GetInt64(5), row.GetInt64(6), row.GetInt64(7), row.GetInt64(8), row.GetInt64(9),
            row.GetInt64(10), row.GetInt64(11), row.GetInt64(12), row.GetInt64(13), row.GetInt64(14)), cancel);
}
