using Marquee.Campaigns;
using Marquee.Kernel;

namespace Marquee.Benefits;

/// <summary>Where a benefit stands. Stored by name: members are never renamed.</summary>
public enum BenefitStatus
{
    /// <summary>Can be claimed or drawn within its window.</summary>
    Active,
    /// <summary>Stopped by a person; what was granted stays good.</summary>
    Paused,
    /// <summary>Over for good; what was granted stays good until it expires.</summary>
    Ended,
}

/// <summary>
/// Who pays for a discount, in basis points (hundredths of a percent). The three make up 10,000.
/// </summary>
/// <param name="PlatformBp">The marketplace's share.</param>
/// <param name="MerchantBp">The share of the merchant whose line is discounted.</param>
/// <param name="BrandBp">The brand's share.</param>
public sealed record FundingShares(int PlatformBp, int MerchantBp, int BrandBp)
{
    /// <summary>The marketplace pays all.</summary>
    public static FundingShares AllPlatform { get; } = new(10_000, 0, 0);

    /// <summary>The merchant pays all.</summary>
    public static FundingShares AllMerchant { get; } = new(0, 10_000, 0);
}

/// <summary>A benefit (权益): something of value that shoppers claim or win, under a budget.</summary>
/// <param name="Id">The id.</param>
/// <param name="Type">The name of its <see cref="IBenefitType"/>.</param>
/// <param name="Name">What shoppers read.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="RoundId">The campaign round it was made for; null when it stands alone.</param>
/// <param name="From">From this instant on it can be claimed or drawn.</param>
/// <param name="To">Before this instant it can be claimed or drawn.</param>
/// <param name="Spec">The type's own fields, as <see cref="IBenefitType.Fields"/> describes them.</param>
public sealed record Benefit(
    Id<Benefit> Id, string Type, string Name, BenefitStatus Status, Guid? RoundId,
    DateTimeOffset From, DateTimeOffset To, MechanicSpec Spec);
