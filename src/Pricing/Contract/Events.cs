using Marquee.Kernel;

namespace Marquee.Pricing;

/// <summary>The live offers changed: prices taken from an older revision may differ.</summary>
/// <param name="Revision">The revision in force now.</param>
/// <param name="Was">The one before.</param>
/// <param name="RoundId">The round whose start, end or change did it; null when a shop's own offers did.</param>
/// <param name="MerchantId">The shop whose own offers changed; null when it was a round.</param>
[Event("pricing.offers_changed", 1)]
public sealed record OffersChanged(string Revision, string Was, Guid? RoundId, string? MerchantId = null);
