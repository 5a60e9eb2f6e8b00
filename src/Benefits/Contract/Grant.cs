using Marquee.Kernel;

namespace Marquee.Benefits;

/// <summary>The life of a grant. Stored by name: members are never renamed.</summary>
public enum GrantStatus
{
    /// <summary>In the wallet, usable within its window.</summary>
    Granted,
    /// <summary>Held by a checkout.</summary>
    Reserved,
    /// <summary>Used by an order.</summary>
    Used,
    /// <summary>Back in the wallet after a refund or cancellation; usable again within its window.</summary>
    GivenBack,
    /// <summary>Its window ended unused; its budget went back.</summary>
    Expired,
    /// <summary>Taken away by a person; its budget went back.</summary>
    Revoked,
}

/// <summary>One benefit in one shopper's wallet.</summary>
/// <param name="Id">The id.</param>
/// <param name="BenefitId">Of which benefit.</param>
/// <param name="ShopperNo">Whose, as Catalog numbers shoppers.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Title">What the shopper reads.</param>
/// <param name="Coupon">What it does as a coupon; null for a prize that is no coupon.</param>
/// <param name="UsableFrom">From this instant on it can be used.</param>
/// <param name="UsableTo">Before this instant it can be used; then it expires.</param>
/// <param name="GrantedAt">When it was claimed or won.</param>
/// <param name="OrderRef">The order that holds or used it; null otherwise.</param>
public sealed record Grant(
    Id<Grant> Id, Id<Benefit> BenefitId, int ShopperNo, GrantStatus Status, string Title, CouponValue? Coupon,
    DateTimeOffset UsableFrom, DateTimeOffset UsableTo, DateTimeOffset GrantedAt, string? OrderRef);

/// <summary>Where a coupon applies. Stored by name: members are never renamed.</summary>
public enum CouponScope
{
    /// <summary>To the lines of one shop.</summary>
    Shop,
    /// <summary>To the lines of all shops together.</summary>
    Platform,
}

/// <summary>What a coupon takes off: once, a fixed amount from a threshold on.</summary>
/// <param name="Scope">To which lines it applies.</param>
/// <param name="MerchantNo">Scope shop: which shop, as Catalog numbers merchants; null otherwise.</param>
/// <param name="ThresholdMinor">
/// The lines it applies to must sum to at least this, in minor units; at least <see cref="OffMinor"/>.
/// </param>
/// <param name="OffMinor">What it takes off, in minor units; above zero.</param>
/// <param name="Funding">Who pays for it.</param>
public sealed record CouponValue(
    CouponScope Scope, int? MerchantNo, long ThresholdMinor, long OffMinor, FundingShares Funding);

/// <summary>A coupon that a shopper could use now.</summary>
/// <param name="GrantId">The grant.</param>
/// <param name="BenefitId">The benefit: the name of the offer in explanations.</param>
/// <param name="Title">What the shopper reads.</param>
/// <param name="Value">What it does.</param>
/// <param name="UsableFrom">From this instant on.</param>
/// <param name="UsableTo">Before this instant.</param>
public sealed record UsableCoupon(
    Id<Grant> GrantId, Id<Benefit> BenefitId, string Title, CouponValue Value,
    DateTimeOffset UsableFrom, DateTimeOffset UsableTo);
