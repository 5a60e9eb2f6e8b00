using Marquee.Kernel;
using Npgsql;

namespace Marquee.Trade.Orders;

/// <summary>Reads whole orders. Every slice sees the same picture.</summary>
internal static class OrderStore
{
    /// <summary>
    /// One order, locked until the transaction ends; null when there is none, or none that the caller may see.
    /// </summary>
    public static async Task<Order?> LockAsync(Transaction tx, Id<Order> id, CancellationToken cancel)
    {
        var found = await tx.ScalarAsync<Guid?>(
            $"select order_id from trade.orders where tenant_id = {tx.Call.Tenant.Id} and order_id = {id} for update",
            cancel);
        return found is null ? null : (await LoadAsync(tx, [id], cancel))
            .SingleOrDefault(order => IsSeenBy(tx.Call, order));
    }

    /// <summary>
    /// A shopper sees what is theirs; who works for merchants sees orders that are wholly theirs; everybody else of the
    /// tenant sees all. The role was looked at before.
    /// </summary>
    public static bool IsSeenBy(CallContext call, Order order) => call.Actor.Kind switch
    {
        ActorKind.Shopper => order.ShopperId == call.Actor.Id,
        ActorKind.Anonymous => false,
        ActorKind.Person or ActorKind.Machine or ActorKind.System =>
            order.SubOrders.All(sub => call.Actor.Sees(sub.MerchantId, null)),
    };

    /// <summary>The orders of those ids, in their order; those that do not exist are left out.</summary>
    public static async Task<IReadOnlyList<Order>> LoadAsync(
        Transaction tx, IReadOnlyList<Id<Order>> ids, CancellationToken cancel)
    {
        var tenant = tx.Call.Tenant;
        var keys = ids.Select(id => id.Value).ToArray();
        var discounts = (await tx.QueryAsync(
            $"""
            select order_id, line_no, offer_id, kind, funder_kind, funder_id, amount_minor, refunded_minor, grant_id
            from trade.line_discount where tenant_id = {tenant.Id} and order_id = any({keys}) order by line_no, ordinal
            """,
            row => (Order: row.GetGuid(0), Line: row.GetInt32(1), Row: DiscountOf(row, tenant)),
            cancel)).ToLookup(x => (x.Order, x.Line), x => x.Row);
        var lines = (await tx.QueryAsync(
            $"""
            select order_id, merchant_no, line_no, sku_no, sku_id, item_id, title, spec, quantity, refunded_quantity,
                   unit_price_minor, gross_minor, discount_minor, payable_minor, refunded_paid_minor, round_id
            from trade.line where tenant_id = {tenant.Id} and order_id = any({keys}) order by line_no
            """,
            row => (Order: row.GetGuid(0), Merchant: row.GetInt32(1), Row: LineOf(row, tenant, discounts)),
            cancel)).ToLookup(x => (x.Order, x.Merchant), x => x.Row);
        var subs = (await tx.QueryAsync(
            $"""
            select order_id, merchant_no, merchant_id, gross_minor, discount_minor, payable_minor
            from trade.sub_order where tenant_id = {tenant.Id} and order_id = any({keys}) order by merchant_id
            """,
            row => (Order: row.GetGuid(0), Row: new SubOrder(
                row.GetInt32(1), row.GetString(2), tenant.Money(row.GetInt64(3)), tenant.Money(row.GetInt64(4)),
                tenant.Money(row.GetInt64(5)), [.. lines[(row.GetGuid(0), row.GetInt32(1))]])),
            cancel)).ToLookup(x => x.Order, x => x.Row);
        var refunds = await RefundsAsync(tx, keys, cancel);
        var orders = (await tx.QueryAsync(
            $"""
            select order_id, number, shopper_no, shopper_id, quote_id, revision, status, gross_minor, discount_minor,
                   payable_minor, refunded_paid_minor, placed_at, pay_by, paid_at, cancelled_at, cancelled_for,
                   (select s.external_id from trade.shop_order s
                    where s.tenant_id = {tenant.Id} and s.order_id = o.order_id)
            from trade.orders o where tenant_id = {tenant.Id} and order_id = any({keys})
            """,
            row => HeadOf(row, tenant, subs, refunds),
            cancel)).ToDictionary(order => order.Id);
        return [.. ids.Where(orders.ContainsKey).Select(id => orders[id])];
    }

    private static async Task<ILookup<Guid, Refund>> RefundsAsync(Transaction tx, Guid[] keys, CancellationToken cancel)
    {
        var tenant = tx.Call.Tenant;
        var shares = (await tx.QueryAsync(
            $"""
            select s.refund_id, s.line_no, d.offer_id, d.funder_kind, d.funder_id, s.amount_minor
            from trade.refund_share s
            join trade.line_discount d using (tenant_id, order_id, line_no, ordinal)
            where s.tenant_id = {tenant.Id} and s.order_id = any({keys}) order by s.line_no, s.ordinal
            """,
            row => (Refund: row.GetGuid(0), Line: row.GetInt32(1), Row: new RefundShare(
                row.GetString(2), new Funder(row.Enum<FunderKind>(3), row.GetString(4)),
                tenant.Money(row.GetInt64(5)))),
            cancel)).ToLookup(x => (x.Refund, x.Line), x => x.Row);
        var lines = (await tx.QueryAsync(
            $"""
            select refund_id, line_no, quantity, paid_minor from trade.refund_line
            where tenant_id = {tenant.Id} and order_id = any({keys}) order by line_no
            """,
            row => (Refund: row.GetGuid(0), Row: new RefundLine(
                row.GetInt32(1), row.GetInt32(2), tenant.Money(row.GetInt64(3)),
                [.. shares[(row.GetGuid(0), row.GetInt32(1))]])),
            cancel)).ToLookup(x => x.Refund, x => x.Row);
        return (await tx.QueryAsync(
            $"""
            select refund_id, order_id, refunded_at, paid_minor, discount_minor, reason from trade.refund
            where tenant_id = {tenant.Id} and order_id = any({keys}) order by refunded_at, refund_id
            """,
            row => new Refund(
                row.Id<Refund>(0), row.Id<Order>(1), row.Instant(2), tenant.Money(row.GetInt64(3)),
                tenant.Money(row.GetInt64(4)), [.. lines[row.GetGuid(0)]], row.TextOrNull(5)),
            cancel)).ToLookup(refund => refund.OrderId.Value);
    }

    private static OrderDiscount DiscountOf(NpgsqlDataReader row, Tenant tenant) => new(
        row.GetString(2), row.GetString(3), new Funder(row.Enum<FunderKind>(4), row.GetString(5)),
        tenant.Money(row.GetInt64(6)), tenant.Money(row.GetInt64(7)), row.IsDBNull(8) ? null : row.GetGuid(8));

    private static OrderLine LineOf(
        NpgsqlDataReader row, Tenant tenant, ILookup<(Guid Order, int Line), OrderDiscount> discounts) => new(
        row.GetInt32(2), row.GetInt32(3), row.GetString(4), row.GetString(5), row.GetString(6), row.GetString(7),
        row.GetInt32(8), row.GetInt32(9), tenant.Money(row.GetInt64(10)), tenant.Money(row.GetInt64(11)),
        tenant.Money(row.GetInt64(12)), tenant.Money(row.GetInt64(13)), tenant.Money(row.GetInt64(14)),
        row.IsDBNull(15) ? null : row.GetGuid(15), [.. discounts[(row.GetGuid(0), row.GetInt32(2))]]);

    private static Order HeadOf(
        NpgsqlDataReader row, Tenant tenant, ILookup<Guid, SubOrder> subs, ILookup<Guid, Refund> refunds) => new(
        row.Id<Order>(0), row.GetString(1), row.GetInt32(2), row.GetString(3), row.GetGuid(4), row.GetString(5),
        row.Enum<OrderStatus>(6), tenant.Money(row.GetInt64(7)), tenant.Money(row.GetInt64(8)),
        tenant.Money(row.GetInt64(9)), tenant.Money(row.GetInt64(10)), row.Instant(11), row.Instant(12),
        row.InstantOrNull(13), row.InstantOrNull(14),
        row.IsDBNull(15) ? null : row.Enum<CancelReason>(15), [.. subs[row.GetGuid(0)]], [.. refunds[row.GetGuid(0)]])
        {
            ShopOrderId = row.TextOrNull(16),
        };
}
