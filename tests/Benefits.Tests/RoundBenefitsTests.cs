using Marquee.Campaigns;
using Marquee.Kernel;

namespace Marquee.Benefits.Tests;

public sealed class RoundBenefitsTests : IAsyncLifetime
{
    private static readonly MechanicSpec Coupon = Market.SpecOf(
        ("title", "100 - 20"), ("thresholdMinor", 10_000L), ("offMinor", 2_000L), ("budgetMinor", 100_000L),
        ("scope", "shop"), ("merchant", "shop-7"), ("platformShareBp", 3_000L), ("merchantShareBp", 7_000L));

    private static readonly MechanicSpec Lottery = Market.SpecOf(
        ("title", "Wheel"), ("prize1Title", "Car"), ("prize1OddsPpm", 10L), ("prize1Stock", 1L));

    private Market _market = null!;

    public async ValueTask InitializeAsync() => _market = await Market.OpenAsync();

    public async ValueTask DisposeAsync() => await _market.DisposeAsync();

    [Fact]
    public async Task Mechanics_become_benefits_once_and_open_with_the_round()
    {
        var call = _market.Call;
        var (from, to) = (call.Now.AddMinutes(10), call.Now.AddHours(2));
        var round = _market.Campaigns.Add(
            call, from, to, ("coupon", Coupon), ("lottery", Lottery),
            ("item_percentage", Market.SpecOf(("percent", 10L))));
        await _market.DeliverAsync(
            "campaigns.round_phase_changed",
            new RoundPhaseChanged(round.Id, RoundPhase.WarmUp, PhaseState.Waiting, PhaseState.Open, call.Now));
        var announced = await _market.Benefits.OfRoundsAsync(call, [round.Id.Value], default);
        Assert.Equal(["100 - 20", "Wheel"], announced.Select(benefit => benefit.Name));
        var coupon = announced[0];
        Assert.Equal("upcoming", Assert.IsType<BenefitClosed>(
            (await _market.Benefits.ClaimAsync(call, 1, coupon.Id, "k", default)).Error).Why);

        // Opened early by hand: the event's instants hold.
        var live = new RoundLive(round.Id, round.CampaignId, call.Now, to, 0, 1, 0);
        await _market.DeliverAsync("campaigns.round_live", live);
        await _market.DeliverAsync("campaigns.round_live", live);
        var opened = await _market.Benefits.OfRoundsAsync(call, [round.Id.Value], default);
        Assert.Equal(announced.Select(benefit => benefit.Id), opened.Select(benefit => benefit.Id));
        var grant = (await _market.Benefits.ClaimAsync(call, 1, coupon.Id, "k", default)).Value;
        Assert.Equal(
            new CouponValue(
                CouponScope.Shop, FakeCatalog.Shop.MerchantNo, 10_000, 2_000, new FundingShares(3_000, 7_000, 0)),
            grant.Coupon);
        Assert.Equal(to, grant.UsableTo);
    }

    [Fact]
    public async Task A_round_opened_by_hand_is_open_before_its_event_has_come()
    {
        var call = _market.Call;
        var (from, to) = (call.Now.AddMinutes(10), call.Now.AddHours(2));
        var round = _market.Campaigns.Add(call, from, to, ("coupon", Coupon));
        await _market.DeliverAsync(
            "campaigns.round_phase_changed",
            new RoundPhaseChanged(round.Id, RoundPhase.WarmUp, PhaseState.Waiting, PhaseState.Open, call.Now));
        var coupon = Assert.Single(await _market.Benefits.OfRoundsAsync(call, [round.Id.Value], default));
        Assert.Equal(
            "benefits.closed", (await _market.Benefits.ClaimAsync(call, 1, coupon.Id, "k", default)).Error!.Code);

        _market.Database.Clock.Advance(TimeSpan.FromSeconds(1));
        var now = _market.Call.Now;
        _market.Campaigns.Open(round, now);
        var grant = await _market.Benefits.ClaimAsync(_market.Call, 1, coupon.Id, "k", default);
        Assert.Equal(now, grant.Value.UsableFrom);
        Assert.Equal(to, grant.Value.UsableTo);
    }

    [Fact]
    public async Task A_round_that_ends_ends_its_benefits_but_not_what_was_granted()
    {
        var call = _market.Call;
        var round = _market.Campaigns.Add(call, call.Now, call.Now.AddHours(2), ("coupon", Coupon));
        await _market.DeliverAsync(
            "campaigns.round_live", new RoundLive(round.Id, round.CampaignId, call.Now, call.Now.AddHours(2), 0, 1, 0));
        var coupon = Assert.Single(await _market.Benefits.OfRoundsAsync(call, [round.Id.Value], default));
        await _market.Benefits.ClaimAsync(call, 1, coupon.Id, "k", default);
        _market.Database.Clock.Advance(TimeSpan.FromMinutes(1));
        await _market.DeliverAsync(
            "campaigns.round_ended", new RoundEnded(round.Id, round.CampaignId, _market.Call.Now));

        Assert.Equal("ended", Assert.IsType<BenefitClosed>(
            (await _market.Benefits.ClaimAsync(_market.Call, 2, coupon.Id, "k", default)).Error).Why);
        Assert.Single(await _market.Benefits.UsableCouponsAsync(_market.Call, 1, default));
    }

    [Fact]
    public async Task A_mechanic_whose_merchant_is_unknown_does_not_hold_back_the_others()
    {
        var call = _market.Call;
        var lost = Market.SpecOf(
            ("title", "Lost"), ("thresholdMinor", 10L), ("offMinor", 2L), ("budgetMinor", 100L), ("scope", "shop"),
            ("merchant", "nobody"));
        var round = _market.Campaigns.Add(call, call.Now, call.Now.AddHours(2), ("coupon", lost), ("coupon", Coupon));
        await _market.DeliverAsync(
            "campaigns.round_live", new RoundLive(round.Id, round.CampaignId, call.Now, call.Now.AddHours(2), 0, 1, 0));
        Assert.Equal(
            "100 - 20", Assert.Single(await _market.Benefits.OfRoundsAsync(call, [round.Id.Value], default)).Name);
    }
}
