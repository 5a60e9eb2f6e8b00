using Marquee.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Trade.Settlement;

/// <summary>
/// What a shop's own offers were used for and what they cost, from the very shares that its statement adds up.
/// </summary>
internal static class ShopOfferCosts
{
    /// <summary>One offer.</summary>
    /// <param name="Offer">The offer.</param>
    /// <param name="Orders">Paid orders that it took something off.</param>
    /// <param name="Sold">What the lines that it took something off came to, before any discount.</param>
    /// <param name="Given">What it took off.</param>
    /// <param name="Back">What of it came back with refunds.</param>
    /// <param name="Cost">What it cost the shop: given less back, of the shop's share.</param>
    /// <param name="Others">What anybody else pays of it: nothing, for what a shop runs on its own.</param>
    internal sealed record CostView(
        Guid Offer, long Orders, Money Sold, Money Given, Money Back, Money Cost, Money Others);

    // A page of a list.
    private const int MaxIds = 100;

    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/shops/{shop}/offer-costs", HandleAsync)
        .AllowMembers().Rows(RowRule.Filtered).Needs(ShopRight.Money).WithName("ShowShopOfferCosts")
        .WithSummary("Use and cost of a shop's own offers: orders, taken off, back; unused ones are absent.");

    private static async Task<Answer<IReadOnlyList<CostView>>> HandleAsync(
        string shop, string ids, CallContext call, TradeDb db, IEnumerable<IShopDirectory> shops,
        CancellationToken cancel)
    {
        if (!call.Actor.MayActFor(shop))
        {
            return new Unknown("shop", shop);
        }

        if (await shops.RefusalAsync(call, shop, cancel) is { } unknown)
        {
            return unknown;
        }

        var parts = ids.Split(',', MaxIds + 1);
        if (parts.Length > MaxIds || Array.Exists(parts, part => !Guid.TryParse(part, out _)))
        {
            return new InvalidRequest(
                "ids", "cannot be read", ids, $"up to {MaxIds} ids of offers, separated by commas");
        }

        Guid[] offers = [.. parts.Select(Guid.Parse)];
        return Answer<IReadOnlyList<CostView>>.Of(
            await db.ReadAsync(call, tx => ReadAsync(tx, shop, offers, cancel), cancel));
    }

    /// <summary>The costs of these offers on the shop's lines of paid orders.</summary>
    internal static Task<List<CostView>> ReadAsync(
        Transaction tx, string shop, Guid[] offers, CancellationToken cancel) => tx.QueryAsync(
        $"""
        select d.source_id, count(distinct d.order_id),
            coalesce(sum(l.gross_minor) filter (where d.is_first), 0)::bigint,
            sum(d.amount_minor)::bigint, sum(d.refunded_minor)::bigint,
            coalesce(sum(d.amount_minor - d.refunded_minor) filter (where d.is_shops), 0)::bigint,
            coalesce(sum(d.amount_minor - d.refunded_minor) filter (where not d.is_shops), 0)::bigint
        from (
            select order_id, line_no, source_id, amount_minor, refunded_minor,
                funder_kind = 'merchant' and funder_id = {shop} as is_shops,
                row_number() over (partition by source_id, order_id, line_no order by ordinal) = 1 as is_first
            from trade.line_discount
            where tenant_id = {tx.Call.Tenant.Id} and source_id = any({offers})) d
        join trade.line l on l.tenant_id = {tx.Call.Tenant.Id} and l.order_id = d.order_id and l.line_no = d.line_no
        join trade.sub_order s on s.tenant_id = l.tenant_id and s.order_id = l.order_id
            and s.merchant_no = l.merchant_no and s.merchant_id = {shop}
        join trade.orders o on o.tenant_id = l.tenant_id and o.order_id = l.order_id and o.paid_at is not null
        group by d.source_id order by d.source_id
        """,
        row => new CostView(
            row.GetGuid(0), row.GetInt64(1), tx.Call.Tenant.Money(row.GetInt64(2)),
            tx.Call.Tenant.Money(row.GetInt64(3)), tx.Call.Tenant.Money(row.GetInt64(4)),
            tx.Call.Tenant.Money(row.GetInt64(5)), tx.Call.Tenant.Money(row.GetInt64(6))), cancel);
}
