using FsCheck;
using FsCheck.Fluent;
using Marquee.Benefits.Engine;
using Marquee.Kernel;
using Marquee.Testing;

namespace Marquee.Benefits.Tests;

public sealed class HoldTests : IAsyncLifetime
{
    private Market _market = null!;

    public async ValueTask InitializeAsync() => _market = await Market.OpenAsync();

    public async ValueTask DisposeAsync() => await _market.DisposeAsync();

    [Fact]
    public async Task A_coupon_is_held_used_and_given_back_by_a_refund()
    {
        var grant = await ClaimedAsync(1);
        var order = _market.Database.Ids.Next();
        Assert.Equal(grant.Id, Assert.Single((await ReserveAsync("h", 1, grant.Id)).Value).GrantId);
        Assert.Empty(await UsableAsync(1));
        Assert.True((await ConfirmAsync("h", $"{order:D}")).IsSuccess);
        Assert.Equal((GrantStatus.Used, $"{order:D}"), await StatusAsync(1));

        var eventId = _market.Database.Ids.Next();
        var refund =
            new
            {
                orderId = order,
                refundId = order,
                shopperNo = 1,
                paidMinor = 5,
                whole = true,
                benefitsBack = new[] { grant.Id.Value }
            };
        await _market.DeliverAsync("trade.refunded", refund, eventId);
        await _market.DeliverAsync("trade.refunded", refund, eventId);
        Assert.Equal((GrantStatus.GivenBack, null), await StatusAsync(1));
        Assert.Single(await UsableAsync(1));
        Assert.True((await ReserveAsync("h2", 1, grant.Id)).IsSuccess);
    }

    [Fact]
    public async Task A_refund_that_names_no_grant_gives_nothing_back()
    {
        var grant = await ClaimedAsync(1);
        var order = _market.Database.Ids.Next();
        await ReserveAsync("h", 1, grant.Id);
        await ConfirmAsync("h", $"{order:D}");
        await _market.DeliverAsync("trade.refunded", new { orderId = order, benefitsBack = Array.Empty<Guid>() });
        Assert.Equal(GrantStatus.Used, (await StatusAsync(1)).Item1);
    }

    [Fact]
    public async Task News_of_a_cancelled_order_that_overtakes_its_confirmation_still_gives_back()
    {
        var grant = await ClaimedAsync(1);
        var order = _market.Database.Ids.Next();
        await ReserveAsync("h", 1, grant.Id);
        await _market.DeliverAsync(
            "trade.order_cancelled", new { orderId = order, quoteId = order, shopperNo = 1, reason = "unpaid" });
        Assert.True((await ConfirmAsync("h", $"{order:D}")).IsSuccess);
        Assert.Equal((GrantStatus.GivenBack, null), await StatusAsync(1));
    }

    [Fact]
    public async Task Two_checkouts_cannot_hold_one_coupon()
    {
        var grant = await ClaimedAsync(1);
        var results = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => ReserveAsync("h" + i, 1, grant.Id)));
        Assert.Single(results, result => result.IsSuccess);
        Assert.All(
            results.Where(result => !result.IsSuccess),
            result => Assert.Equal("benefits.not_usable", result.Error!.Code));
    }

    [Fact]
    public async Task All_or_none_are_held_and_nobody_elses()
    {
        var mine = await ClaimedAsync(1);
        var theirs = await ClaimedAsync(2);
        Assert.Equal("request.unknown", (await ReserveAsync("h", 1, mine.Id, theirs.Id)).Error!.Code);
        Assert.Single(await UsableAsync(1));
        Assert.True((await ReserveAsync("h", 1, mine.Id)).IsSuccess);
    }

    [Fact]
    public async Task A_repeat_holds_the_same_and_another_content_is_refused()
    {
        var grant = await ClaimedAsync(1);
        var first = await ReserveAsync("h", 1, grant.Id);
        Assert.Equal(first.Value, (await ReserveAsync("h", 1, grant.Id)).Value);
        Assert.Equal("benefits.key_reused", (await ReserveAsync("h", 1)).Error!.Code);
        Assert.True((await ReserveAsync("none", 1)).IsSuccess);
        Assert.True((await ConfirmAsync("none", "o")).IsSuccess);
    }

    [Fact]
    public async Task A_release_is_final_even_when_it_comes_first()
    {
        var grant = await ClaimedAsync(1);
        Assert.True((await ReleaseAsync("h")).IsSuccess);
        Assert.Equal("benefits.hold_ended", (await ReserveAsync("h", 1, grant.Id)).Error!.Code);
        Assert.Equal("benefits.hold_ended", (await ConfirmAsync("h", "o")).Error!.Code);
        Assert.Single(await UsableAsync(1));

        await ReserveAsync("h2", 1, grant.Id);
        Assert.True((await ReleaseAsync("h2")).IsSuccess);
        Assert.True((await ReleaseAsync("h2")).IsSuccess);
        Assert.Equal((GrantStatus.Granted, null), await StatusAsync(1));
    }

    [Fact]
    public async Task Releasing_what_was_confirmed_gives_it_back()
    {
        var grant = await ClaimedAsync(1);
        await ReserveAsync("h", 1, grant.Id);
        await ConfirmAsync("h", "o");
        Assert.True((await ConfirmAsync("h", "o")).IsSuccess);
        Assert.True((await ReleaseAsync("h")).IsSuccess);
        Assert.Equal((GrantStatus.GivenBack, null), await StatusAsync(1));
    }

    [Fact]
    public async Task A_hold_that_is_over_stands_until_another_takes_the_coupon()
    {
        var grant = await ClaimedAsync(1);
        await ReserveAsync("late", 1, grant.Id);
        _market.Database.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Single(await UsableAsync(1));
        Assert.True((await ConfirmAsync("late", "o1")).IsSuccess);

        var other = await ClaimedAsync(2);
        await ReserveAsync("late2", 2, other.Id);
        _market.Database.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.True((await ReserveAsync("next", 2, other.Id)).IsSuccess);
        Assert.Equal("benefits.hold_ended", (await ConfirmAsync("late2", "o2")).Error!.Code);
        Assert.True((await ReleaseAsync("late2")).IsSuccess);
        Assert.Equal(GrantStatus.Reserved, (await StatusAsync(2)).Item1);
    }

    [Fact]
    public async Task A_held_coupon_expires_only_after_its_hold()
    {
        var grant = await ClaimedAsync(1);
        _market.Database.Clock.MoveTo(grant.UsableTo - TimeSpan.FromMinutes(1));
        await ReserveAsync("h", 1, grant.Id);
        _market.Database.Clock.MoveTo(grant.UsableTo);
        await _market.SweepAsync();
        Assert.Equal(GrantStatus.Reserved, (await StatusAsync(1)).Item1);
        _market.Database.Clock.MoveTo(grant.UsableTo + TimeSpan.FromMinutes(4));
        await _market.SweepAsync();
        Assert.Equal(GrantStatus.Expired, (await StatusAsync(1)).Item1);
        Assert.Equal("benefits.hold_ended", (await ConfirmAsync("h", "o")).Error!.Code);
        Assert.True((await _market.Ledger.AuditAsync(_market.Call, "benefit:", default)).Holds);
    }

    [Fact]
    public async Task The_life_of_a_grant_is_written_down()
    {
        var grant = await ClaimedAsync(1);
        await ReserveAsync("h", 1, grant.Id);
        await ConfirmAsync("h", "o");
        await ReleaseAsync("h");
        var life = await _market.Database.ScalarAsync<string>(
            "select string_agg(status, ' ' order by n) from benefits.grant_event where grant_id = $1", grant.Id.Value);
        Assert.Equal("granted reserved used given_back", life);
    }

    [Fact]
    public void A_grant_is_usable_exactly_within_its_window_and_outside_of_holds() => Law.Holds(
        from status in Gen.Elements(Enum.GetValues<GrantStatus>())
        from now in Gen.Choose(0, 10)
        from hold in Gen.Choose(0, 10)
        select (status, now, hold),
        one =>
        {
            var t0 = FakeClock.Start;
            var row = new GrantRow(
                default, default, 1, one.status, "t", null, null, null, t0.AddMinutes(2), t0.AddMinutes(8), t0, "h",
                one.status == GrantStatus.Reserved ? t0.AddMinutes(one.hold) : null, "o");
            var free = one.status is GrantStatus.Granted or GrantStatus.GivenBack
                || (one.status == GrantStatus.Reserved && one.hold <= one.now);
            Assert.Equal(free && one.now is >= 2 and < 8, row.IsUsableAt(t0.AddMinutes(one.now)));
        });

    private async Task<Grant> ClaimedAsync(int shopper)
    {
        var coupon = await _market.CouponAsync();
        return (await _market.Benefits.ClaimAsync(_market.Call, shopper, coupon, "k", default)).Value;
    }

    private Task<Result<IReadOnlyList<UsableCoupon>>> ReserveAsync(
        string key, int shopper, params Id<Grant>[] grants) =>
        _market.Benefits.ReserveAsync(
            _market.Call, key, shopper, grants, "quote-" + key, _market.Call.Now.AddMinutes(5), default);

    private Task<Result<Done>> ConfirmAsync(string key, string order) =>
        _market.Benefits.ConfirmAsync(_market.Call, key, order, default);

    private Task<Result<Done>> ReleaseAsync(string key) => _market.Benefits.ReleaseAsync(_market.Call, key, default);

    private Task<IReadOnlyList<UsableCoupon>> UsableAsync(int shopper) =>
        _market.Benefits.UsableCouponsAsync(_market.Call, shopper, default);

    private async Task<(GrantStatus, string?)> StatusAsync(int shopper)
    {
        var grant = Assert.Single(await _market.Benefits.WalletAsync(_market.Call, shopper, default));
        return (grant.Status, grant.OrderRef);
    }
}
