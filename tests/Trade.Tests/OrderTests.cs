using Marquee.Kernel;
using Marquee.Testing;
using static Marquee.Trade.Tests.TradeFixture;

namespace Marquee.Trade.Tests;

public sealed class OrderTests(TradeFixture fixture) : IClassFixture<TradeFixture>
{
    private readonly TestDatabase _database = fixture.Database;

    [Fact]
    public async Task An_order_keeps_a_sub_order_per_merchant_and_every_share()
    {
        var call = _database.Call(await _database.NewTenantAsync());
        var order = fixture.Order(
            "ann",
            Line(1, 10_000, 2, 1, null, Share("p", Funder.Platform, 700), Share("p", Funder.Merchant("shop-1"), 300)),
            Line(2, 5_000, 1, 2, null, Share("p", Funder.Platform, 250)));

        var placed = (await fixture.Trade.PlaceAsync(call, "k1", order, default)).Value;

        Assert.Equal((25_000, 1_250, 23_750), (placed.Gross.Minor, placed.Discount.Minor, placed.Payable.Minor));
        Assert.Equal([("shop-1", 19_000L), ("shop-2", 4_750L)],
            placed.SubOrders.Select(s => (s.MerchantId, s.Payable.Minor)));
        Assert.Equal([700L, 300L], placed.Lines.First().Discounts.Select(d => d.Amount.Minor));
        Assert.Matches(@"^\d{8}-[0-9A-Z]{10}$", placed.Number);
    }

    [Fact]
    public async Task Placing_twice_with_one_key_is_one_order_and_another_content_is_refused()
    {
        var call = _database.Call(await _database.NewTenantAsync());
        var order = fixture.Order("ann", Line(1, 100, 1));
        var first = (await fixture.Trade.PlaceAsync(call, "k", order, default)).Value;
        var again = (await fixture.Trade.PlaceAsync(call, "k", order with { PayBy = call.Now.AddHours(9) }, default))
            .Value;
        Assert.Equal((first.Id, first.PayBy), (again.Id, again.PayBy));
        Assert.IsType<RequestKeyReused>(
            (await fixture.Trade.PlaceAsync(call, "k", fixture.Order("ann", Line(1, 200, 1)), default)).Error);
        Assert.IsType<RequestKeyReused>((await fixture.Trade.PlaceAsync(call, "other", order, default)).Error);
        Assert.Equal(1, await _database.ScalarAsync<long>("select count(*) from trade.orders where tenant_id = $1",
            call.Tenant.Id));
    }

    [Fact]
    public async Task An_order_that_costs_another_amount_than_shown_is_refused()
    {
        var call = _database.Call(await _database.NewTenantAsync());
        var order = fixture.Order("ann", Line(1, 100, 1)) with { PayableMinor = 99 };
        Assert.IsType<AmountsDiffer>((await fixture.Trade.PlaceAsync(call, "k", order, default)).Error);
        var negative = fixture.Order("ann", Line(1, 100, 1, 1, null, Share("p", Funder.Platform, 101)));
        Assert.IsType<AmountsDiffer>((await fixture.Trade.PlaceAsync(call, "k", negative, default)).Error);
    }

    [Fact]
    public async Task Paying_twice_pays_once()
    {
        var call = _database.Call(await _database.NewTenantAsync());
        var placed = (await fixture.Trade.PlaceAsync(call, "k", fixture.Order("ann", Line(1, 100, 1)), default)).Value;
        var both = await Task.WhenAll(
            fixture.Trade.PayAsync(call, "a", placed.Id, "demo", default),
            fixture.Trade.PayAsync(call, "b", placed.Id, "demo", default));
        Assert.Single(both, x => x.IsSuccess);
        Assert.Single(both, x => x.Error is OrderNotOpen);
        Assert.Equal(1, await _database.ScalarAsync<long>("select count(*) from trade.payment where order_id = $1",
            placed.Id.Value));
        Assert.Equal(1, await _database.ScalarAsync<long>(
            "select count(*) from kernel.outbox where type = 'trade.order_paid' and tenant_id = $1", call.Tenant.Id));
    }

    [Fact]
    public async Task The_database_itself_refuses_a_payment_of_another_amount()
    {
        var call = _database.Call(await _database.NewTenantAsync());
        var placed = (await fixture.Trade.PlaceAsync(call, "k", fixture.Order("ann", Line(1, 100, 1)), default)).Value;
        var refused = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => _database.ExecuteAsync(
            "insert into trade.payment values ($1, $2, $2, 'k', 'demo', 99, now())", call.Tenant.Id, placed.Id.Value));
        Assert.Equal("23503", refused.SqlState);
    }

    [Fact]
    public async Task An_unpaid_order_expires_after_its_last_instant_and_says_so()
    {
        var call = _database.Call(await _database.NewTenantAsync());
        var placed = (await fixture.Trade.PlaceAsync(
            call, "k", fixture.Order("ann", Line(1, 100, 1)) with { PayBy = call.Now.AddMinutes(1) }, default)).Value;
        Assert.Equal(0, await fixture.Sweeper.SweepAsync(call, default));

        var late = new CallContext(
            call.Tenant with { ClockOffset = TimeSpan.FromMinutes(2) }, Actor.System, _database.Clock, _database.Ids);
        Assert.IsType<PaymentTooLate>((await fixture.Trade.PayAsync(late, "p", placed.Id, "demo", default)).Error);
        Assert.Equal(1, await fixture.Sweeper.SweepAsync(late, default));
        Assert.Equal(0, await fixture.Sweeper.SweepAsync(late, default));
        Assert.Equal(CancelReason.Unpaid, (await fixture.Trade.GetAsync(late, [placed.Id], default))[0].CancelledFor);
        Assert.Equal(1, await _database.ScalarAsync<long>(
            "select count(*) from kernel.outbox where type = 'trade.order_cancelled' and tenant_id = $1",
            call.Tenant.Id));
    }

    [Fact]
    public async Task A_shopper_sees_and_pays_only_their_own()
    {
        var tenant = await _database.NewTenantAsync();
        var call = _database.Call(tenant);
        var placed = (await fixture.Trade.PlaceAsync(call, "k", fixture.Order("ann", Line(1, 100, 1)), default)).Value;
        var ben = _database.Call(tenant, TestActor.Shopper("ben"));
        Assert.Empty(await fixture.Trade.GetAsync(ben, [placed.Id], default));
        Assert.IsType<Unknown>((await fixture.Trade.PayAsync(ben, "p", placed.Id, "demo", default)).Error);
        Assert.IsType<Unknown>((await fixture.Trade.CancelAsync(ben, placed.Id, CancelReason.Shopper, default)).Error);
        var ann = _database.Call(tenant, TestActor.Shopper("ann"));
        Assert.True((await fixture.Trade.PayAsync(ann, "p", placed.Id, "demo", default)).IsSuccess);
        Assert.Single(await fixture.Trade.OfShopperAsync(ann, "ann", null, 10, default));
        Assert.Empty(await fixture.Trade.OfShopperAsync(ben, "ann", null, 10, default));
    }

    [Fact]
    public async Task Another_tenant_sees_nothing()
    {
        var call = _database.Call(await _database.NewTenantAsync());
        var placed = (await fixture.Trade.PlaceAsync(call, "k", fixture.Order("ann", Line(1, 100, 1)), default)).Value;
        var other = _database.Call(await _database.NewTenantAsync());
        Assert.Empty(await fixture.Trade.GetAsync(other, [placed.Id], default));
        Assert.Equal(0, (await fixture.Trade.SettlementAsync(other, null, default)).Orders);
    }
}
