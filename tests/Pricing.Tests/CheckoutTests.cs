using Marquee.Benefits;
using Marquee.Campaigns;
using Marquee.Kernel;
using Marquee.Pricing.Mechanics;
using Marquee.Trade;

namespace Marquee.Pricing.Tests;

public sealed class CheckoutTests(PricingFixture fixture) : IClassFixture<PricingFixture>
{
    [Fact]
    public async Task What_was_quoted_is_what_is_charged_with_every_share()
    {
        var (shop, _) = await MarketAsync();
        shop.GiveCoupon(5_000, 300);
        var held = (await shop.Pricing.HoldAsync(shop.Call, "k", Shop.Cart((1, 2), (2, 1)), null, default)).Value;
        var order = (await shop.Pricing.CheckoutAsync(shop.Call, "c", held.Id, Shop.Ann, default)).Value;

        Assert.Equal(held.Quote.PayableMinor, order.Payable.Minor);
        Assert.Equal(held.Quote.DiscountMinor, order.Lines.SelectMany(l => l.Discounts).Sum(d => d.Amount.Minor));
        Assert.Equal(held.Quote.Funders.Sum(f => f.AmountMinor), order.Discount.Minor);
        Assert.Equal(held.Quote.Revision, order.Revision);
        Assert.Contains(order.Lines.SelectMany(l => l.Discounts), d => d.GrantId is not null);
        var again = (await shop.Pricing.CheckoutAsync(shop.Call, "c", held.Id, Shop.Ann, default)).Value;
        Assert.Equal(order.Id, again.Id);
    }

    [Fact]
    public async Task A_held_price_stays_after_the_round_ended_and_can_be_replayed_by_its_revision()
    {
        var (shop, round) = await MarketAsync();
        var held = (await shop.Pricing.HoldAsync(shop.Call, "k", Shop.Cart((1, 2), (2, 1)), null, default)).Value;
        await shop.EndAsync(round);
        shop.Market.Add(1, 99_999);

        var replayed = (await shop.Pricing.ReplayAsync(shop.Call, held.Id, default)).Value;
        Assert.Equal(MarqueeJson.Text(held.Quote), MarqueeJson.Text(replayed));
        var order = (await shop.Pricing.CheckoutAsync(shop.Call, "c", held.Id, Shop.Ann, default)).Value;
        Assert.Equal(held.Quote.PayableMinor, order.Payable.Minor);
        Assert.NotEqual(held.Quote.Revision, await shop.Pricing.RevisionAsync(shop.Call, default));
    }

    [Fact]
    public async Task The_same_request_is_the_same_quote_and_another_cart_under_its_key_is_refused()
    {
        var (shop, round) = await MarketAsync();
        var first = (await shop.Pricing.HoldAsync(shop.Call, "k", Shop.Cart((1, 2), (2, 1)), null, default)).Value;
        var again = (await shop.Pricing.HoldAsync(shop.Call, "k", Shop.Cart((2, 1), (1, 2)), null, default)).Value;
        Assert.Equal(first.Id, again.Id);
        Assert.Equal(2, (await BalanceAsync(shop, round)).Reserved);
        Assert.IsType<CheckoutKeyReused>(
            (await shop.Pricing.HoldAsync(shop.Call, "k", Shop.Cart((1, 1)), null, default)).Error);
    }

    [Fact]
    public async Task Many_at_once_under_one_key_are_one_order()
    {
        var (shop, round) = await MarketAsync();
        var quotes = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ =>
            shop.Pricing.HoldAsync(shop.Call, "k", Shop.Cart((1, 1)), null, default)));
        var id = Assert.Single(quotes.Select(q => q.Value.Id).Distinct());
        var orders = await Task.WhenAll(Enumerable.Range(0, 6).Select(i =>
            shop.Pricing.CheckoutAsync(shop.Call, "c" + i, id, Shop.Ann, default)));
        Assert.Single(orders.Select(o => o.Value.Id).Distinct());
        Assert.Equal((1, 0), (await SpentAsync(shop, round)));
    }

    [Fact]
    public async Task Activity_stock_is_never_oversold_by_shoppers_at_the_same_time()
    {
        var shop = await fixture.NewShopAsync();
        shop.Market.Add(1, 10_000);
        var round = await shop.GoLiveAsync([(1, 8_000, 3, null)]);
        var quotes = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => shop.Pricing.HoldAsync(
            shop.Call, "k" + i, Shop.Cart((1, 1)) with { ShopperNo = 100 + i }, null, default)));
        Assert.Equal(3, quotes.Count(q => q.Value.Quote.PayableMinor == 8_000));
        Assert.Equal(5, quotes.Count(q => q.Value.Quote.PayableMinor == 10_000));
        Assert.Equal(3, (await BalanceAsync(shop, round)).Reserved);
    }

    [Fact]
    public async Task A_purchase_limit_counts_over_all_of_a_shoppers_checkouts()
    {
        var shop = await fixture.NewShopAsync();
        shop.Market.Add(1, 10_000);
        await shop.GoLiveAsync([(1, 8_000, 50, 2)]);
        var first = (await shop.Pricing.HoldAsync(shop.Call, "a", Shop.Cart((1, 2)), null, default)).Value;
        await shop.Pricing.CheckoutAsync(shop.Call, "c", first.Id, Shop.Ann, default);
        var second = (await shop.Pricing.HoldAsync(shop.Call, "b", Shop.Cart((1, 1)), null, default)).Value;
        Assert.Equal((16_000, 10_000), (first.Quote.PayableMinor, second.Quote.PayableMinor));
        Assert.Equal("purchase_limit", second.Quote.NotApplied.Single().Code);
    }

    [Fact]
    public async Task Another_total_than_the_one_shown_is_refused_and_holds_nothing()
    {
        var (shop, round) = await MarketAsync();
        var refused = Assert.IsType<PriceChanged>(
            (await shop.Pricing.HoldAsync(shop.Call, "k", Shop.Cart((1, 1)), 1, default)).Error);
        Assert.Equal(8_000, refused.NowMinor);
        Assert.Equal((0, 0), (await SpentAsync(shop, round)));
        Assert.IsType<PriceChanged>((await shop.Pricing.HoldAsync(shop.Call, "k", Shop.Cart((1, 1)), 1, default))
            .Error);
    }

    [Fact]
    public async Task Too_little_stock_refuses_the_cart_and_gives_everything_back()
    {
        var (shop, round) = await MarketAsync();
        shop.Market.Add(3, 500, stock: 1);
        var refused = Assert.IsType<OutOfStock>(
            (await shop.Pricing.HoldAsync(shop.Call, "k", Shop.Cart((1, 1), (3, 2)), null, default)).Error);
        Assert.Equal(["sku-3"], refused.Skus);
        Assert.Equal((0, 0), (await SpentAsync(shop, round)));
        Assert.Equal((0, 0), shop.Market.StockOf(1));
    }

    [Fact]
    public async Task A_quote_whose_time_is_over_goes_back_and_cannot_be_checked_out()
    {
        var (shop, round) = await MarketAsync();
        var grant = shop.GiveCoupon(5_000, 300);
        var held = (await shop.Pricing.HoldAsync(shop.Call, "k", Shop.Cart((1, 1)), null, default)).Value;
        Assert.Equal(GrantStatus.Reserved, shop.Market.Grants[grant].Status);
        shop.Advance(PricingLimits.QuoteHolds);

        Assert.Equal(1, await shop.Recovery.SweepAsync(shop.Call, default));
        Assert.IsType<QuoteExpired>((await shop.Pricing.CheckoutAsync(shop.Call, "c", held.Id, Shop.Ann, default))
            .Error);
        Assert.Equal((0, 0), (await SpentAsync(shop, round)));
        Assert.Equal((0, 0), shop.Market.StockOf(1));
        Assert.Equal(GrantStatus.Granted, shop.Market.Grants[grant].Status);
    }

    [Fact]
    public async Task An_order_that_is_cancelled_gives_everything_back_and_a_paid_one_takes_the_stock()
    {
        var (shop, round) = await MarketAsync();
        var cancelled = (await shop.Pricing.HoldAsync(shop.Call, "a", Shop.Cart((1, 2)), null, default)).Value;
        var first = (await shop.Pricing.CheckoutAsync(shop.Call, "c", cancelled.Id, Shop.Ann, default)).Value;
        var paid = (await shop.Pricing.HoldAsync(shop.Call, "b", Shop.Cart((1, 1)), null, default)).Value;
        var second = (await shop.Pricing.CheckoutAsync(shop.Call, "d", paid.Id, Shop.Ann, default)).Value;
        Assert.Equal((3, 0), (await SpentAsync(shop, round)));

        await shop.Trade.CancelAsync(shop.Call, first.Id, CancelReason.Unpaid, default);
        await shop.Trade.CancelAsync(shop.Call, first.Id, CancelReason.Shopper, default);
        await shop.FollowAsync("trade.order_cancelled", cancelled.Id.Value);
        await shop.FollowAsync("trade.order_cancelled", cancelled.Id.Value);
        await shop.Trade.PayAsync(shop.Call, "p", second.Id, "demo", default);
        await shop.FollowAsync("trade.order_paid", paid.Id.Value);
        await shop.FollowAsync("trade.order_paid", paid.Id.Value);

        Assert.Equal((1, 0), (await SpentAsync(shop, round)));
        Assert.Equal((0, 1), shop.Market.StockOf(1));
        Assert.Equal([(1, 8_000L)], shop.Market.Paid.Select(point => (point.SkuNo, point.Minor)).Distinct());
    }

    [Fact]
    public async Task Going_to_checkout_again_gives_back_what_the_last_time_held_and_the_cart_shows_that_price()
    {
        var (shop, round) = await MarketAsync();
        var grant = shop.GiveCoupon(5_000, 300);
        var first = (await shop.Pricing.HoldAsync(shop.Call, "a", Shop.Cart((1, 2)), null, default)).Value;
        Assert.Equal(GrantStatus.Reserved, shop.Market.Grants[grant].Status);

        var shown = (await shop.Pricing.QuoteAsync(shop.Call, Shop.Cart((1, 1)), default)).Value;
        Assert.Equal(7_700, shown.PayableMinor);
        var second = await shop.Pricing.HoldAsync(shop.Call, "b", Shop.Cart((1, 1)), shown.PayableMinor, default);

        Assert.Equal(7_700, second.Value.Quote.PayableMinor);
        Assert.Equal((0, 1), (await SpentAsync(shop, round)));
        var undone = Assert.IsType<CheckoutUndone>(
            (await shop.Pricing.CheckoutAsync(shop.Call, "c", first.Id, Shop.Ann, default)).Error);
        Assert.Equal("superseded", undone.Because);
    }

    [Fact]
    public async Task A_quote_of_somebody_else_does_not_exist()
    {
        var (shop, _) = await MarketAsync();
        var held = (await shop.Pricing.HoldAsync(shop.Call, "k", Shop.Cart((1, 1)), null, default)).Value;
        Assert.IsType<Unknown>((await shop.Pricing.CheckoutAsync(shop.Call, "c", held.Id, 8, default)).Error);
        Assert.IsType<Unknown>((await shop.Pricing.FindAsync(shop.Call, held.Id, 8, default)).Error);
    }

    [Fact]
    public async Task The_database_itself_refuses_to_charge_another_price()
    {
        var (shop, _) = await MarketAsync();
        await shop.Pricing.HoldAsync(shop.Call, "k", Shop.Cart((1, 1)), null, default);
        var refused = await Assert.ThrowsAsync<Npgsql.PostgresException>(() =>
            shop.ScalarAsync<long>(
                "update pricing.checkout set charged_minor = payable_minor + 1 where tenant_id = $1"));
        Assert.Equal("23514", refused.SqlState);
    }

    private async Task<(Shop Shop, Id<Round> Round)> MarketAsync()
    {
        var shop = await fixture.NewShopAsync();
        shop.Market.Add(1, 10_000);
        shop.Market.Add(2, 3_333, merchant: 2);
        var round = await shop.GoLiveAsync(
            [(1, 8_000, 50, null), (2, 3_000, 50, null)],
            (OfferMechanics.PlatformThreshold,
                Shop.Spec(("thresholdMinor", 15_000), ("offMinor", 1_001), ("repeats", "once"))));
        return (shop, round);
    }

    private static async Task<Ledger.LedgerBalance> BalanceAsync(Shop shop, Id<Round> round) =>
        (await shop.Ledger.BalancesAsync(shop.Call, [CampaignAccounts.Stock(round, 1)], default)).Values.Single();

    private static async Task<(long Spent, long Reserved)> SpentAsync(Shop shop, Id<Round> round)
    {
        var balance = await BalanceAsync(shop, round);
        return (balance.Spent, balance.Reserved);
    }
}
