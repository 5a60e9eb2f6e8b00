using Marquee.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Trade.Orders;

/// <summary>
/// An order that was not paid is cancelled: by the shopper, by the platform, or because its time is over.
/// </summary>
internal static class CancelOrder
{
    internal sealed record Body(string RequestKey);

    public static void Map(IEndpointRouteBuilder serve) => serve
        .MapPost("/orders/{id}/cancellation", HandleAsync).AllowShopper().WithName(nameof(CancelOrder))
        .WithSummary("Cancels an unpaid order of the shopper's own; what it held goes back.");

    private static async Task<Answer<Order>> HandleAsync(
        CallContext call, Id<Order> id, Body body, TradeDb db, CancellationToken cancel) =>
        OrderText.WrongKey(body.RequestKey) is { } wrong
            ? wrong : await RunAsync(db, call, id, CancelReason.Shopper, cancel);

    public static async Task<Result<Order>> RunAsync(
        TradeDb db, CallContext call, Id<Order> id, CancelReason reason, CancellationToken cancel)
    {
        await using var tx = await db.BeginAsync(call, cancel);
        if (await OrderStore.LockAsync(tx, id, cancel) is not { } order)
        {
            return new Unknown("order", id.ToString());
        }

        if (order.Status == OrderStatus.Cancelled)
        {
            return order;
        }

        if (Decide(order, reason, call.Now) is { } refusal)
        {
            return refusal;
        }

        await StoreAsync(tx, order, reason, call.Now, cancel);
        var cancelled = (await OrderStore.LoadAsync(tx, [id], cancel))[0];
        await tx.CommitAsync(cancel);
        return cancelled;
    }

    /// <summary>Cancels an order that waits for its payment, at that instant, and says so.</summary>
    public static async Task StoreAsync(
        Transaction tx, Order order, CancelReason reason, DateTimeOffset at, CancellationToken cancel)
    {
        await tx.ExecuteAsync(
            $"""
            update trade.orders set status = {OrderStatus.Cancelled}, cancelled_at = {at}, cancelled_for = {reason}
            where tenant_id = {tx.Call.Tenant.Id} and order_id = {order.Id} and status = {OrderStatus.Placed}
            """,
            cancel);
        await tx.AddAsync(new OrderCancelled(order.Id.Value, order.QuoteId, order.ShopperNo, reason), cancel);
    }

    /// <summary>Why it cannot be cancelled; null when it can. Its time must be over before it expires.</summary>
    internal static Error? Decide(Order order, CancelReason reason, DateTimeOffset now) =>
        order.ShopOrderId is { } shops ? new OrderIsTheShops(order.Id.ToString(), shops)
        : order.Status switch
        {
            OrderStatus.Placed when reason == CancelReason.Unpaid && now <= order.PayBy =>
                new OrderNotOpen(order.Id.ToString(), order.Status, "an order whose time is over", ["pay", "cancel"]),
            OrderStatus.Placed or OrderStatus.Cancelled => null,
            OrderStatus.Paid => new OrderNotOpen(order.Id.ToString(), order.Status, "an unpaid order", ["refund"]),
            OrderStatus.Refunded => new OrderNotOpen(order.Id.ToString(), order.Status, "an unpaid order", []),
        };
}
