using Marquee.Kernel;

namespace Marquee.Benefits;

/// <summary>
/// What shops run on their own, within the platform's limits and at their own cost: coupons and thresholds over
/// everything the shop sells. Reading is never stale: it reads the tables. Thread-safe.
/// </summary>
public interface IShopOffers
{
    /// <summary>
    /// A shop's own offers that are not over, in force or to come, by their beginning; at most
    /// <see cref="BenefitsLimits.ShopOffers"/>. What was taken down or paused is among them.
    /// </summary>
    Task<IReadOnlyList<ShopOffer>> OfShopAsync(CallContext call, string merchantId, CancellationToken cancel);
}

/// <summary>What a shop can run. Stored by name: members are never renamed.</summary>
public enum ShopOfferKind
{
    /// <summary>A coupon: a benefit of type coupon, claimed and used like any other.</summary>
    Coupon,
    /// <summary>An amount off from a sum on, over everything the shop sells; in steps, or each time again.</summary>
    Threshold,
}

/// <summary>A shop's own offer.</summary>
/// <param name="Id">The id; of a coupon the benefit's too.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Title">What shoppers read.</param>
/// <param name="From">The first instant.</param>
/// <param name="To">The first instant after it.</param>
/// <param name="Steps">What it takes off from which sum on; both rise from step to step. A coupon has one.</param>
/// <param name="Repeats">Whether the one step counts each time its sum is reached again.</param>
/// <param name="MaxOffMinor">What it takes off at most, where it repeats.</param>
/// <param name="Reads">What it says, in both languages.</param>
public sealed record ShopOffer(
    Guid Id, ShopOfferKind Kind, string Title, DateTimeOffset From, DateTimeOffset To,
    IReadOnlyList<ThresholdStep> Steps, bool Repeats, long? MaxOffMinor, Texts Reads);

/// <summary>One step of a threshold.</summary>
/// <param name="FromMinor">From this sum on, in minor units.</param>
/// <param name="OffMinor">What it takes off, in minor units.</param>
public sealed record ThresholdStep(long FromMinor, long OffMinor);
