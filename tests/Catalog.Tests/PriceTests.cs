using Marquee.Kernel;
using Marquee.Testing;

namespace Marquee.Catalog.Tests;

public sealed class PriceTests(Database fixture) : IClassFixture<Database>
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task The_lowest_price_is_the_lowest_that_stood_at_any_instant_of_the_window()
    {
        var market = await Market.WithMerchantsAsync(fixture);
        await market.DoneAsync("items", "item_id,merchant_id,title\ni1,m1,T\ni2,m1,T\n");
        Assert.Null(await LowestAsync(market, 30, 1));
        await RecordAsync(market, PriceKind.Daily, (1, 90, 10), (1, 60, 50), (1, 40, 30), (1, 10, 70));
        // 90 days ago 10; 60 days ago 50; 40 days ago 30, which stood until 10 days ago.
        Assert.Equal((70, (long?)70), (await LowestAsync(market, 9, 1), (await SkuAsync(market)).Prices.DailyMinor));
        Assert.Equal(30, await LowestAsync(market, 30, 1));
        Assert.Equal(30, await LowestAsync(market, 39, 1));
        Assert.Equal(30, await LowestAsync(market, 50, 1));
        Assert.Equal(10, await LowestAsync(market, 61, 1));
        Assert.Null(await LowestAsync(market, 61, 2));
    }

    [Fact]
    public async Task Transacted_prices_count_when_they_were_paid()
    {
        var market = await Market.WithMerchantsAsync(fixture);
        await market.DoneAsync("items", "item_id,merchant_id,title\ni1,m1,T\n");
        await RecordAsync(market, PriceKind.Transacted, (1, 40, 10), (1, 20, 30), (1, 5, 50));
        Assert.Equal(50, await LowestAsync(market, 10, 1, PriceKind.Transacted));
        Assert.Equal(30, await LowestAsync(market, 30, 1, PriceKind.Transacted));
        Assert.Equal(10, await LowestAsync(market, 50, 1, PriceKind.Transacted));
        Assert.Null((await SkuAsync(market)).Prices.DailyMinor);
    }

    [Fact]
    public async Task Of_two_points_at_one_instant_the_lower_stays_in_whichever_order_they_come()
    {
        var market = await Market.WithMerchantsAsync(fixture);
        await market.DoneAsync("items", "item_id,merchant_id,title\ni1,m1,T\n");
        var at = market.Call.Now.AddDays(-1);
        foreach (var minor in (long[])[50, 40, 60])
        {
            Assert.True((await market.Prices.RecordAsync(
                market.Call, [new(1, PriceKind.Transacted, PriceScenes.Any, at, minor, "test")], None)).IsSuccess);
        }

        Assert.Equal(40, await LowestAsync(market, 3, 1, PriceKind.Transacted));
    }

    [Fact]
    public async Task A_history_file_makes_prices_says_what_it_did_and_refuses_what_it_cannot_take()
    {
        var market = await Market.WithMerchantsAsync(fixture);
        await market.DoneAsync("items", "item_id,merchant_id,title,daily_price_minor\ni1,m1,T,100\n");
        const string File = "sku_id,kind,amount_minor,valid_from,source,scene\n"
            + "i1,daily,80,2026-01-01,old,\ni1,daily,80,2026-01-01,old,\ni9,daily,80,2026-01-01,,\n"
            + "i1,weekly,80,2026-01-01,,\ni1,daily,,2026-01-01,,\ni1,daily,80,2099-01-01,,\n"
            + "i1,daily,80,yesterday,,\ni1,daily,70,2026-01-01,,live\n";
        var view = await market.ImportAsync("prices", File);
        Assert.Equal(
            "3 catalog.duplicate_row, 4 catalog.unknown_sku, 5 catalog.not_a_choice, 6 catalog.required,"
            + " 7 catalog.out_of_range, 8 catalog.not_an_instant",
            await market.ErrorsAsync(view.Id));
        Assert.Equal((2, 0), (view.Rows.Created, view.Rows.Updated));
        Assert.Equal(100, (await SkuAsync(market)).Prices.DailyMinor);
        Assert.Equal(80, await LowestAsync(market, 730, 1));
        Assert.Equal((2, 0, 0), await AgainAsync());
        Assert.Equal(
            70, (await market.Prices.LowestAsync(market.Call, [1], PriceKind.Daily, 730, None, "live"))[1].Minor);

        async Task<(long, long, long)> AgainAsync()
        {
            var again = (await market.ImportAsync("prices", File)).Rows;
            return (again.Unchanged, again.Created, again.Updated);
        }
    }

    [Fact]
    public async Task A_newer_point_becomes_the_present_price_and_the_old_one_history()
    {
        var market = await Market.WithMerchantsAsync(fixture);
        await market.DoneAsync("items", "item_id,merchant_id,title,daily_price_minor\ni1,m1,T,100\n");
        var since = (await SkuAsync(market)).Prices.DailySince!.Value;
        await Task.Delay(5);
        await market.Prices.RecordAsync(
            market.Call, [new(1, PriceKind.Daily, PriceScenes.Any, since.AddMilliseconds(1), 120, "test")], None);
        Assert.Equal(120, (await SkuAsync(market)).Prices.DailyMinor);
        Assert.Equal(100, await LowestAsync(market, 30, 1));
        Assert.Contains(await market.Catalog.ChangesAsync(market.Call, 0, 100, None), change =>
            change.Entity == CatalogEntity.Item);
    }

    private static async Task<Sku> SkuAsync(Market market) => await market.SkuAsync("i1");

    private static async Task<long?> LowestAsync(Market market, int days, int sku, PriceKind kind = PriceKind.Daily) =>
        (await market.Prices.LowestAsync(market.Call, [sku], kind, days, None)).GetValueOrDefault(sku)?.Minor;

    private static async Task RecordAsync(
        Market market, PriceKind kind, params (int Sku, int DaysAgo, long Minor)[] points) =>
        Assert.True((await market.Prices.RecordAsync(
            market.Call,
            [.. points.Select(point => new PricePoint(
                point.Sku, kind, PriceScenes.Any, market.Call.Now.AddDays(-point.DaysAgo), point.Minor, "test"))],
            None)).IsSuccess);
}
