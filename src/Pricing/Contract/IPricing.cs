using Marquee.Kernel;
using Marquee.Trade;

namespace Marquee.Pricing;

/// <summary>
/// Prices, quotes and checkout. One pure price function stands behind all of it: the price of a placement, a cart and
/// an order cannot differ for the same offers. Offers are read from a snapshot that is at most
/// <see cref="PricingLimits.SnapshotAge"/> old. Thread-safe.
/// </summary>
public interface IPricing
{
    /// <summary>
    /// The public price of each SKU, one answer per number in the same order; at most
    /// <see cref="PricingLimits.PublicPrices"/> numbers. Reserves nothing.
    /// </summary>
    Task<IReadOnlyList<PublicPrice>> PublicPricesAsync(
        CallContext call, IReadOnlyList<int> skuNos, CancellationToken cancel);

    /// <summary>Prices a cart for display; reserves nothing. Refused only for a malformed cart.</summary>
    Task<Result<Quote>> QuoteAsync(CallContext call, Cart cart, CancellationToken cancel);

    /// <summary>
    /// Prices a cart for checkout: reserves its activity stock, stock and coupons and holds the price until the quote
    /// expires. The same key and cart again answers the same quote. Refused, with everything given back, when a line
    /// cannot be had.
    /// </summary>
    /// <remarks>
    /// A shopper holds one quote at a time: another key gives back what the one before held, unless it is being placed.
    /// </remarks>
    /// <param name="call">The call.</param>
    /// <param name="requestKey">The caller's key, of the shopper's own.</param>
    /// <param name="cart">The cart; its shopper must be named.</param>
    /// <param name="shownMinor">The total that the shopper saw before; another one is refused. Null does not
    /// look.</param>
    /// <param name="cancel">Cancels.</param>
    Task<Result<CheckoutQuote>> HoldAsync(
        CallContext call, string requestKey, Cart cart, long? shownMinor, CancellationToken cancel);

    /// <summary>
    /// Turns a held quote into an order at exactly the quoted price and confirms what was held. The same quote again
    /// answers the same order. A crash in the middle is finished or undone by whoever comes next: a repeat, or the
    /// recovery.
    /// </summary>
    /// <param name="call">The call.</param>
    /// <param name="requestKey">The caller's key.</param>
    /// <param name="quoteId">The held quote.</param>
    /// <param name="shopperNo">The shopper whose quote it must be.</param>
    /// <param name="cancel">Cancels.</param>
    Task<Result<Order>> CheckoutAsync(
        CallContext call, string requestKey, Id<CheckoutQuote> quoteId, int shopperNo, CancellationToken cancel);

    /// <summary>A shopper's checkout quote as it stands.</summary>
    Task<Result<CheckoutQuote>> FindAsync(
        CallContext call, Id<CheckoutQuote> quoteId, int shopperNo, CancellationToken cancel);

    /// <summary>
    /// Prices a stored checkout quote again from its inputs and its offer set revision: the very same quote, however
    /// the offers changed since.
    /// </summary>
    Task<Result<Quote>> ReplayAsync(CallContext call, Id<CheckoutQuote> quoteId, CancellationToken cancel);

    /// <summary>
    /// The offer set revision in force: the hash of all live offers. Changes exactly when an offer does.
    /// </summary>
    Task<string> RevisionAsync(CallContext call, CancellationToken cancel);
}
