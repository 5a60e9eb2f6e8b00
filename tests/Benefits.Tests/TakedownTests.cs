using Marquee.Benefits.Engine;
using Marquee.Kernel;
using Marquee.Risk;

namespace Marquee.Benefits.Tests;

/// <summary>What take-downs do to benefits.</summary>
public sealed class TakedownTests
{
    [Fact]
    public async Task What_is_down_is_neither_claimed_shown_nor_used_and_comes_back()
    {
        await using var market = await Market.OpenAsync();
        var coupon = await market.CouponAsync();
        var grant = (await market.Benefits.ClaimAsync(market.Call, 1, coupon, "k", default)).Value;
        market.Takedowns.Down(TakedownKind.Benefit, coupon.ToString());

        Assert.IsType<BenefitTakenDown>((await market.Benefits.ClaimAsync(market.Call, 2, coupon, "k", default)).Error);
        Assert.Empty(await market.Benefits.ForShopperAsync(market.Call, 1, [coupon], default));
        Assert.Empty(await market.Benefits.UsableCouponsAsync(market.Call, 1, default));
        Assert.Equal([coupon], await market.Benefits.DownAsync(market.Call, [coupon], default));
        Assert.IsType<BenefitTakenDown>((await HoldAsync(market, grant)).Error);

        market.Takedowns.AllBack();
        Assert.True((await market.Benefits.ClaimAsync(market.Call, 2, coupon, "k", default)).IsSuccess);
        Assert.Single(await market.Benefits.UsableCouponsAsync(market.Call, 1, default));
        Assert.True((await HoldAsync(market, grant)).IsSuccess);
    }

    [Fact]
    public async Task A_claim_that_was_answered_before_is_answered_the_same()
    {
        await using var market = await Market.OpenAsync();
        var coupon = await market.CouponAsync();
        var first = await market.Benefits.ClaimAsync(market.Call, 1, coupon, "k", default);
        market.Takedowns.Down(TakedownKind.Benefit, coupon.ToString());
        Assert.Equal(first.Value.Id, (await market.Benefits.ClaimAsync(market.Call, 1, coupon, "k", default)).Value.Id);
    }

    [Fact]
    public async Task A_shop_that_is_down_takes_its_own_coupons_with_it()
    {
        await using var market = await Market.OpenAsync();
        var coupon = await market.CreateAsync(
            "coupon", ("title", "Seven"), ("thresholdMinor", 1_000L), ("offMinor", 100L), ("budgetMinor", 1_000L),
            ("scope", "shop"), ("merchant", FakeCatalog.Shop.Id));
        market.Takedowns.Down(TakedownKind.Merchant, FakeCatalog.Shop.Id);
        Assert.IsType<BenefitTakenDown>((await market.Benefits.ClaimAsync(market.Call, 1, coupon, "k", default)).Error);
    }

    [Fact]
    public async Task When_nobody_can_say_what_is_down_nothing_is_given()
    {
        await using var market = await Market.OpenAsync();
        var coupon = await market.CouponAsync();
        market.Takedowns.IsAway = true;
        await Assert.ThrowsAsync<TimeoutException>(
            () => market.Benefits.ClaimAsync(market.Call, 1, coupon, "k", default));
        market.Takedowns.IsAway = false;
        Assert.True((await market.Benefits.ClaimAsync(market.Call, 1, coupon, "k", default)).IsSuccess);
    }

    private static Task<Result<IReadOnlyList<UsableCoupon>>> HoldAsync(Market market, Grant grant) =>
        market.Benefits.ReserveAsync(
            market.Call, "hold-" + Guid.NewGuid(), 1, [grant.Id], "order", market.Call.Now.AddMinutes(1), default);
}
