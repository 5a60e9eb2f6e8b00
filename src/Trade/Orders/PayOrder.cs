using Marquee.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Trade.Orders;

/// <summary>An order is paid, in full and once.</summary>
internal static class PayOrder
{
    /// <summary>The payment method that always succeeds. On the wire: never renamed.</summary>
    public const string Demo = "demo";

    internal sealed record Body(string RequestKey, string Method);

    internal sealed record Earlier(string RequestKey);

    public static void Map(IEndpointRouteBuilder serve) => serve
        .MapPost("/orders/{id}/payment", HandleAsync).AllowShopper().WithName(nameof(PayOrder))
        .WithSummary("Pays an order of the shopper's own, in full.");

    private static async Task<Answer<Order>> HandleAsync(
        CallContext call, Id<Order> id, Body body, TradeDb db, CancellationToken cancel) =>
        await RunAsync(db, call, body.RequestKey, id, body.Method, cancel);

    public static async Task<Result<Order>> RunAsync(
        TradeDb db, CallContext call, string requestKey, Id<Order> id, string method, CancellationToken cancel)
    {
        if (OrderText.WrongKey(requestKey) is { } wrong)
        {
            return wrong;
        }

        if (method != Demo)
        {
            return new InvalidRequest("method", "is no payment method", method, Demo);
        }

        await using var tx = await db.BeginAsync(call, cancel);
        if (await OrderStore.LockAsync(tx, id, cancel) is not { } order)
        {
            return new Unknown("order", id.ToString());
        }

        var earlier = await tx.FindAsync(
            $"select request_key from trade.payment where tenant_id = {call.Tenant.Id} and order_id = {id}",
            row => new Earlier(row.GetString(0)), cancel);
        if (earlier?.RequestKey == requestKey)
        {
            return order;
        }

        if (Decide(order, call.Now) is { } refusal)
        {
            return refusal;
        }

        await StoreAsync(tx, order, requestKey, method, call.Now, cancel);
        var paid = (await OrderStore.LoadAsync(tx, [id], cancel))[0];
        await tx.CommitAsync(cancel);
        return paid;
    }

    /// <summary>Why the order cannot be paid now; null when it can. The last instant is still in time.</summary>
    internal static Error? Decide(Order order, DateTimeOffset now) => order.ShopOrderId is { } shops
        ? new OrderIsTheShops(order.Id.ToString(), shops)
        : order.Status switch
        {
            OrderStatus.Placed when now > order.PayBy => new PaymentTooLate(order.Id.ToString(), order.PayBy),
            OrderStatus.Placed => null,
            OrderStatus.Paid => new OrderNotOpen(order.Id.ToString(), order.Status, "an unpaid order", ["refund"]),
            OrderStatus.Cancelled or OrderStatus.Refunded =>
                new OrderNotOpen(order.Id.ToString(), order.Status, "an unpaid order", []),
        };

    /// <summary>Keeps the payment of an order that may be paid, at that instant, and says so.</summary>
    public static async Task StoreAsync(
        Transaction tx, Order order, string requestKey, string method, DateTimeOffset at, CancellationToken cancel)
    {
        var call = tx.Call;
        await tx.ExecuteAllAsync(
        [
            $"""
            insert into trade.payment (tenant_id, order_id, payment_id, request_key, method, amount_minor, paid_at)
            values ({call.Tenant.Id}, {order.Id}, {call.Ids.Next()}, {requestKey}, {method}, {order.Payable.Minor},
                {at})
            """,
            $"""
            update trade.orders set status = {OrderStatus.Paid}, paid_at = {at}
            where tenant_id = {call.Tenant.Id} and order_id = {order.Id} and status = {OrderStatus.Placed}
            """,
        ], cancel);
        await tx.AddAsync(new OrderPaid(order.Id.Value, order.QuoteId, order.ShopperNo, order.Payable.Minor), cancel);
    }
}
