using Marquee.Kernel;
using Marquee.Trade;

namespace Marquee.Pricing;

/// <summary>Where a checkout stands. Stored by name: members are never renamed.</summary>
public enum CheckoutStatus
{
    /// <summary>Activity stock is being reserved; the price is not known yet.</summary>
    Reserving,
    /// <summary>The price is fixed; stock and coupons are being reserved.</summary>
    Priced,
    /// <summary>Everything is held until the quote expires.</summary>
    Held,
    /// <summary>The order is being recorded; from here the checkout only goes forward.</summary>
    Placing,
    /// <summary>The order is recorded; what was held is being confirmed.</summary>
    Confirming,
    /// <summary>The order stands and everything is confirmed.</summary>
    Confirmed,
    /// <summary>What was held or confirmed is being given back.</summary>
    Releasing,
    /// <summary>Everything is given back. Final.</summary>
    Released,
}

/// <summary>A quote whose price, stock and coupons are held for one shopper until it expires.</summary>
/// <param name="Id">The id.</param>
/// <param name="Status">Where the checkout stands.</param>
/// <param name="ExpiresAt">Until when it can be checked out, on the tenant's clock.</param>
/// <param name="Quote">The quote. What it says is what is charged.</param>
/// <param name="OrderId">The order, once there is one.</param>
public sealed record CheckoutQuote(
    Id<CheckoutQuote> Id, CheckoutStatus Status, DateTimeOffset ExpiresAt, Quote Quote, Id<Order>? OrderId);
