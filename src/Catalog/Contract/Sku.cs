namespace Marquee.Catalog;

/// <summary>
/// A SKU: what has a price and a stock. What is null was never told: no price is unknown, never zero.
/// </summary>
/// <param name="SkuNo">The dense number: from 1, never reused, never on the wire.</param>
/// <param name="Id">The external id, the only one on the wire. A single-SKU item's SKU often has the item's own
/// id.</param>
/// <param name="ItemNo">The item it belongs to; never changes.</param>
/// <param name="Spec">What distinguishes it within the item: <c>red, 42</c>; empty for a single SKU.</param>
/// <param name="IsMain">Whether it is the item's main SKU; at most one SKU of an item is.</param>
/// <param name="Prices">Its present prices.</param>
/// <param name="Stock">Units that can be taken now: on hand less what is reserved; null when the marketplace told no
/// stock.</param>
/// <param name="SoldIn30Days">Units sold in the last 30 days as told by the marketplace; null when unknown.</param>
public sealed record Sku(
    int SkuNo, string Id, int ItemNo, string Spec, bool IsMain, SkuPrices Prices, long? Stock, long? SoldIn30Days);

/// <summary>The present prices of a SKU in minor units of the tenant's currency.</summary>
/// <param name="ReferenceMinor">The reference price (划线价); null when there is none.</param>
/// <param name="DailyMinor">The daily price (日常价), what everybody pays outside campaigns; null when there is
/// none.</param>
/// <param name="DailySince">Since when the daily price stands; null without one.</param>
public sealed record SkuPrices(long? ReferenceMinor, long? DailyMinor, DateTimeOffset? DailySince);
