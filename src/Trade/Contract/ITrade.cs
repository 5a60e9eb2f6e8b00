using Marquee.Kernel;

namespace Marquee.Trade;

/// <summary>
/// Orders, payments and refunds. Every change is under a request key of the caller: the same key and content again
/// changes nothing and answers what was answered; the same key with other content is refused. Amounts of an order never
/// change after it was placed. Thread-safe.
/// </summary>
public interface ITrade
{
    /// <summary>
    /// Records an order and says <c>trade.order_placed</c>. Refused when the amounts do not add up to what was shown,
    /// or when the quote already has an order under another key.
    /// </summary>
    Task<Result<Order>> PlaceAsync(CallContext call, string requestKey, PlacedOrder order, CancellationToken cancel);

    /// <summary>
    /// Pays an order in full by a payment method and says <c>trade.order_paid</c>. Refused when it is not waiting for
    /// payment or its time is over.
    /// </summary>
    /// <param name="call">The call; a shopper pays only what is theirs.</param>
    /// <param name="requestKey">The caller's key.</param>
    /// <param name="orderId">The order.</param>
    /// <param name="method">The payment method's name; <c>demo</c> always succeeds.</param>
    /// <param name="cancel">Cancels.</param>
    Task<Result<Order>> PayAsync(
        CallContext call, string requestKey, Id<Order> orderId, string method, CancellationToken cancel);

    /// <summary>
    /// Cancels an order that was not paid and says <c>trade.order_cancelled</c>. Cancelling a cancelled one answers it
    /// as it is.
    /// </summary>
    Task<Result<Order>> CancelAsync(
        CallContext call, Id<Order> orderId, CancelReason reason, CancellationToken cancel);

    /// <summary>
    /// Refunds pieces of a paid order and says <c>trade.refunded</c>. Each share gives back the difference of its
    /// telescoping function, so that all refunds together give back exactly what was paid and funded, in whatever order
    /// they come.
    /// </summary>
    Task<Result<Refund>> RefundAsync(
        CallContext call, string requestKey, Id<Order> orderId, IReadOnlyList<RefundRequestLine> lines,
        CancellationToken cancel);

    /// <summary>
    /// The orders of those ids that exist and that the caller may see; at most 100 ids. In the order of the ids.
    /// </summary>
    Task<IReadOnlyList<Order>> GetAsync(CallContext call, IReadOnlyList<Id<Order>> orderIds, CancellationToken cancel);

    /// <summary>
    /// A shopper's orders, newest first; at most <paramref name="limit"/> (1 to 100) after the given one.
    /// </summary>
    Task<IReadOnlyList<Order>> OfShopperAsync(
        CallContext call, string shopperId, Id<Order>? after, int limit, CancellationToken cancel);

    /// <summary>The statement of a round, or of everything when null.</summary>
    Task<Statement> SettlementAsync(CallContext call, Guid? roundId, CancellationToken cancel);
}
