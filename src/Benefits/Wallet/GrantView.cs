using Marquee.Benefits.Engine;
using Marquee.Kernel;

namespace Marquee.Benefits.Wallet;

/// <summary>A grant as its shopper sees it.</summary>
/// <param name="Id">The id: what a quote names to use it.</param>
/// <param name="BenefitId">Of which benefit.</param>
/// <param name="Title">What it is.</param>
/// <param name="State">claimed, used or gone.</param>
/// <param name="Status">The same, exactly.</param>
/// <param name="Coupon">What it takes off; null for another thing.</param>
/// <param name="Prize">The code of the prize, when it was won.</param>
/// <param name="UsableFrom">From when it can be used.</param>
/// <param name="UsableTo">Until when it can be used.</param>
/// <param name="GrantedAt">Since when it is there.</param>
/// <param name="OrderId">The order that used it.</param>
/// <param name="TakenDown">Whether it cannot be used at present because it, its shop or its campaign is down.</param>
internal sealed record GrantView(
    Id<Grant> Id, Id<Benefit> BenefitId, string Title, ShopperBenefitState State, GrantStatus Status,
    GrantView.CouponView? Coupon, string? Prize, DateTimeOffset UsableFrom, DateTimeOffset UsableTo,
    DateTimeOffset GrantedAt,
    string? OrderId, bool TakenDown)
{
    /// <summary>What a coupon does.</summary>
    internal sealed record CouponView(CouponScope Scope, string? Merchant, Money Threshold, Money Off);

    public static GrantView Of(GrantRow row, CallContext call, bool down = false)
    {
        var status = row.StatusAt(call.Now);
        return new GrantView(
            row.Id, row.BenefitId, row.Title, down ? Unusable(status) : StateOf(status), status,
            row.Coupon is { } coupon
                ? new CouponView(
                    coupon.Scope, row.MerchantId, call.Tenant.Money(coupon.ThresholdMinor),
                    call.Tenant.Money(coupon.OffMinor))
                : null,
            row.Code, row.UsableFrom, row.UsableTo, row.GrantedAt,
            status == GrantStatus.Used ? row.OrderRef : null, down);
    }

    // A shop's page must not offer what checkout would refuse; what was used stays used.
    private static ShopperBenefitState Unusable(GrantStatus status) =>
        StateOf(status) == ShopperBenefitState.Claimed ? ShopperBenefitState.Gone : StateOf(status);

    private static ShopperBenefitState StateOf(GrantStatus status) => status switch
    {
        GrantStatus.Granted or GrantStatus.Reserved or GrantStatus.GivenBack => ShopperBenefitState.Claimed,
        GrantStatus.Used => ShopperBenefitState.Used,
        GrantStatus.Expired or GrantStatus.Revoked => ShopperBenefitState.Gone,
    };
}
