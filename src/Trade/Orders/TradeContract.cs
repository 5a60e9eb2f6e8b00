using Marquee.Kernel;
using Marquee.Trade.Refunds;
using Marquee.Trade.Settlement;

namespace Marquee.Trade.Orders;

/// <summary>The contract, over the same slices that the routes use.</summary>
internal sealed class TradeContract(TradeDb db) : ITrade
{
    public Task<Result<Order>> PlaceAsync(
        CallContext call, string requestKey, PlacedOrder order, CancellationToken cancel) =>
        PlaceOrder.RunAsync(db, call, requestKey, order, cancel);

    public Task<Result<Order>> PayAsync(
        CallContext call, string requestKey, Id<Order> orderId, string method, CancellationToken cancel) =>
        PayOrder.RunAsync(db, call, requestKey, orderId, method, cancel);

    public Task<Result<Order>> CancelAsync(
        CallContext call, Id<Order> orderId, CancelReason reason, CancellationToken cancel) =>
        CancelOrder.RunAsync(db, call, orderId, reason, cancel);

    public Task<Result<Refund>> RefundAsync(
        CallContext call, string requestKey, Id<Order> orderId, IReadOnlyList<RefundRequestLine> lines,
        CancellationToken cancel) =>
        RefundOrder.RunAsync(db, call, requestKey, orderId, lines, null, cancel);

    public Task<IReadOnlyList<Order>> GetAsync(
        CallContext call, IReadOnlyList<Id<Order>> orderIds, CancellationToken cancel) =>
        ReadOrders.GetAsync(db, call, orderIds, cancel);

    public Task<IReadOnlyList<Order>> OfShopperAsync(
        CallContext call, string shopperId, Id<Order>? after, int limit, CancellationToken cancel) =>
        ReadOrders.OfShopperAsync(db, call, shopperId, after?.Value, limit, cancel);

    public Task<Statement> SettlementAsync(CallContext call, Guid? roundId, CancellationToken cancel) =>
        ReadSettlement.RunAsync(db, call, roundId, cancel);
}
