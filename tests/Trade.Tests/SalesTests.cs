using Marquee.Kernel;
using Marquee.Testing;
using Marquee.Trade.Sales;

namespace Marquee.Trade.Tests;

/// <summary>What a round sells, over time.</summary>
public sealed class SalesTests(TradeFixture fixture) : IClassFixture<TradeFixture>
{
    [Fact]
    public async Task What_a_round_sold_is_summed_by_step_without_what_was_cancelled_or_belongs_to_others()
    {
        var call = fixture.Database.Call(await fixture.Database.NewTenantAsync());
        var (round, begin) = (Guid.NewGuid(), call.Now);
        await fixture.PaidAsync(call, fixture.Order(
            "ann", TradeFixture.Line(
                1, 1_000, 2, round: round, discounts: TradeFixture.Share("o", Funder.Platform, 300)),
            TradeFixture.Line(2, 500, 1)));
        fixture.Database.Clock.Advance(TimeSpan.FromMinutes(3));
        var left = (await fixture.Trade.PlaceAsync(
            call, "left", fixture.Order("bob", TradeFixture.Line(1, 1_000, 1, round: round)), default)).Value;
        await fixture.Trade.CancelAsync(call, left.Id, CancelReason.Shopper, default);
        var view = await ReadSales.RunAsync(fixture.Db, call, round, begin, default);
        Assert.Equal(
            (1, 2, 1_700, 300, 1), (view.Orders, view.Units, view.Payable.Minor, view.Discount.Minor, view.Cancelled));
        Assert.Equal([1L, 0, 0, 0], view.Steps.Select(step => step.Orders));
        Assert.Equal((FunderKind.Platform, 300), (view.Funders[0].Kind, view.Funders[0].Funded.Minor));
    }

    [Theory]
    [InlineData(1, 60)]
    [InlineData(60, 60)]
    [InlineData(61, 120)]
    [InlineData(24 * 60, 24 * 60)]
    public void Sixty_steps_of_whole_minutes_reach_from_the_beginning_until_now(int minutes, int stepSeconds) =>
        Assert.Equal(stepSeconds, ReadSales.StepOf(TimeSpan.FromMinutes(minutes)));

    [Fact]
    public void A_step_in_which_nothing_was_sold_is_there_and_empty()
    {
        var clock = new FakeClock();
        var call = new CallContext(
            new Tenant(Guid.NewGuid(), "a", "A", TenantKind.Live, "CNY", "Asia/Shanghai", TimeSpan.Zero),
            Actor.System, clock, new IdSource(clock));
        var view = ReadSales.Of(
            call, clock.GetUtcNow().AddMinutes(-3), 60,
            [new ReadSales.Step(0, 2, 3, 900, 100, 0), new ReadSales.Step(2, 1, 1, 500, 0, 1)], [], 1);
        Assert.Equal([2L, 0, 1, 0], view.Steps.Select(step => step.Orders));
        Assert.Equal((3, 4, 1_400, 100, 1, 1), (
            view.Orders, view.Units, view.Payable.Minor, view.Discount.Minor, view.Cancelled, view.RefundedUnits));
    }
}
