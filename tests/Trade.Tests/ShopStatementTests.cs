using Marquee.Kernel;
using Marquee.Testing;
using Marquee.Trade.Settlement;

namespace Marquee.Trade.Tests;

/// <summary>A shop's own statement says the same, to the minor unit, as the marketplace's.</summary>
public sealed class ShopStatementTests(TradeFixture fixture) : IClassFixture<TradeFixture>
{
    [Fact]
    public async Task Whatever_is_sold_and_refunded_a_shops_statement_ties_with_the_marketplaces()
    {
        var call = fixture.Database.Call(await fixture.Database.NewTenantAsync());
        var random = TestSeed.RandomFor(nameof(ShopStatementTests));
        Guid[] rounds = [Guid.NewGuid(), Guid.NewGuid()];
        for (var i = 0; i < 12; i++)
        {
            var lines = Enumerable.Range(1, random.Next(1, 5)).Select(no =>
            {
                var (unit, quantity) = (random.Next(100, 9_999), random.Next(1, 6));
                var off = random.Next(0, unit * quantity);
                return TradeFixture.Line(
                    no, unit, quantity, 1 + random.Next(2), random.Next(3) is var at and < 2 ? rounds[at] : null,
                    [
                        .. off < 3 ? Array.Empty<PlacedDiscount>() :
                        [
                            TradeFixture.Share("o", Funder.Platform, off / 3),
                            TradeFixture.Share("o", new Funder(FunderKind.Merchant, "shop"), off - (off / 3)),
                        ],
                    ]);
            }).ToArray();
            var order = await fixture.PaidAsync(call, fixture.Order("ann", lines));
            if (random.Next(2) == 0)
            {
                await fixture.Trade.RefundAsync(call, $"back-{i}", order.Id, [new RefundRequestLine(1, 1)], default);
            }
        }

        foreach (var shop in (string[])["shop-1", "shop-2"])
        {
            var own = fixture.Database.Call(call.Tenant, TestActor.Merchant(shop));
            foreach (var round in (Guid?[])[null, rounds[0], rounds[1]])
            {
                var whole = (await fixture.Trade.SettlementAsync(own, round, default)).Merchants;
                await using var tx = await fixture.Db.BeginSnapshotAsync(own, default);
                var lines = await ShopLines.ReadAsync(tx, shop, round, default);
                var view = ShopStatement.Decide(
                    own, lines, new Dictionary<Guid, string> { [rounds[0]] = "First" },
                    await ShopStatement.SubOrdersAsync(tx, shop, round, default));
                Assert.True(view.Ties, string.Join(", ", view.Checks.Where(check => !check.Holds)));
                Assert.Equal(whole.Sum(one => one.PaidOut.Minor), view.Total.PaidOut.Minor);
                Assert.Equal(whole is [var one] ? one.Totals : view.Total.Totals, view.Total.Totals);
                Assert.All(view.Rounds, row => Assert.Equal(row.Round == rounds[0] ? "First" : null, row.Name));
            }
        }
    }

    [Fact]
    public void A_statement_that_does_not_tie_says_so()
    {
        var call = new CallContext(
            new Tenant(default, "t", "T", TenantKind.Rehearsal, "CNY", "Asia/Shanghai", default), Actor.System,
            TimeProvider.System, fixture.Database.Ids);
        var line = new ShopLine(null, "i", "s", "t", 1, 0, 100, 90, 0, 10, 0, 0, 0, 0, 0);
        Assert.True(ShopStatement.Decide(call, [line], new Dictionary<Guid, string>(), (100, 90, 10)).Ties);
        Assert.False(ShopStatement.Decide(call, [line], new Dictionary<Guid, string>(), (100, 89, 11)).Ties);
        Assert.False(ShopStatement.Decide(
            call, [line with { Paid = 91 }], new Dictionary<Guid, string>(), (100, 91, 10)).Ties);
    }
}
