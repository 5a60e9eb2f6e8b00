using Marquee.Kernel;

namespace Marquee.Benefits;

/// <summary>Benefits of a round can be claimed from now on.</summary>
/// <param name="RoundId">The round; null when the benefit stands alone.</param>
/// <param name="Benefits">The benefits that became active.</param>
[Event("benefits.activated", 1)]
public sealed record BenefitsActivated(Guid? RoundId, IReadOnlyList<Guid> Benefits);

/// <summary>A shop's own thresholds changed: one came, changed, or is over.</summary>
/// <param name="MerchantId">The shop.</param>
[Event("benefits.shop_thresholds_changed", 1)]
public sealed record ShopThresholdsChanged(string MerchantId);

/// <summary>Grants went back into wallets after a refund or cancellation.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Grants">The grants, at most 50.</param>
[Event("benefits.given_back", 1)]
public sealed record BenefitsGivenBack(string OrderId, IReadOnlyList<Guid> Grants);
