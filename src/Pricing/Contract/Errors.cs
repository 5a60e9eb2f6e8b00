using Marquee.Kernel;

namespace Marquee.Pricing;

/// <summary>Lines of the cart cannot be bought.</summary>
public sealed record CartNotBuyable(IReadOnlyList<LineProblem> Lines)
    : Error("pricing.cart_not_buyable", ErrorKind.Conflict)
{
    /// <inheritdoc/>
    public override string Message =>
        $"{Lines.Count} lines of the cart cannot be bought; the first is {Lines[0].SkuId ?? "unknown"}: "
            + $"{Lines[0].Why.En}";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object?> Data => new Dictionary<string, object?> { ["lines"] = Lines };
}

/// <summary>There is not enough stock.</summary>
public sealed record OutOfStock(IReadOnlyList<string> Skus) : Error("pricing.out_of_stock", ErrorKind.Conflict)
{
    /// <inheritdoc/>
    public override string Message => $"There is not enough stock of {string.Join(", ", Skus)}; nothing is held.";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object?> Data => new Dictionary<string, object?> { ["skus"] = Skus };
}

/// <summary>A coupon cannot be used any more.</summary>
public sealed record CouponNotUsable(string Why) : Error("pricing.coupon_not_usable", ErrorKind.Conflict)
{
    /// <inheritdoc/>
    public override string Message => $"A coupon cannot be used: {Why} Nothing is held.";
}

/// <summary>The price is not the one that was shown.</summary>
public sealed record PriceChanged(long ShownMinor, long NowMinor) : Error("pricing.price_changed", ErrorKind.Conflict)
{
    /// <inheritdoc/>
    public override string Message =>
        $"The total was shown as {ShownMinor} and is now {NowMinor} minor units; nothing is held.";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object?> Data =>
        new Dictionary<string, object?> { ["shownMinor"] = ShownMinor, ["nowMinor"] = NowMinor };
}

/// <summary>The checkout quote's time is over; what it held is given back.</summary>
public sealed record QuoteExpired(Guid QuoteId, DateTimeOffset ExpiredAt)
    : Error("pricing.quote_expired", ErrorKind.Conflict)
{
    /// <inheritdoc/>
    public override string Message => $"The quote {QuoteId} held until {ExpiredAt:u}; ask for a new one.";
}

/// <summary>The checkout ended without an order, and everything was given back.</summary>
public sealed record CheckoutUndone(Guid QuoteId, string Because, string Why)
    : Error("pricing.checkout_undone", ErrorKind.Conflict)
{
    /// <inheritdoc/>
    public override string Message => $"The checkout of quote {QuoteId} was undone and nothing is held: {Why}";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object?> Data =>
        new Dictionary<string, object?> { ["because"] = Because };
}

/// <summary>Another request is working on this checkout right now.</summary>
public sealed record CheckoutBusy(Guid QuoteId) : Error("pricing.checkout_busy", ErrorKind.Unavailable)
{
    /// <inheritdoc/>
    public override string Message => $"The checkout {QuoteId} is being worked on; repeat the same request.";
}

/// <summary>The request key was used before, for another cart.</summary>
public sealed record CheckoutKeyReused(string Key) : Error("pricing.request_key_reused", ErrorKind.Conflict)
{
    /// <inheritdoc/>
    public override string Message =>
        $"The request key '{Key}' was used for another request; send a new key for a new request.";
}
