using Marquee.Pricing.Engine;
using Marquee.Trade;
using static Marquee.Pricing.Tests.Engine.Carts;

namespace Marquee.Pricing.Tests.Engine;

public sealed class PriceFunctionTests
{
    [Fact]
    public void Layers_are_taken_off_one_after_the_other()
    {
        var priced = PriceFunction.Price(Input(
            [Line(1, 20_000), Line(2, 10_000, merchant: 2)],
            [Fixed("a", (1, 15_000)), Shop("b", 10_000, 1_000, [1]), Platform("c", 20_000, 3_000, [1, 2])],
            [Coupon(1, 5_000, 500, merchant: 1), Coupon(2, 10_000, 1_000)]));

        Assert.Equal(
            [(PriceLayer.Item, 5_000L, 25_000L), (PriceLayer.ShopThreshold, 1_000, 24_000),
                (PriceLayer.PlatformThreshold, 3_000, 21_000),
             (PriceLayer.ShopCoupon, 500, 20_500), (PriceLayer.PlatformCoupon, 1_000, 19_500)],
            priced.Steps.Select(s => (s.Layer, s.OffMinor, s.LeftMinor)));
        Assert.Equal(19_500, priced.PayableMinor);
        Assert.Equal([1_750L, 1_250L], priced.Lines.Select(l => l.Steps.Single(s => s.OfferId == "c").OffMinor));
    }

    [Fact]
    public void The_lowest_item_price_wins_and_the_other_says_so()
    {
        var priced = PriceFunction.Price(Input([Line(1, 1_000)], [Fixed("a", (1, 900)), Percentage("b", 2_000, 1)]));
        Assert.Equal(800, priced.PayableMinor);
        Assert.Equal(("a", "better_offer"), priced.NotApplied.Select(n => (n.OfferId, n.Code)).Single());
    }

    [Theory]
    [InlineData(999, 2_000, 799)]
    [InlineData(1, 5_000, 1)]
    [InlineData(3, 5_000, 1)]
    [InlineData(0, 5_000, 0)]
    public void A_percentage_rounds_the_discount_half_up_and_is_never_free(long unit, int offBp, long expected) =>
        Assert.Equal(expected, ItemLayer.UnitUnder(Percentage("p", offBp, 1), 1, unit));

    [Fact]
    public void A_repeating_threshold_counts_how_often_it_fits_up_to_its_maximum()
    {
        var offer = Platform("p", 20_000, 3_000, [1], repeats: true, max: 7_000);
        Assert.Equal(3_000, PriceFunction.Price(Input([Line(1, 39_999)], [offer])).DiscountMinor);
        Assert.Equal(6_000, PriceFunction.Price(Input([Line(1, 40_000)], [offer])).DiscountMinor);
        Assert.Equal(7_000, PriceFunction.Price(Input([Line(1, 60_000)], [offer])).DiscountMinor);
    }

    [Fact]
    public void A_threshold_that_is_missed_names_the_amount_to_add()
    {
        var priced = PriceFunction.Price(Input([Line(1, 18_800)], [Platform("p", 20_000, 3_000, [1])]));
        var reason = Assert.Single(priced.NotApplied);
        Assert.Equal(("below_threshold", 1_200L), (reason.Code, reason.MissingMinor!.Value));
        Assert.Equal("Add ¥12.00 more", reason.Change!.En);
        Assert.Equal("再买 ¥12.00 即可享受", reason.Change.Zh);
    }

    [Fact]
    public void Funders_share_each_line_by_its_own_agreement()
    {
        var offer = Platform("p", 100, 100, [1, 2]);
        var skus = new Dictionary<int, OfferSku> { [1] = new(1, null, 3_000, null), [2] = new(2, null, 0, null) };
        var priced = PriceFunction.Price(Input(
            [Line(1, 500), Line(2, 500, merchant: 2)], [offer with { Skus = skus, Brand = "acme", BrandBp = 1_000 }]));
        Assert.Equal(
            [(Funder.Platform, 30L), (Funder.Merchant("shop-1"), 15L), (Funder.Brand("acme"), 5L)],
            priced.Lines[0].Steps[0].Shares.Select(s => (s.Funder, s.AmountMinor)));
        Assert.Equal(
            [(Funder.Platform, 45L), (Funder.Brand("acme"), 5L)],
            priced.Lines[1].Steps[0].Shares.Select(s => (s.Funder, s.AmountMinor)));
    }

    [Fact]
    public void A_line_above_its_purchase_limit_keeps_the_daily_price_and_says_how_many_would_do()
    {
        var offer = Fixed("a", (1, 900)) with { Skus = new Dictionary<int, OfferSku> { [1] = new(1, 900, 10_000, 2) } };
        Assert.Equal(1_800, PriceFunction.Price(Input([Line(1, 1_000, 2)], [offer])).PayableMinor);
        var priced = PriceFunction.Price(Input([Line(1, 1_000, 3)], [offer]));
        Assert.Equal(3_000, priced.PayableMinor);
        Assert.Equal(("purchase_limit", (int?)2), priced.NotApplied.Select(n => (n.Code, n.Quantity)).Single());
    }

    [Fact]
    public void A_line_belongs_to_the_round_whose_offer_came_first_on_it()
    {
        Guid a = new(1, 0, 0, new byte[8]), b = new(2, 0, 0, new byte[8]);
        var priced = PriceFunction.Price(Input(
            [Line(1, 1_000), Line(2, 1_000), Line(3, 1_000)],
            [Fixed("a", (1, 900)) with { RoundId = a }, Platform("b", 1_000, 100, [1, 2]) with { RoundId = b }],
            [Coupon(1, 100, 50)]));
        Assert.Equal([a, b, null], priced.Lines.Select(l => l.RoundId));
    }

    [Fact]
    public void A_blocked_offer_gives_way_to_the_next_best()
    {
        var priced = PriceFunction.Price(Input(
            [Line(1, 1_000)], [Fixed("a", (1, 700)), Fixed("b", (1, 800))],
            blocked: [new Blocked("a", 1, "sold_out", null)]));
        Assert.Equal(800, priced.PayableMinor);
        Assert.Equal("sold_out", Assert.Single(priced.NotApplied).Code);
    }

    [Fact]
    public void Only_one_coupon_of_a_shop_and_one_of_the_platform_are_used()
    {
        var priced = PriceFunction.Price(Input(
            [Line(1, 10_000)], [],
            [Coupon(1, 1_000, 300, merchant: 1), Coupon(2, 1_000, 500, merchant: 1), Coupon(3, 1_000, 700),
                Coupon(4, 1_000, 600)]));
        Assert.Equal(1_200, priced.DiscountMinor);
        Assert.Equal(["better_offer", "better_offer"], priced.NotApplied.Select(n => n.Code));
    }

    [Fact]
    public void Windows_are_half_open()
    {
        var offer = Fixed("a", (1, 900));
        Assert.Equal(900, PriceFunction.Price(Input([Line(1, 1_000)], [offer with { From = At, To = At.AddTicks(1) }]))
            .PayableMinor);
        Assert.Equal("ended", Why(offer with { From = At.AddDays(-1), To = At }));
        Assert.Equal("not_started", Why(offer with { From = At.AddTicks(1), To = At.AddDays(1) }));

        static string Why(Offer offer) =>
            Assert.Single(PriceFunction.Price(Input([Line(1, 1_000)], [offer])).NotApplied).Code;
    }

    [Fact]
    public void Amounts_at_the_stated_limits_do_not_overflow()
    {
        var lines = Enumerable.Range(1, PricingLimits.CartLines)
            .Select(sku => Line(sku, PricingLimits.UnitPriceMinor, 90)).ToList();
        var skus = lines.Select(l => l.SkuNo).ToArray();
        var priced =
            PriceFunction.Price(Input(lines, [Percentage("a", 1, skus), Platform("b", 1, 1, skus, repeats: true)]));
        Assert.Equal(0, priced.PayableMinor);
    }
}
