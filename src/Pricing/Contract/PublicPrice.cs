using Marquee.Kernel;

namespace Marquee.Pricing;

/// <summary>
/// What everybody gets for one piece of a SKU, without coupons and without knowing who looks. The same price function
/// as checkout, on a cart of one piece. A price that is not known is null with a reason, never zero.
/// </summary>
/// <param name="SkuNo">The SKU.</param>
/// <param name="FinalMinor">What one piece costs now; null when unknown.</param>
/// <param name="ReferenceMinor">The reference price, only where it is higher than the final one; null
/// otherwise.</param>
/// <param name="DailyMinor">The daily price; null when unknown.</param>
/// <param name="Callout">The short line beside the price ("省 ¥20", "20.00 off"); null when nothing is taken
/// off.</param>
/// <param name="RoundId">The round that the price comes from; null for the daily price.</param>
/// <param name="Until">When the offer that made the price ends; null when none did.</param>
/// <param name="Why">How the price came about, in order; empty when unknown.</param>
/// <param name="Unknown">Why there is no price: <c>no_sku</c>, <c>no_price</c>, <c>not_listed</c>,
/// <c>taken_down</c>; null when there is one.</param>
/// <param name="Revision">The offer set revision it was taken from.</param>
/// <param name="MerchantNo">Whose it is; null when unknown. For the program, never on the wire.</param>
public sealed record PublicPrice(
    int SkuNo, long? FinalMinor, long? ReferenceMinor, long? DailyMinor, Texts? Callout, Guid? RoundId,
    DateTimeOffset? Until, IReadOnlyList<PriceStep> Why, string? Unknown, string Revision,
    int? MerchantNo = null);
