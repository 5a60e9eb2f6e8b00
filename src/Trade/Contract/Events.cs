using Marquee.Kernel;

namespace Marquee.Trade;

/// <summary>An order was recorded. Stock and coupons are held for it; nothing is paid yet.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="QuoteId">The checkout quote it came from.</param>
/// <param name="ShopperNo">The shopper.</param>
/// <param name="PayableMinor">What it costs.</param>
/// <param name="PayBy">Until when it can be paid.</param>
[Event("trade.order_placed", 1)]
public sealed record OrderPlaced(Guid OrderId, Guid QuoteId, int ShopperNo, long PayableMinor, DateTimeOffset PayBy);

/// <summary>An order was paid in full.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="QuoteId">The checkout quote it came from.</param>
/// <param name="ShopperNo">The shopper.</param>
/// <param name="PaidMinor">What was paid.</param>
[Event("trade.order_paid", 1)]
public sealed record OrderPaid(Guid OrderId, Guid QuoteId, int ShopperNo, long PaidMinor);

/// <summary>An order was cancelled or expired unpaid. What was held for it goes back.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="QuoteId">The checkout quote it came from.</param>
/// <param name="ShopperNo">The shopper.</param>
/// <param name="Reason">Why.</param>
[Event("trade.order_cancelled", 1)]
public sealed record OrderCancelled(Guid OrderId, Guid QuoteId, int ShopperNo, CancelReason Reason);

/// <summary>Pieces of a paid order were refunded.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="RefundId">The refund.</param>
/// <param name="QuoteId">The checkout quote the order came from.</param>
/// <param name="ShopperNo">The shopper.</param>
/// <param name="PaidMinor">What the shopper got back.</param>
/// <param name="Whole">Whether nothing of the order is left.</param>
/// <param name="BenefitsBack">The grants that go back: those of which every line they were used on is now wholly
/// refunded. A grant is named in exactly one refund.</param>
[Event("trade.refunded", 1)]
public sealed record OrderRefunded(
    Guid OrderId, Guid RefundId, Guid QuoteId, int ShopperNo, long PaidMinor, bool Whole,
    IReadOnlyList<Guid> BenefitsBack);
