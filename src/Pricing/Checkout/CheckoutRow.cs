using Marquee.Kernel;
using Marquee.Pricing.Quotes;
using Marquee.Trade;

namespace Marquee.Pricing.Checkout;

/// <summary>The state of one checkout, as it stands in its row.</summary>
internal sealed record CheckoutRow(
    Id<CheckoutQuote> Id, int ShopperNo, string ShopperId, string RequestHash, CheckoutStatus Status, QuoteInput Input,
    Quote? Quote, IReadOnlyList<Hold>? Holds, long? ShownMinor, DateTimeOffset ExpiresAt, Id<Order>? OrderId,
    Refusal? Refusal, bool StockTaken)
{
    /// <summary>The key of everything that is reserved for it outside the ledger.</summary>
    public string Key => "checkout:" + Id;

    /// <summary>Whether nobody has anything left to do with it.</summary>
    public bool IsAtRest => Status is CheckoutStatus.Held or CheckoutStatus.Confirmed or CheckoutStatus.Released;

    /// <summary>As the contract shows it; only once it has a quote.</summary>
    public CheckoutQuote ToQuote() => new(Id, Status, ExpiresAt, Quote!, OrderId);
}

/// <summary>Activity stock that was reserved.</summary>
/// <param name="Account">The ledger account.</param>
/// <param name="Grant">The key it was reserved under.</param>
internal sealed record Hold(string Account, string Grant);

/// <summary>Why a checkout ended without an order, kept so that a repeat gets the same answer.</summary>
internal sealed record Refusal(
    string Kind, IReadOnlyList<string>? Skus = null, string? Why = null, long? ShownMinor = null, long? NowMinor = null)
{
    /// <summary>The order stood and was cancelled later.</summary>
    public const string CancelledKind = "order_cancelled";

    public static Refusal OutOfStock(IReadOnlyList<string> skus) => new("out_of_stock", Skus: skus);

    public static Refusal Coupon(string why) => new("coupon", Why: why);

    public static Refusal PriceChanged(long shown, long now) => new("price_changed", ShownMinor: shown, NowMinor: now);

    public static Refusal Expired { get; } = new("expired");

    /// <summary>The shopper asked for another quote since.</summary>
    public static Refusal Superseded { get; } = new("superseded", Why: "the shopper went to checkout again.");

    /// <summary>Something of it was taken down between the quote and the order.</summary>
    public static Refusal TakenDown(string why) => new("taken_down", Why: why);

    public static Refusal Undone(string why) => new("undone", Why: why);

    public static Refusal Cancelled { get; } = new(CancelledKind, Why: "the order was cancelled");

    /// <summary>The refusal as the caller gets it.</summary>
    public Error ToError(CheckoutRow row) => Kind switch
    {
        "out_of_stock" => new OutOfStock(Skus!),
        "coupon" => new CouponNotUsable(Why!),
        "price_changed" => new PriceChanged(ShownMinor!.Value, NowMinor!.Value),
        "expired" => new QuoteExpired(row.Id.Value, row.ExpiresAt),
        _ => new CheckoutUndone(row.Id.Value, Kind, Why ?? Kind),
    };
}
