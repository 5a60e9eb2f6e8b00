using Marquee.Benefits;
using Marquee.Kernel;
using Marquee.Risk;

namespace Marquee.Pricing.Tests;

/// <summary>What take-downs do to prices, carts and checkouts.</summary>
public sealed class TakedownTests(PricingFixture fixture) : IClassFixture<PricingFixture>
{
    [Theory]
    [InlineData(TakedownKind.Price, "sku-1")]
    [InlineData(TakedownKind.Item, "item-1")]
    [InlineData(TakedownKind.Merchant, "shop-1")]
    public async Task What_is_down_has_no_price_and_is_bought_by_nobody(TakedownKind kind, string subject)
    {
        var shop = await NewAsync();
        shop.Takedowns.Down(kind, subject);
        var price = (await shop.Pricing.PublicPricesAsync(shop.Call, [1], default))[0];
        Assert.Equal((null, "taken_down"), (price.FinalMinor, price.Unknown));
        var quote = (await shop.Pricing.QuoteAsync(shop.Call, Shop.Cart((1, 1), (2, 1)), default)).Value;
        Assert.Equal("taken_down", Assert.Single(quote.Problems).Code);
        Assert.Equal(2, Assert.Single(quote.Lines).SkuNo);
        Assert.IsType<CartNotBuyable>(
            (await shop.Pricing.HoldAsync(shop.Call, "k", Shop.Cart((1, 1)), null, default)).Error);

        shop.Takedowns.AllBack();
        Assert.Equal(8_000, (await shop.Pricing.PublicPricesAsync(shop.Call, [1], default))[0].FinalMinor);
    }

    [Fact]
    public async Task A_round_that_is_down_takes_only_its_own_offers_with_it()
    {
        var shop = await NewAsync();
        var other = await shop.GoLiveAsync([(2, 700, 10, null)]);
        shop.Takedowns.Down(TakedownKind.Campaign, other.ToString());
        var prices = await shop.Pricing.PublicPricesAsync(shop.Call, [1, 2], default);
        Assert.Equal([8_000, 1_000], prices.Select(price => price.FinalMinor!.Value));
    }

    [Fact]
    public async Task A_quote_that_was_made_without_a_round_that_was_down_is_priced_the_same_again()
    {
        var shop = await NewAsync();
        var round = shop.Market.Rounds.Keys.Single();
        shop.Takedowns.Down(TakedownKind.Campaign, round.ToString());
        var held = (await shop.Pricing.HoldAsync(shop.Call, "k", Shop.Cart((1, 1)), null, default)).Value;
        Assert.Equal(10_000, held.Quote.PayableMinor);
        shop.Takedowns.AllBack();
        Assert.Equal(10_000, (await shop.Pricing.ReplayAsync(shop.Call, held.Id, default)).Value.PayableMinor);
    }

    [Fact]
    public async Task What_is_taken_down_after_the_quote_becomes_no_order_and_everything_is_given_back()
    {
        var shop = await NewAsync();
        var held = (await shop.Pricing.HoldAsync(shop.Call, "k", Shop.Cart((1, 1)), null, default)).Value;
        Assert.Equal(1, shop.Market.StockOf(1).Reserved);
        shop.Takedowns.Down(TakedownKind.Price, "sku-1");
        var placed = await shop.Pricing.CheckoutAsync(shop.Call, "p", held.Id, Shop.Ann, default);
        Assert.Equal("taken_down", Assert.IsType<CheckoutUndone>(placed.Error).Because);
        Assert.Equal(0, shop.Market.StockOf(1).Reserved);

        // A repeat gets the same answer, also once the price is back.
        shop.Takedowns.AllBack();
        var again = await shop.Pricing.CheckoutAsync(shop.Call, "p", held.Id, Shop.Ann, default);
        Assert.Equal("taken_down", Assert.IsType<CheckoutUndone>(again.Error).Because);
    }

    [Fact]
    public async Task A_coupon_that_is_taken_down_after_the_quote_is_not_used()
    {
        var shop = await NewAsync();
        var grant = shop.GiveCoupon(1_000, 500);
        var held = (await shop.Pricing.HoldAsync(shop.Call, "k", Shop.Cart((1, 1)), null, default)).Value;
        Assert.Equal(7_500, held.Quote.PayableMinor);
        var benefit = shop.Market.Grants[grant].Coupon.BenefitId;
        shop.Takedowns.Down(TakedownKind.Benefit, benefit.ToString());
        shop.Market.DownBenefits.Add(benefit);
        var placed = await shop.Pricing.CheckoutAsync(shop.Call, "p", held.Id, Shop.Ann, default);
        Assert.Equal("taken_down", Assert.IsType<CheckoutUndone>(placed.Error).Because);
    }

    [Fact]
    public async Task When_nobody_can_say_what_is_down_nothing_is_sold()
    {
        var shop = await NewAsync();
        var held = (await shop.Pricing.HoldAsync(shop.Call, "k", Shop.Cart((1, 1)), null, default)).Value;
        shop.Takedowns.IsAway = true;
        await Assert.ThrowsAsync<TimeoutException>(
            () => shop.Pricing.CheckoutAsync(shop.Call, "p", held.Id, Shop.Ann, default));
        shop.Takedowns.IsAway = false;
        Assert.True((await shop.Pricing.CheckoutAsync(shop.Call, "p", held.Id, Shop.Ann, default)).IsSuccess);
    }

    private async Task<Shop> NewAsync()
    {
        var shop = await fixture.NewShopAsync();
        shop.Market.Add(1, 10_000);
        shop.Market.Add(2, 1_000, merchant: 2);
        await shop.GoLiveAsync([(1, 8_000, 10, null)]);
        return shop;
    }
}
