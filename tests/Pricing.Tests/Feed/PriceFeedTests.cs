using Marquee.Campaigns;
using Marquee.Kernel;
using Marquee.Ledger;
using Marquee.Pricing.Feed;
using Marquee.Pricing.Offers;
using Marquee.Risk;
using Marquee.Testing;

namespace Marquee.Pricing.Tests.Feed;

public sealed class PriceFeedTests(PricingFixture fixture) : IClassFixture<PricingFixture>
{
    [Fact]
    public async Task The_first_reading_begins_the_feed_and_says_that_nothing_is_certain_yet()
    {
        var (shop, follower) = await NewAsync(skus: 3);
        Assert.Empty(follower.Prices);
        Assert.Null(follower.AsOf);
        Assert.True(await shop.Feed.LookAsync(shop.Call, default));
        await follower.ReadToEndAsync(limit: 2);
        Assert.Equal(await Follower.AskedAsync(shop), follower.Prices);
        Assert.NotNull(follower.AsOf);
    }

    [Fact]
    public async Task Only_what_changed_comes_again()
    {
        var (shop, follower) = await NewAsync(skus: 3);
        await CatchUpAsync(shop, follower);
        shop.Market.Add(2, 777);
        shop.Market.Add(3, 1_000);
        await shop.Feed.LookAsync(shop.Call, default);
        var news = new Follower(shop, follower.Cursor);
        await news.ReadToEndAsync();
        Assert.Equal(["sku-2"], news.Prices.Keys);
    }

    [Fact]
    public async Task A_tenant_whose_feed_nobody_reads_keeps_none()
    {
        var shop = await fixture.NewShopAsync();
        shop.Market.Add(1, 1_000);
        await shop.GoLiveAsync([(1, 800, 10, null)]);
        Assert.False(await shop.Feed.LookAsync(shop.Call, default));
        Assert.Equal(0, await shop.ScalarAsync<long>("select count(*) from pricing.price_mark where tenant_id = $1"));
    }

    [Theory]
    [InlineData(TakedownKind.Item, "item-1")]
    [InlineData(TakedownKind.Merchant, "shop-1")]
    [InlineData(TakedownKind.Price, "sku-1")]
    public async Task What_is_taken_down_loses_its_price_and_gets_it_back(TakedownKind kind, string subject)
    {
        var (shop, follower) = await NewAsync(skus: 2);
        await CatchUpAsync(shop, follower);
        var before = follower.Prices["sku-1"];
        shop.Takedowns.Down(kind, subject);
        await CatchUpAsync(shop, follower);
        Assert.EndsWith("taken_down", follower.Prices["sku-1"], StringComparison.Ordinal);
        shop.Takedowns.AllBack();
        await CatchUpAsync(shop, follower);
        Assert.Equal(before, follower.Prices["sku-1"]);
    }

    [Fact]
    public async Task A_price_that_ends_by_itself_and_stock_that_ends_are_noticed()
    {
        var (shop, follower) = await NewAsync(skus: 2);
        var round = await shop.GoLiveAsync([(1, 800, 10, null), (2, 700, 10, null)]);
        await CatchUpAsync(shop, follower);
        var live = follower.Prices;
        Assert.Equal(await Follower.AskedAsync(shop), live);
        await shop.Ledger.ApplyAsync(
            shop.Call, [LedgerRequest.Take("all", CampaignAccounts.Stock(round, 1), 10)], default);
        await CatchUpAsync(shop, follower);
        Assert.StartsWith("1000 was 1000", follower.Prices["sku-1"], StringComparison.Ordinal);
        Assert.StartsWith("700 was 1000", follower.Prices["sku-2"], StringComparison.Ordinal);
        shop.Advance(TimeSpan.FromHours(7));
        await CatchUpAsync(shop, follower);
        Assert.StartsWith("1000 was 1000", follower.Prices["sku-2"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_price_that_is_committed_late_is_not_passed_over()
    {
        var (shop, follower) = await NewAsync(skus: 2);
        Task<int> second;
        await using (var first = await shop.Db.BeginAsync(shop.Call, default))
        {
            await WriteAsync(first, 1);
            second = WriteAloneAsync(shop, 2);
            // Either the second has to wait for the first, or it would be read before it.
            await UntilAsync(async () => second.IsCompleted || await WaitersAsync(shop) > 0);
            await follower.ReadToEndAsync();
            await first.CommitAsync(default);
        }

        Assert.Equal(1, await second);
        await follower.ReadToEndAsync();
        Assert.Equal(["sku-1", "sku-2"], follower.Prices.Keys.Order());
    }

    [Fact]
    public async Task Whoever_looked_before_the_last_mark_neither_writes_nor_takes_it_away()
    {
        var (shop, follower) = await NewAsync(skus: 1);
        await using var tx = await shop.Db.BeginAsync(shop.Call, default);
        await PriceMarks.AddAsync(tx, [1], default);
        var seen = await PriceMarks.OldestAsync(tx, default);
        await PriceMarks.AddAsync(tx, [1], default);
        Assert.Equal(0, await FeedStore.WriteAsync(tx, seen, [PriceOf(1)], 0, default));
        var again = await PriceMarks.OldestAsync(tx, default);
        Assert.Equal(1, Assert.Single(again).SkuNo);
        Assert.Equal(1, await FeedStore.WriteAsync(tx, again, [PriceOf(1)], 0, default));
        Assert.Empty(await PriceMarks.OldestAsync(tx, default));
        Assert.NotNull(follower.Cursor);
    }

    [Fact]
    public async Task A_price_taken_from_an_older_list_of_take_downs_is_not_written()
    {
        var (shop, follower) = await NewAsync(skus: 1);
        shop.Takedowns.Down(TakedownKind.Price, "sku-1");
        await CatchUpAsync(shop, follower);
        await using var tx = await shop.Db.BeginAsync(shop.Call, default);
        await PriceMarks.AddAsync(tx, [1], default);
        var marks = await PriceMarks.OldestAsync(tx, default);
        Assert.Equal(0, await FeedStore.WriteAsync(tx, marks, [PriceOf(1)], 0, default));
        Assert.Single(await PriceMarks.OldestAsync(tx, default));
    }

    [Fact]
    public async Task Offers_that_change_while_the_feed_begins_are_in_it()
    {
        var shop = await fixture.NewShopAsync();
        shop.Market.Add(1, 1_000);
        var follower = new Follower(shop);
        var from = shop.Call.Now.AddHours(-1);
        var offer = StoredOffer.Of(
            Guid.CreateVersion7(), "fixed_price", Shop.Spec(), from, from.AddHours(5), [new(1, 900, 0, null)]);
        await shop.Ledger.OpenAsync(
            shop.Call,
            [new LedgerAccount(CampaignAccounts.Stock(new Id<Round>(offer.Owner.Round!.Value), 1), 5)], default);
        Task begun;
        await using (var late = await shop.Db.BeginAsync(shop.Call, default))
        {
            await OfferStore.ReplaceAsync(late, offer.Owner, [offer], default);
            begun = follower.ReadAsync();
            await UntilAsync(async () => begun.IsCompleted || await WaitersAsync(shop) > 0);
            if (begun.IsCompleted)
            {
                await shop.Feed.LookAsync(shop.Call, default);
            }

            await late.CommitAsync(default);
        }

        await begun;
        await CatchUpAsync(shop, follower);
        Assert.StartsWith("900 was 1000", follower.Prices["sku-1"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cursor_from_beyond_the_feed_is_refused()
    {
        var (shop, follower) = await NewAsync(skus: 1);
        await CatchUpAsync(shop, follower);
        await fixture.Database.ExecuteAsync("delete from pricing.price_feed where tenant_id = $1", shop.Tenant.Id);
        var refused = await ReadPriceFeed.RunAsync(
            shop.Call, new PageQuery(follower.Cursor, 10), shop.Db, shop.Market, default);
        Assert.IsType<CursorInvalid>(refused.Error);
    }

    private async Task<(Shop Shop, Follower Follower)> NewAsync(int skus)
    {
        var shop = await fixture.NewShopAsync();
        for (var sku = 1; sku <= skus; sku++)
        {
            shop.Market.Add(sku, 1_000, merchant: sku);
        }

        var follower = new Follower(shop);
        await follower.ReadAsync();
        return (shop, follower);
    }

    private static async Task CatchUpAsync(Shop shop, Follower follower)
    {
        Assert.True(await shop.Feed.LookAsync(shop.Call, default));
        await follower.ReadToEndAsync();
    }

    private static KeptPrice PriceOf(int sku) =>
        new(sku, new ShownPrice(5, null, 5, null, null, null), null, false);

    private static async Task<int> WriteAsync(Transaction tx, int sku)
    {
        await PriceMarks.AddAsync(tx, [sku], default);
        var marks = (await PriceMarks.OldestAsync(tx, default)).Where(mark => mark.SkuNo == sku).ToList();
        return await FeedStore.WriteAsync(tx, marks, [PriceOf(sku)], 0, default);
    }

    private static async Task<int> WriteAloneAsync(Shop shop, int sku)
    {
        await using var tx = await shop.Db.BeginAsync(shop.Call, default);
        var written = await WriteAsync(tx, sku);
        await tx.CommitAsync(default);
        return written;
    }

    private static Task<long> WaitersAsync(Shop shop) => shop.ScalarAsync<long>(
        """
        select count(*) from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock' and $1::uuid is not null
        """);

    // Waits for a state, not for a time: fails only when it never comes.
    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!await holds())
        {
            await Task.Delay(10, limit.Token);
        }
    }
}
