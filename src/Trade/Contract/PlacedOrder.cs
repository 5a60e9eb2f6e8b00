namespace Marquee.Trade;

/// <summary>
/// An order as checkout hands it over: every amount is decided, Trade only checks that they add up and keeps them. What
/// a line costs is its gross less its discounts; nothing is ever computed from percentages again.
/// </summary>
/// <param name="ShopperNo">The shopper.</param>
/// <param name="ShopperId">The shopper's external id, as it stands on the order.</param>
/// <param name="QuoteId">The checkout quote that the shopper saw; an order takes each quote at most once.</param>
/// <param name="Revision">The offer set revision of that quote.</param>
/// <param name="PayableMinor">What the shopper was shown; refused unless it is the sum of the lines.</param>
/// <param name="Lines">1 to <see cref="TradeLimits.OrderLines"/> lines, each with a line number of its own.</param>
/// <param name="PayBy">Until when it can be paid; the policy's window when null.</param>
public sealed record PlacedOrder(
    int ShopperNo, string ShopperId, Guid QuoteId, string Revision, long PayableMinor, IReadOnlyList<PlacedLine> Lines,
    DateTimeOffset? PayBy = null);

/// <summary>A line of a <see cref="PlacedOrder"/>: some pieces of one SKU.</summary>
/// <param name="LineNo">Unique in the order, from 1.</param>
/// <param name="SkuNo">The SKU.</param>
/// <param name="SkuId">Its external id.</param>
/// <param name="ItemId">The item's external id.</param>
/// <param name="MerchantNo">The merchant.</param>
/// <param name="MerchantId">The merchant's external id.</param>
/// <param name="Title">The item's title as the shopper saw it.</param>
/// <param name="Spec">The SKU's specification as the shopper saw it; empty for a single-SKU item.</param>
/// <param name="Quantity">Pieces, at least 1.</param>
/// <param name="UnitPriceMinor">The price of one piece before any discount (the daily price).</param>
/// <param name="RoundId">The round whose offers the line was bought under; null outside any round.</param>
/// <param name="Discounts">Shares of discounts, one row per offer and funder; together at most the line's
/// gross.</param>
public sealed record PlacedLine(
    int LineNo, int SkuNo, string SkuId, string ItemId, int MerchantNo, string MerchantId, string Title, string Spec,
    int Quantity, long UnitPriceMinor, Guid? RoundId, IReadOnlyList<PlacedDiscount> Discounts);

/// <summary>What one funder pays of one offer on one line.</summary>
/// <param name="OfferId">The offer, or the benefit grant, as an id that Pricing gave.</param>
/// <param name="Kind">The offer's kind: <c>fixed_price</c>, <c>item_percentage</c>, <c>shop_threshold</c>,
/// <c>platform_threshold</c>, <c>coupon</c>.</param>
/// <param name="Funder">Who pays.</param>
/// <param name="AmountMinor">The share, more than zero.</param>
/// <param name="GrantId">The coupon in the shopper's wallet that was used, if it was one.</param>
/// <param name="SourceId">What costs are added up by: the benefit, or the shop's own offer; null for a
/// round's.</param>
public sealed record PlacedDiscount(
    string OfferId, string Kind, Funder Funder, long AmountMinor, Guid? GrantId = null, Guid? SourceId = null);
