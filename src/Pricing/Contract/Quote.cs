using Marquee.Kernel;
using Marquee.Trade;

namespace Marquee.Pricing;

/// <summary>A line of a cart.</summary>
/// <param name="SkuNo">The SKU; each at most once in a cart.</param>
/// <param name="Quantity">Pieces, 1 to <see cref="PricingLimits.LineQuantity"/>.</param>
public sealed record CartLine(int SkuNo, int Quantity);

/// <summary>What is asked to be priced.</summary>
/// <param name="Lines">1 to <see cref="PricingLimits.CartLines"/> lines; their order means nothing.</param>
/// <param name="ShopperNo">The shopper, whose wallet then counts; null prices for anybody.</param>
/// <param name="Grants">The coupons to use; null takes from the wallet what saves most, an empty list takes
/// none.</param>
public sealed record Cart(IReadOnlyList<CartLine> Lines, int? ShopperNo = null, IReadOnlyList<Guid>? Grants = null);

/// <summary>
/// A cart with its price and why it is that price. Exact: every line's gross less its steps is its payable; the lines'
/// payables are the total; the funders' shares of a step are its amount. A display quote reserves nothing.
/// </summary>
/// <param name="Revision">The offer set revision it was priced with.</param>
/// <param name="At">The instant it was priced at, on the tenant's clock.</param>
/// <param name="Currency">The currency of every amount in it.</param>
/// <param name="GrossMinor">The lines before discounts.</param>
/// <param name="DiscountMinor">All discounts.</param>
/// <param name="PayableMinor">What it costs: gross less discount.</param>
/// <param name="Lines">The lines, by merchant and SKU.</param>
/// <param name="Steps">The discounts of the whole cart in order of layer: the waterfall.</param>
/// <param name="NotApplied">What did not apply, why, and the smallest change that would.</param>
/// <param name="Funders">Who pays how much of the discount.</param>
/// <param name="Problems">Lines that cannot be bought (no price, unlisted); they are left out of the sums.</param>
public sealed record Quote(
    string Revision, DateTimeOffset At, string Currency, long GrossMinor, long DiscountMinor, long PayableMinor,
    IReadOnlyList<QuotedLine> Lines, IReadOnlyList<CartStep> Steps, IReadOnlyList<OfferNotApplied> NotApplied,
    IReadOnlyList<FunderTotal> Funders, IReadOnlyList<LineProblem> Problems);

/// <summary>A priced line.</summary>
/// <param name="SkuNo">The SKU.</param>
/// <param name="SkuId">Its external id.</param>
/// <param name="ItemNo">The item.</param>
/// <param name="ItemId">Its external id.</param>
/// <param name="MerchantNo">The merchant.</param>
/// <param name="MerchantId">Its external id.</param>
/// <param name="MerchantName">The shop's name.</param>
/// <param name="Title">The item's title.</param>
/// <param name="Spec">The SKU's specification.</param>
/// <param name="Image">The SHA-256 of the main picture; null when there is none.</param>
/// <param name="Quantity">Pieces.</param>
/// <param name="UnitPriceMinor">One piece before discounts: the daily price.</param>
/// <param name="ReferenceMinor">The reference price of one piece, where known.</param>
/// <param name="GrossMinor">Quantity times unit price.</param>
/// <param name="PayableMinor">What the line costs after every step.</param>
/// <param name="RoundId">The round whose offer came first on it: that of its item price, else of a threshold; null
/// outside any.</param>
/// <param name="Steps">What was taken off, in order.</param>
public sealed record QuotedLine(
    int SkuNo, string SkuId, int ItemNo, string ItemId, int MerchantNo, string MerchantId, string MerchantName,
    string Title, string Spec, string? Image, int Quantity, long UnitPriceMinor, long? ReferenceMinor, long GrossMinor,
    long PayableMinor, Guid? RoundId, IReadOnlyList<PriceStep> Steps);

/// <summary>The order in which offers are taken off. Each layer works on what the one before left.</summary>
public enum PriceLayer
{
    /// <summary>The item's own price: activity price or percentage; the best one of them.</summary>
    Item,
    /// <summary>A threshold within one shop.</summary>
    ShopThreshold,
    /// <summary>A threshold across shops.</summary>
    PlatformThreshold,
    /// <summary>A coupon of one shop.</summary>
    ShopCoupon,
    /// <summary>A coupon of the platform.</summary>
    PlatformCoupon,
}

/// <summary>What one offer took off one line.</summary>
/// <param name="Layer">Which layer.</param>
/// <param name="OfferId">The offer, or <c>grant:</c> and the coupon's id.</param>
/// <param name="Kind">The offer's kind, as a mechanic is named.</param>
/// <param name="Name">What people call it.</param>
/// <param name="OffMinor">What was taken off the line; more than zero.</param>
/// <param name="LeftMinor">What the line costs after it.</param>
/// <param name="Shares">Who pays for it: exactly <paramref name="OffMinor"/> in all.</param>
/// <param name="GrantId">The coupon used, if it is one.</param>
/// <param name="SourceId">The benefit of the coupon, or the shop's own offer; null for a round's offers.</param>
public sealed record PriceStep(
    PriceLayer Layer, string OfferId, string Kind, Texts Name, long OffMinor, long LeftMinor,
    IReadOnlyList<FunderShare> Shares, Guid? GrantId = null, Guid? SourceId = null);

/// <summary>What one funder pays of a step.</summary>
/// <param name="Funder">Who.</param>
/// <param name="AmountMinor">How much; more than zero.</param>
public sealed record FunderShare(Funder Funder, long AmountMinor);

/// <summary>What one offer took off the whole cart: a row of the waterfall.</summary>
/// <param name="Layer">Which layer.</param>
/// <param name="OfferId">The offer.</param>
/// <param name="Kind">The offer's kind.</param>
/// <param name="Name">What people call it.</param>
/// <param name="MerchantId">The shop, where it is a shop's offer; null for the platform's.</param>
/// <param name="OffMinor">What it took off.</param>
/// <param name="LeftMinor">What the cart costs after it.</param>
/// <param name="Why">A sentence: what was reached and what it gives.</param>
public sealed record CartStep(
    PriceLayer Layer, string OfferId, string Kind, Texts Name, string? MerchantId, long OffMinor, long LeftMinor,
    Texts Why);

/// <summary>An offer that did not apply.</summary>
/// <param name="Layer">Which layer.</param>
/// <param name="OfferId">The offer.</param>
/// <param name="Kind">The offer's kind.</param>
/// <param name="Name">What people call it.</param>
/// <param name="SkuId">The line, where it is about one.</param>
/// <param name="Code">Why, as a stable code: <c>below_threshold</c>, <c>better_offer</c>, <c>sold_out</c>,
/// <c>paused</c>,
/// <c>purchase_limit</c>, <c>not_cheaper</c>, <c>nothing_left</c>, <c>not_started</c>, <c>ended</c>.</param>
/// <param name="Why">Why, as a sentence.</param>
/// <param name="Change">The smallest change that would make it apply, as a sentence; null when nothing would.</param>
/// <param name="MissingMinor">The amount to add to the goods in its scope, where that would do.</param>
/// <param name="Quantity">The largest quantity with which it would apply, where that would do.</param>
public sealed record OfferNotApplied(
    PriceLayer Layer, string OfferId, string Kind, Texts Name, string? SkuId, string Code, Texts Why, Texts? Change,
    long? MissingMinor = null, int? Quantity = null);

/// <summary>What one funder pays of a quote.</summary>
/// <param name="Funder">Who.</param>
/// <param name="AmountMinor">How much.</param>
public sealed record FunderTotal(Funder Funder, long AmountMinor);

/// <summary>A line that cannot be bought.</summary>
/// <param name="SkuNo">The SKU.</param>
/// <param name="SkuId">Its external id, where it exists.</param>
/// <param name="Code"><c>no_sku</c>, <c>no_price</c>, <c>not_listed</c>, <c>taken_down</c>.</param>
/// <param name="Why">Why, as a sentence.</param>
public sealed record LineProblem(int SkuNo, string? SkuId, string Code, Texts Why);
