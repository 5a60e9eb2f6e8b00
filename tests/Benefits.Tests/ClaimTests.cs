using Marquee.Benefits.Engine;
using Marquee.Kernel;
using Marquee.Testing;

namespace Marquee.Benefits.Tests;

public sealed class ClaimTests : IAsyncLifetime
{
    private Market _market = null!;

    public async ValueTask InitializeAsync() => _market = await Market.OpenAsync();

    public async ValueTask DisposeAsync() => await _market.DisposeAsync();

    [Fact]
    public async Task Claiming_twice_with_one_key_grants_once()
    {
        var coupon = await _market.CouponAsync(perShopper: 5);
        var first = await ClaimAsync(1, coupon, "k");
        var again = await ClaimAsync(1, coupon, "k");
        var other = await ClaimAsync(1, coupon, "k2");

        Assert.Equal(first.Value, again.Value);
        Assert.NotEqual(first.Value.Id, other.Value.Id);
        Assert.Equal(4_000, (await _market.BalanceAsync(coupon, "budget")).Spent);
        Assert.Equal(2, (await _market.Benefits.WalletAsync(_market.Call, 1, default)).Count);
        Assert.Equal(
            new CouponValue(CouponScope.Platform, null, 10_000, 2_000, FundingShares.AllPlatform), first.Value.Coupon);
    }

    [Fact]
    public async Task A_shopper_has_no_more_than_the_limit_and_is_told_which()
    {
        var coupon = await _market.CouponAsync();
        Assert.True((await ClaimAsync(1, coupon, "a")).IsSuccess);
        Assert.Equal(new ClaimLimitReached(coupon, "per_shopper", 1), (await ClaimAsync(1, coupon, "b")).Error);
        Assert.Equal(new ClaimLimitReached(coupon, "per_shopper", 1), (await ClaimAsync(1, coupon, "b")).Error);
        Assert.True((await ClaimAsync(2, coupon, "a")).IsSuccess);
    }

    [Fact]
    public async Task A_budget_is_never_exceeded_by_many_at_once()
    {
        var coupon = await _market.CouponAsync(budget: 10_000);
        var results = await Task.WhenAll(Enumerable.Range(1, 40).Select(shopper => ClaimAsync(shopper, coupon, "k")));
        Assert.Equal(5, results.Count(result => result.IsSuccess));
        Assert.All(
            results.Where(result => !result.IsSuccess),
            result => Assert.Equal(new BenefitSoldOut(coupon), result.Error));
        Assert.Equal(0, (await _market.BalanceAsync(coupon, "budget")).Left);
        Assert.True((await _market.Ledger.AuditAsync(_market.Call, "benefit:", default)).Holds);
    }

    [Fact]
    public async Task The_same_request_from_many_at_once_grants_once()
    {
        var coupon = await _market.CouponAsync();
        var results = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => ClaimAsync(1, coupon, "k")));
        Assert.Single(results.Select(result => result.Value).Distinct());
        Assert.Equal(2_000, (await _market.BalanceAsync(coupon, "budget")).Spent);
    }

    [Fact]
    public async Task A_closed_benefit_is_refused_but_a_repeat_gets_its_first_answer()
    {
        var coupon = await _market.CouponAsync();
        var first = await ClaimAsync(1, coupon, "k");
        _market.Database.Clock.Advance(TimeSpan.FromHours(1));
        var again = await ClaimAsync(1, coupon, "k");
        Assert.Equal(first.Value.Id, again.Value.Id);
        Assert.Equal(GrantStatus.Expired, again.Value.Status);
        Assert.Equal("ended", Assert.IsType<BenefitClosed>((await ClaimAsync(2, coupon, "k")).Error).Why);
    }

    [Fact]
    public async Task An_unknown_benefit_or_one_of_another_tenant_is_unknown()
    {
        var coupon = await _market.CouponAsync();
        var other = _market.Database.Call(await _market.Database.NewTenantAsync());
        Assert.Equal(
            "request.unknown", (await _market.Benefits.ClaimAsync(other, 1, coupon, "k", default)).Error!.Code);
        Assert.Empty(await _market.Benefits.GetAsync(other, [coupon], default));
        Assert.Equal(
            "benefits.wrong_type",
            (await _market.Benefits.DrawAsync(_market.Call, 1, coupon, "k", default)).Error!.Code);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_claim_cut_short_is_finished_by_the_sweep(bool afterTheLedger)
    {
        var coupon = await _market.CouponAsync();
        var call = _market.Call;
        var entry = call.Ids.Next<EntryRow>();
        await _market.Database.ExecuteAsync("""
            insert into benefits.entry (tenant_id, entry_id, benefit_id, shopper_no, request_key, status, at,
                recorded_at)
            values ($1, $2, $3, 1, 'k', 'pending', $4, clock_timestamp() - interval '1 minute')
            """, call.Tenant.Id, entry.Value, coupon.Value, call.Now);
        if (afterTheLedger)
        {
            await ClaimAsync(2, coupon, "opens the account");
            await _market.Ledger.ApplyAsync(
                call,
                [Ledger.LedgerRequest.Take(
                    $"entry:{entry}", BenefitAccounts.NameOf(coupon, "budget"), 2_000, "shopper:1",
                    [new("per_shopper", 2_000, Ledger.LimitWindow.Campaign)])],
                default);
        }

        await _market.SweepAsync();
        var grant = Assert.Single(await _market.Benefits.WalletAsync(call, 1, default));
        Assert.Equal(grant.Id, (await ClaimAsync(1, coupon, "k")).Value.Id);
        Assert.Equal(afterTheLedger ? 4_000 : 2_000, (await _market.BalanceAsync(coupon, "budget")).Spent);
    }

    [Fact]
    public async Task An_unused_coupon_expires_at_its_instant_and_its_budget_goes_back()
    {
        var coupon = await _market.CouponAsync();
        var grant = (await ClaimAsync(1, coupon, "k")).Value;
        _market.Database.Clock.MoveTo(grant.UsableTo - TimeSpan.FromTicks(10));
        Assert.Single(await _market.Benefits.UsableCouponsAsync(_market.Call, 1, default));
        _market.Database.Clock.MoveTo(grant.UsableTo);
        Assert.Empty(await _market.Benefits.UsableCouponsAsync(_market.Call, 1, default));
        await _market.SweepAsync();
        await _market.SweepAsync();

        Assert.Equal(GrantStatus.Expired, (await _market.Benefits.WalletAsync(_market.Call, 1, default))[0].Status);
        Assert.Equal(0, (await _market.BalanceAsync(coupon, "budget")).Spent);
        Assert.True((await _market.Ledger.AuditAsync(_market.Call, "benefit:", default)).Holds);
    }

    [Fact]
    public async Task What_a_shopper_sees_follows_what_the_shopper_has()
    {
        var coupon = await _market.CouponAsync(budget: 2_000);
        Assert.Equal((ShopperBenefitState.Claimable, 1L), await StateAsync(coupon, 1));
        var grant = (await ClaimAsync(1, coupon, "k")).Value;
        Assert.Equal((ShopperBenefitState.Claimed, 0L), await StateAsync(coupon, 1));
        Assert.Equal((ShopperBenefitState.Gone, 0L), await StateAsync(coupon, 2));
        await _market.Benefits.ReserveAsync(
            _market.Call, "h", 1, [grant.Id], "q", _market.Call.Now.AddMinutes(5), default);
        await _market.Benefits.ConfirmAsync(_market.Call, "h", "order", default);
        Assert.Equal((ShopperBenefitState.Used, 0L), await StateAsync(coupon, 1));
    }

    private async Task<(ShopperBenefitState, long?)> StateAsync(Id<Benefit> benefit, int shopper)
    {
        var state = Assert.Single(await _market.Benefits.ForShopperAsync(_market.Call, shopper, [benefit], default));
        return (state.State, state.Left);
    }

    private Task<Result<Grant>> ClaimAsync(int shopper, Id<Benefit> benefit, string key) =>
        _market.Benefits.ClaimAsync(_market.Call, shopper, benefit, key, default);
}
