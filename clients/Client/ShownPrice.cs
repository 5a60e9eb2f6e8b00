namespace Marquee.Client;

/// <summary>A page of the feed of shown prices.</summary>
/// <param name="Prices">Prices that changed, each SKU once and as it is now.</param>
/// <param name="Next">The cursor to go on with, now or later.</param>
/// <param name="More">Whether more stands behind this page already.</param>
/// <param name="AsOf">Before which instant every change is in the feed; null while it is built.</param>
public sealed record PricePage(IReadOnlyList<ShownPrice> Prices, string Next, bool More, DateTimeOffset? AsOf = null);

/// <summary>What everybody is shown as the price of one piece of a SKU.</summary>
/// <param name="Sku">The SKU's external id.</param>
/// <param name="Item">The item's external id.</param>
/// <param name="Merchant">The merchant's external id.</param>
/// <param name="Final">What one piece costs; null when nobody can say: then it is neither shown nor sold.</param>
/// <param name="Reference">The reference price, where it is higher.</param>
/// <param name="Daily">The daily price.</param>
/// <param name="RoundId">The round that the price comes from; null for the daily price.</param>
/// <param name="Until">When the offer that made the price ends.</param>
/// <param name="Unknown">Why there is no price.</param>
public sealed record ShownPrice(
    string Sku, string Item, string Merchant, Money? Final = null, Money? Reference = null, Money? Daily = null,
    Guid? RoundId = null, DateTimeOffset? Until = null, string? Unknown = null);
