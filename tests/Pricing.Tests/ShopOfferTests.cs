using Marquee.Benefits;
using Marquee.Risk;
using Marquee.Trade;

namespace Marquee.Pricing.Tests;

/// <summary>What shops run on their own, through quote and checkout.</summary>
public sealed class ShopOfferTests(PricingFixture fixture) : IClassFixture<PricingFixture>
{
    [Fact]
    public async Task A_shops_threshold_counts_its_own_goods_and_nobody_elses()
    {
        var shop = await NewAsync();
        var own = shop.Threshold((2_000, 300));
        await shop.RunAsync(1, own);
        var quote = await QuoteAsync(shop, (1, 1), (2, 1), (3, 5));
        Assert.Equal(300, quote.DiscountMinor);
        var step = Assert.Single(quote.Steps);
        Assert.Equal(("shop-1", "店铺满 ¥20.00 减 ¥3.00"), (step.MerchantId, step.Name.Zh));
        Assert.Equal("商品满 ¥25.00，减 ¥3.00", step.Why.Zh);
        Assert.Equal([new FunderTotal(Funder.Merchant("shop-1"), 300)], quote.Funders);
        Assert.All(
            quote.Lines.SelectMany(line => line.Steps),
            taken => Assert.Equal((own.Id, null), (taken.SourceId, taken.GrantId)));
        Assert.All(quote.Lines, line => Assert.Null(line.RoundId));
    }

    [Theory]
    [InlineData(1, 0, 500L)]
    [InlineData(2, 300, 1_000L)]
    [InlineData(3, 900, null)]
    public async Task Of_the_steps_the_highest_that_is_reached_counts_and_the_next_says_what_is_missing(
        int pieces, long off, long? missing)
    {
        var shop = await NewAsync();
        await shop.RunAsync(1, shop.Threshold((1_500, 300), (3_000, 900)));
        var quote = await QuoteAsync(shop, (1, pieces));
        Assert.Equal(off, quote.DiscountMinor);
        Assert.Equal(
            missing, quote.NotApplied.Where(one => one.Code == "below_threshold").Min(one => one.MissingMinor));
    }

    [Fact]
    public async Task A_repeating_one_counts_each_time_up_to_its_maximum()
    {
        var shop = await NewAsync();
        await shop.RunAsync(1, shop.Threshold((1_000, 100)) with { Repeats = true, MaxOffMinor = 250 });
        Assert.Equal(200, (await QuoteAsync(shop, (1, 2))).DiscountMinor);
        Assert.Equal(250, (await QuoteAsync(shop, (1, 5))).DiscountMinor);
    }

    [Fact]
    public async Task Ended_it_counts_no_more_and_a_quote_of_before_is_priced_again_as_it_was()
    {
        var shop = await NewAsync();
        await shop.RunAsync(1, shop.Threshold((1_000, 100)));
        var held = await HoldAsync(shop, "k");
        await shop.RunAsync(1);
        Assert.Equal(0, (await QuoteAsync(shop, (1, 1))).DiscountMinor);
        var again = await shop.Pricing.ReplayAsync(shop.Call, held.Id, default);
        Assert.Equal(100, again.Value.DiscountMinor);
    }

    [Fact]
    public async Task Taken_down_it_counts_nowhere_and_a_held_quote_of_it_becomes_no_order()
    {
        var shop = await NewAsync();
        var own = shop.Threshold((1_000, 100));
        await shop.RunAsync(1, own);
        var held = await HoldAsync(shop, "k");
        shop.Takedowns.Down(TakedownKind.Benefit, own.Id.ToString("D"));
        Assert.Equal(0, (await QuoteAsync(shop, (1, 1))).DiscountMinor);
        Assert.Null(Assert.Single(await shop.Pricing.PublicPricesAsync(shop.Call, [1], default)).Callout);
        var placed = await shop.Pricing.CheckoutAsync(shop.Call, "k", held.Id, Shop.Ann, default);
        Assert.Equal("pricing.checkout_undone", placed.Error!.Code);
        shop.Takedowns.AllBack();
        Assert.Equal(100, (await QuoteAsync(shop, (1, 1))).DiscountMinor);
    }

    [Fact]
    public async Task The_order_keeps_what_the_cost_is_added_up_by()
    {
        var shop = await NewAsync();
        var own = shop.Threshold((1_000, 100));
        await shop.RunAsync(1, own);
        var held = await HoldAsync(shop, "k");
        var order = await shop.Pricing.CheckoutAsync(shop.Call, "k", held.Id, Shop.Ann, default);
        Assert.True(order.IsSuccess, order.Error?.Message);
        Assert.Equal(
            1L, await shop.ScalarAsync<long>(
                "select count(*) from trade.line_discount where tenant_id = $1 and source_id is not null "
                    + $"and source_id = '{own.Id}' and funder_kind = 'merchant' and amount_minor = 100"));
    }

    [Fact]
    public async Task The_feed_of_prices_hears_of_it()
    {
        var shop = await NewAsync();
        await shop.Feed.LookAsync(shop.Call, default);
        await using (var tx = await shop.Db.BeginAsync(shop.Call, default))
        {
            await Marquee.Pricing.Feed.FeedStore.BeginAsync(tx, default);
            await tx.CommitAsync(default);
        }

        await shop.RunAsync(1, shop.Threshold((1_000, 100)));
        Assert.Equal(
            2L, await shop.ScalarAsync<long>("select count(*) from pricing.price_mark where tenant_id = $1"));
    }

    // Shop 1 sells SKU 1 for 10.00 and SKU 2 for 15.00, shop 2 SKU 3 for 10.00.
    private async Task<Shop> NewAsync()
    {
        var shop = await fixture.NewShopAsync();
        shop.Market.Add(1, 1_000, merchant: 1);
        shop.Market.Add(2, 1_500, merchant: 1);
        shop.Market.Add(3, 1_000, merchant: 2);
        return shop;
    }

    private static async Task<Quote> QuoteAsync(Shop shop, params (int Sku, int Quantity)[] lines)
    {
        var quote = await shop.Pricing.QuoteAsync(shop.Call, Shop.Cart(lines), default);
        Assert.True(quote.IsSuccess, quote.Error?.Message);
        return quote.Value;
    }

    private static async Task<CheckoutQuote> HoldAsync(Shop shop, string key)
    {
        var held = await shop.Pricing.HoldAsync(shop.Call, key, Shop.Cart((1, 1)), 900, default);
        Assert.True(held.IsSuccess, held.Error?.Message);
        return held.Value;
    }
}
