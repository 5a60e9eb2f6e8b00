using Marquee.Testing;
using Marquee.Trade.Settlement;

namespace Marquee.Trade.Tests;

/// <summary>What a shop's own offers cost is what its statement says that the shop funds.</summary>
public sealed class ShopOfferCostTests(TradeFixture fixture) : IClassFixture<TradeFixture>
{
    [Fact]
    public async Task Whatever_is_sold_and_refunded_costs_tie_with_the_statement()
    {
        var call = fixture.Database.Call(await fixture.Database.NewTenantAsync());
        var random = TestSeed.RandomFor(nameof(ShopOfferCostTests));
        Guid[] offers = [Guid.NewGuid(), Guid.NewGuid()];
        for (var i = 0; i < 12; i++)
        {
            var lines = Enumerable.Range(1, random.Next(1, 4)).Select(no =>
            {
                var (unit, quantity, merchant) = (random.Next(100, 9_999), random.Next(1, 6), 1 + random.Next(2));
                return TradeFixture.Line(
                    no, unit, quantity, merchant, null,
                    [
                        .. offers.Where(_ => random.Next(3) > 0).Select(offer => new PlacedDiscount(
                            $"offer {offer}", "shop_threshold", Funder.Merchant($"shop-{merchant}"),
                            random.Next(1, unit * quantity / 3), SourceId: offer)),
                    ]);
            }).ToArray();
            var order = await fixture.PaidAsync(call, fixture.Order("ann", lines));
            if (random.Next(2) == 0)
            {
                await fixture.Trade.RefundAsync(call, $"back-{i}", order.Id, [new RefundRequestLine(1, 1)], default);
            }
        }

        // An order that is not paid costs nothing.
        await fixture.Trade.PlaceAsync(
            call, "unpaid", fixture.Order("ann", TradeFixture.Line(
                1, 100, 1, 1, null, new PlacedDiscount(
                    "o", "shop_threshold", Funder.Merchant("shop-1"), 50, SourceId: offers[0]))), default);
        foreach (var shop in (string[])["shop-1", "shop-2"])
        {
            await using var tx = await fixture.Db.BeginSnapshotAsync(call, default);
            var costs = await ShopOfferCosts.ReadAsync(tx, shop, offers, default);
            var whole = ShopLine.Sum(null, await ShopLines.ReadAsync(tx, shop, null, default));
            Assert.Equal(whole.Merchant, costs.Sum(one => one.Given.Minor));
            Assert.Equal(whole.RefundedMerchant, costs.Sum(one => one.Back.Minor));
            Assert.Equal(whole.Merchant - whole.RefundedMerchant, costs.Sum(one => one.Cost.Minor));
            Assert.All(costs, one => Assert.Equal(0, one.Others.Minor));
            Assert.Empty(await ShopOfferCosts.ReadAsync(tx, shop, [Guid.NewGuid()], default));
        }
    }
}
