using Marquee.Campaigns;
using Marquee.Kernel;
using Marquee.Pricing.Mechanics;
using Marquee.Pricing.Offers;
using Marquee.Testing;
using Marquee.Trade;

namespace Marquee.Pricing.Tests;

public sealed class QuoteTests(PricingFixture fixture) : IClassFixture<PricingFixture>
{
    [Fact]
    public async Task A_live_round_makes_offers_and_its_end_takes_them_away()
    {
        var shop = await fixture.NewShopAsync();
        shop.Market.Add(1, 10_000, reference: 12_000);
        var before = await shop.Pricing.RevisionAsync(shop.Call, default);
        Assert.Equal(10_000, (await shop.Pricing.PublicPricesAsync(shop.Call, [1], default))[0].FinalMinor);

        var round = await shop.GoLiveAsync([(1, 8_000, 5, null)]);
        var live = (await shop.Pricing.PublicPricesAsync(shop.Call, [1], default))[0];
        Assert.Equal((8_000, 12_000, 10_000, round.Value),
            (live.FinalMinor!.Value, live.ReferenceMinor!.Value, live.DailyMinor!.Value, live.RoundId!.Value));
        Assert.Equal("¥20.00 off", live.Callout!.En);
        Assert.NotNull(live.Until);
        Assert.NotEqual(before, live.Revision);

        await shop.EndAsync(round);
        Assert.Equal(10_000, (await shop.Pricing.PublicPricesAsync(shop.Call, [1], default))[0].FinalMinor);
        Assert.Equal(before, await shop.Pricing.RevisionAsync(shop.Call, default));
    }

    [Fact]
    public async Task A_slow_reader_puts_no_older_offers_over_newer_ones()
    {
        var shop = await fixture.NewShopAsync();
        var (older, newer) = (new OfferSet("older", []), new OfferSet("newer", []));
        var asked = TimeProvider.System.GetTimestamp();
        shop.Snapshots.Keep(shop.Tenant.Id, newer, asked + 1);
        shop.Snapshots.Keep(shop.Tenant.Id, older, asked);
        Assert.Same(newer, await shop.Snapshots.GetAsync(shop.Call, "newer", default));

        shop.Snapshots.Forget(shop.Tenant.Id);
        shop.Snapshots.Keep(shop.Tenant.Id, newer, asked + 1);
        Assert.Equal(OfferSet.NoOffers, (await shop.Snapshots.GetAsync(shop.Call, default)).Revision);
    }

    [Fact]
    public async Task A_repeated_event_changes_nothing()
    {
        var shop = await fixture.NewShopAsync();
        shop.Market.Add(1, 10_000);
        var round = await shop.GoLiveAsync([(1, 8_000, 5, null)]);
        var revision = await shop.Pricing.RevisionAsync(shop.Call, default);
        var id = Guid.CreateVersion7();
        await shop.TellAsync("campaigns.round_live", round, id);
        await shop.TellAsync("campaigns.round_live", round, id);
        await shop.TellAsync("campaigns.items_changed", round);
        Assert.Equal(revision, await shop.Pricing.RevisionAsync(shop.Call, default));
        Assert.Equal(1,
            await shop.ScalarAsync<long>(
            "select count(*) from kernel.outbox where type = 'pricing.offers_changed' and tenant_id = $1"));
    }

    [Fact]
    public async Task A_price_that_is_not_known_is_null_with_a_reason_and_never_zero()
    {
        var shop = await fixture.NewShopAsync();
        shop.Market.Add(1, null);
        var prices = await shop.Pricing.PublicPricesAsync(shop.Call, [1, 99], default);
        Assert.Equal([(1, null, "no_price"), (99, null, "no_sku")],
            prices.Select(p => (p.SkuNo, p.FinalMinor, p.Unknown)));
        var quote = (await shop.Pricing.QuoteAsync(shop.Call, Shop.Cart((1, 1)), default)).Value;
        Assert.Equal("no_price", Assert.Single(quote.Problems).Code);
    }

    [Fact]
    public async Task A_cart_shows_what_was_reached_what_was_not_and_who_pays()
    {
        var shop = await fixture.NewShopAsync();
        shop.Market.Add(1, 10_000);
        shop.Market.Add(2, 10_000, merchant: 2);
        await shop.GoLiveAsync(
            [(1, 9_000, 5, null), (2, 9_000, 5, null)],
            (OfferMechanics.PlatformThreshold,
                Shop.Spec(("thresholdMinor", 15_000), ("offMinor", 2_000), ("repeats", "once"))),
            (OfferMechanics.ShopThreshold,
                Shop.Spec(("thresholdMinor", 10_000), ("offMinor", 500), ("repeats", "once"))));
        shop.GiveCoupon(20_000, 100);

        var quote = (await shop.Pricing.QuoteAsync(shop.Call, Shop.Cart((1, 1), (2, 1)), default)).Value;

        Assert.Equal((20_000, 4_000, 16_000), (quote.GrossMinor, quote.DiscountMinor, quote.PayableMinor));
        Assert.Equal(["fixed_price", "platform_threshold"], quote.Steps.Select(s => s.Kind));
        // Each merchant accepted 30 % of what crosses shops, and pays its own activity price.
        Assert.Equal(
            [(Funder.Platform, 1_400L), (Funder.Merchant("shop-1"), 1_300L), (Funder.Merchant("shop-2"), 1_300L)],
            quote.Funders.Select(f => (f.Funder, f.AmountMinor)));
        Assert.Equal([1_000L, 1_000L, 4_000L], quote.NotApplied.Select(n => n.MissingMinor!.Value));
    }

    [Fact]
    public async Task Sold_out_activity_stock_shows_the_daily_price_to_everybody()
    {
        var shop = await fixture.NewShopAsync();
        shop.Market.Add(1, 10_000);
        await shop.GoLiveAsync([(1, 8_000, 1, null)]);
        Assert.True((await shop.Pricing.HoldAsync(shop.Call, "k", Shop.Cart((1, 1)), null, default)).IsSuccess);
        Assert.Equal(10_000, (await shop.Pricing.PublicPricesAsync(shop.Call, [1], default))[0].FinalMinor);
        var quote = (await shop.Pricing.QuoteAsync(shop.Call, Shop.Cart((1, 1)), default)).Value;
        Assert.Equal((10_000, "sold_out"), (quote.PayableMinor, quote.NotApplied.Single().Code));
    }

    [Fact]
    public async Task Carts_beyond_the_stated_limits_are_refused_with_the_path()
    {
        var shop = await fixture.NewShopAsync();
        shop.Market.Add(1, 100);
        Assert.Equal("lines", await PathAsync(new Cart([])));
        Assert.Equal("lines", await PathAsync(new Cart([.. Enumerable.Range(1, 101).Select(i => new CartLine(i, 1))])));
        Assert.Equal("lines[0].quantity", await PathAsync(Shop.Cart((1, 0))));
        Assert.Equal("lines[1].sku", await PathAsync(Shop.Cart((1, 1), (1, 2))));

        async Task<string> PathAsync(Cart cart) =>
            Assert.IsType<InvalidRequest>((await shop.Pricing.QuoteAsync(shop.Call, cart, default)).Error)
                .Wrong[0].Path;
    }

    [Theory]
    [InlineData("offMinor", 300, "thresholdMinor", 200, "offMinor")]
    [InlineData("maxOffMinor", 30, "repeats", "once", "maxOffMinor")]
    [InlineData("merchantShareBp", 6_000, "brandShareBp", 5_000, "brandShareBp")]
    public void A_mechanic_says_which_fields_do_not_fit(
        string one, object first, string other, object second, string path)
    {
        var values = new Dictionary<string, object>
        {
            ["thresholdMinor"] = 200, ["offMinor"] = 20, ["brand"] = "acme",
            [one] = first, [other] = second
        };
        Assert.Contains(ThresholdMechanic.Platform.Validate(new MechanicSpec(values)), e => e.Path == path);
    }
}
