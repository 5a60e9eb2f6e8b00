using System.Text;
using Marquee.Catalog.Imports;
using Marquee.Catalog.Reading;
using Marquee.Kernel;
using Marquee.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Marquee.Catalog.Tests;

public sealed class ImportTests(Database fixture) : IClassFixture<Database>
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task A_file_of_items_becomes_items_SKUs_prices_and_stock()
    {
        var market = await Market.WithMerchantsAsync(fixture);
        var view = await market.DoneAsync("items", Market.ItemHeader
            + "i1,s1,m1,p1,\"Pan, \"\"large\"\"\",home/kitchen,red,true,9900,7900,12\n"
            + "i1,s2,m1,p1,\"Pan, \"\"large\"\"\",home/kitchen,blue,false,,,\n"
            + "i2,,m2,,Lamp,,,,,500,0\n");
        Assert.Equal(new ImportRows(3, 3, 0, 0, 0), view.Rows);
        Assert.Equal(view.Bytes, view.BytesRead);
        var item = await market.ItemAsync("i1");
        Assert.Equal(
            ("Pan, \"large\"", "home/kitchen", true, 1), (item.Title, item.Category, item.Listed, item.Version));
        Assert.Equal(1, item.ItemNo);
        Assert.NotNull(item.ProductNo);
        var red = await market.SkuAsync("s1");
        Assert.Equal((9900, 7900, 12, true), (red.Prices.ReferenceMinor, red.Prices.DailyMinor, red.Stock, red.IsMain));
        var blue = await market.SkuAsync("s2");
        Assert.Equal((null, null, null), (blue.Prices.ReferenceMinor, blue.Prices.DailyMinor, blue.Stock));
        var lamp = await market.SkuAsync("i2");
        Assert.Equal(("", 500L, 0L, true), (lamp.Spec, lamp.Prices.DailyMinor, lamp.Stock, lamp.IsMain));
        Assert.Null((await market.ItemAsync("i2")).Category);
    }

    [Fact]
    public async Task The_same_as_NDJSON_is_the_same()
    {
        var csv = await Market.WithMerchantsAsync(fixture);
        await csv.DoneAsync("items", Market.ItemHeader + "i1,s1,m1,p1,\"a\nb\",home,x,true,100,90,3\n");
        var json = await Market.WithMerchantsAsync(fixture);
        await json.DoneAsync(
            "items",
            """{"item_id":"i1","sku_id":"s1","merchant_id":"m1","product_id":"p1","title":"a\nb","category":"home","""
            + """ "spec":"x","is_main":true,"reference_price_minor":100,"daily_price_minor":"90","stock":3}""",
            "ndjson");
        Assert.Equal(await csv.StateAsync(), await json.StateAsync());
    }

    [Fact]
    public async Task The_same_file_again_changes_nothing_and_says_so()
    {
        var market = await Market.WithMerchantsAsync(fixture);
        var file = Market.ItemHeader + string.Concat(Enumerable.Range(0, 500).Select(
            i => $"i{i / 3},s{i},m{1 + (i / 3 % 2)},p{i / 9},Title {i / 3},home,spec {i},"
                + $"{(i % 3 == 0 ? "true" : "false")},{100 + i},{90 + i},{i}\n"));
        await market.DoneAsync("items", file);
        var state = await market.StateAsync();
        var seq = await LastSeqAsync(market);
        var again = await market.DoneAsync("items", file);
        Assert.Equal(new ImportRows(500, 0, 0, 500, 0), again.Rows);
        Assert.Equal(state, await market.StateAsync());
        Assert.Equal(seq, await LastSeqAsync(market));
    }

    [Theory]
    [InlineData("i1,s1,m1,,T,,,,,,", "")]
    [InlineData(",s1,m1,,T,,,,,,", "2 catalog.required")]
    [InlineData("i1,s1,m9,,T,,,,,,", "2 catalog.unknown_merchant")]
    [InlineData("i1,s1,m1,,,,,,,,", "2 catalog.required")]
    [InlineData("i1,s1,m1,,T,garden,,,,,", "2 catalog.unknown_category")]
    [InlineData("i1,s1,m1,,T,,,maybe,,,", "2 catalog.not_a_flag")]
    [InlineData("i1,s1,m1,,T,,,,12.50,,", "2 catalog.not_a_number")]
    [InlineData("i1,s1,m1,,T,,,,,0,", "2 catalog.out_of_range")]
    [InlineData("i1,s1,m1,,T,,,,,-5,", "2 catalog.out_of_range")]
    [InlineData("i1,s1,m1,,T,,,,,99999999999999999999,", "2 catalog.out_of_range")]
    [InlineData("i1,s1,m1,,T,,,,,,-1", "2 catalog.out_of_range")]
    [InlineData("i1,s1,m1,,T,,,,abc,xyz,no", "2 catalog.not_a_number, 2 catalog.not_a_number, 2 catalog.not_a_number")]
    [InlineData("i1,s1,m1,,T", "2 catalog.field_count")]
    [InlineData("i1,s1,m1,,T,,,,,,,,", "2 catalog.field_count")]
    [InlineData("i1,s1,m1,,\"T,,,,,,", "2 catalog.quote_not_closed")]
    [InlineData("i1,s1,m1,,\"T\"x,,,,,,", "2 catalog.quote_misplaced")]
    [InlineData("i1,s1,m1,,T\u0001,,,,,,", "2 catalog.bad_text")]
    [InlineData("i1,s1,m1,,T\0,,,,,,", "2 catalog.bad_text")]
    [InlineData("i1,s\01,m1,,T,,,,,,", "2 catalog.bad_text")]
    public async Task A_row_that_is_wrong_is_refused_with_its_reason(string row, string expected)
    {
        var market = await Market.WithMerchantsAsync(fixture);
        var view = await market.ImportAsync("items", Market.ItemHeader + row + "\ni5,s5,m1,,Good,,,,,,\n");
        Assert.Equal(expected, await market.ErrorsAsync(view.Id));
        Assert.Equal(ImportStatus.Done, view.Status);
        Assert.Equal("Good", (await market.ItemAsync("i5")).Title);
        Assert.Equal(2, view.Rows.Read);
    }

    [Theory]
    [InlineData("[1]", "1 catalog.not_an_object")]
    [InlineData("{\"item_id\":\"i1\"", "1 catalog.not_json")]
    [InlineData("{\"item_id\":\"i1\"} trailing", "1 catalog.not_json")]
    [InlineData("{\"colour\":\"red\"}", "1 catalog.unknown_column")]
    [InlineData("{\"title\":[1]}", "1 catalog.nested_value")]
    [InlineData("{\"title\":\"a\",\"title\":\"b\"}", "1 catalog.column_twice")]
    [InlineData("{\"item_id\":\"i1\",\"merchant_id\":\"m1\",\"title\":\"\\ud800\"}", "1 catalog.not_json")]
    public async Task A_line_that_is_no_row_is_refused_with_its_reason(string line, string expected)
    {
        var market = await Market.WithMerchantsAsync(fixture);
        var view = await market.ImportAsync(
            "items", line + "\n{\"item_id\":\"i5\",\"merchant_id\":\"m1\",\"title\":\"Good\"}\n", "ndjson");
        Assert.Equal(expected, await market.ErrorsAsync(view.Id));
        Assert.Equal("Good", (await market.ItemAsync("i5")).Title);
    }

    [Fact]
    public async Task A_refused_row_stands_in_the_errors_with_its_own_text()
    {
        var market = await Market.WithMerchantsAsync(fixture);
        var view = await market.ImportAsync("items", Market.ItemHeader + "i1,s1,m1,,T,,,,x,,\n");
        Assert.Equal("i1,s1,m1,,T,,,,x,,", await market.Database.ScalarAsync<string>(
            "select raw from catalog.import_error where import_id = $1", view.Id));
    }

    [Fact]
    public async Task Bytes_that_are_no_UTF8_refuse_their_row_only()
    {
        var market = await Market.WithMerchantsAsync(fixture);
        byte[] file = [.. Encoding.UTF8.GetBytes(Market.ItemHeader), .. "i1,s1,m1,,"u8, 0xB2, 0xE2,
            .. ",,,,,,\ni5,s5,m1,,Good,,,,,,\n"u8];
        var view = await market.ImportAsync("items", file);
        Assert.Equal("2 catalog.not_utf8", await market.ErrorsAsync(view.Id));
        Assert.Equal(1, view.Rows.Created);
    }

    [Fact]
    public async Task A_line_of_fifty_megabytes_and_a_field_of_two_cost_their_own_row()
    {
        var market = await Market.WithMerchantsAsync(fixture);
        using var file = new MemoryStream();
        file.Write(Encoding.UTF8.GetBytes(Market.ItemHeader + "i1,s1,m1,,One,,,,,,\n"));
        file.Write(Enumerable.Repeat((byte)'x', 50 << 20).ToArray());
        file.Write("\ni2,s2,m1,,Two,,,,,,\ni3,s3,m1,,\""u8);
        file.Write(Enumerable.Repeat((byte)'y', 2 << 20).ToArray());
        file.Write("\",,,,,,\ni4,s4,m1,,Four,,,,,,\n"u8);
        var view = await market.ImportAsync("items", file.ToArray());
        Assert.Equal("3 catalog.row_too_long, 5 catalog.quote_not_closed", await market.ErrorsAsync(view.Id));
        Assert.Equal(3, view.Rows.Created);
    }

    [Theory]
    [InlineData("", "catalog.file_empty")]
    [InlineData("item_id,title\n", "catalog.file_missing_columns")]
    [InlineData("item_id,merchant_id,title,colour\n", "catalog.file_unknown_columns")]
    [InlineData("item_id,merchant_id,title,title\n", "catalog.file_column_twice")]
    [InlineData("\"item_id\n", "catalog.file_header_unreadable")]
    public async Task A_file_whose_header_does_not_fit_fails_as_a_whole(string text, string code)
    {
        var market = await Market.WithMerchantsAsync(fixture);
        var view = await market.ImportAsync("items", text);
        Assert.Equal((ImportStatus.Failed, code), (view.Status, view.Error?.Code));
        Assert.Contains("。", view.Error!.Texts.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_in_UTF16_fails_and_says_what_to_do()
    {
        var market = await Market.WithMerchantsAsync(fixture);
        var view = await market.ImportAsync("items", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Market.ItemHeader)]);
        Assert.Equal((ImportStatus.Failed, "catalog.file_not_utf8"), (view.Status, view.Error?.Code));
        Assert.Contains("UTF-8", view.Error!.Texts.En, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_byte_order_mark_and_Windows_line_ends_are_taken()
    {
        var market = await Market.WithMerchantsAsync(fixture);
        await market.DoneAsync("items", "\uFEFF" + Market.ItemHeader.Replace("\n", "\r\n")
            + "i1,s1,m1,,T,,,,,,7\r\n\r\ni2,s2,m1,,\"U\",,,,,,\"8\"");
        Assert.Equal(7, (await market.SkuAsync("s1")).Stock);
        Assert.Equal(8, (await market.SkuAsync("s2")).Stock);
    }

    [Fact]
    public async Task Amounts_in_another_currency_are_refused()
    {
        var market = await Market.WithMerchantsAsync(fixture);
        var view = await market.ImportAsync(
            "items", "item_id,merchant_id,title,daily_price_minor,currency\ni1,m1,T,5,CNY\ni2,m1,T,5,USD\n");
        Assert.Equal("3 catalog.wrong_currency", await market.ErrorsAsync(view.Id));
        Assert.Equal(1, view.Rows.Created);
    }

    [Fact]
    public async Task A_row_that_comes_twice_is_refused_the_second_time_near_and_far()
    {
        var market = await Market.WithMerchantsAsync(fixture);
        var rows = string.Concat(
            Enumerable.Range(0, CatalogLimits.ChunkRows).Select(i => $"i{i},,m1,,T,,,,,{i + 1},\n"));
        var file = Market.ItemHeader + "i0,,m1,,T,,,,,9,\ni0,,m1,,T,,,,,10,\n" + rows + "i7,,m1,,T,,,,,8,\n";
        var view = await market.ImportAsync("items", file);
        Assert.Equal(
            $"3 catalog.duplicate_row, 4 catalog.duplicate_row, {CatalogLimits.ChunkRows + 4} catalog.duplicate_row",
            await market.ErrorsAsync(view.Id));
        Assert.Equal(9, (await market.SkuAsync("i0")).Prices.DailyMinor);
        var again = await market.ImportAsync("items", file);
        Assert.Equal(new ImportRows(view.Rows.Read, 0, 0, CatalogLimits.ChunkRows, 3), again.Rows);
    }

    [Fact]
    public async Task Rows_that_disagree_about_their_item_or_its_main_SKU_are_refused()
    {
        var market = await Market.WithMerchantsAsync(fixture);
        var view = await market.ImportAsync("items", Market.ItemHeader
            + "i1,s1,m1,,One,,,true,,,\ni1,s2,m1,,Other,,,,,,\ni1,s3,m1,,One,,,true,,,\n"
            + "i1,s4,m1,,One,,,,,,\ni1,s5,m2,,One,,,,,,\n");
        Assert.Equal("3 catalog.item_disagrees, 4 catalog.second_main_sku, 6 catalog.item_disagrees", await market
            .ErrorsAsync(view.Id));
        Assert.Equal(2, view.Rows.Created);
    }

    [Fact]
    public async Task An_item_keeps_its_merchant_and_a_SKU_its_item()
    {
        var market = await Market.WithMerchantsAsync(fixture);
        await market.DoneAsync("items", Market.ItemHeader + "i1,s1,m1,,One,,,,,,\ni2,s2,m1,,Two,,,,,,\n");
        var view = await market.ImportAsync("items", Market.ItemHeader + "i1,s9,m2,,One,,,,,,\ni2,s1,m1,,Two,,,,,,\n");
        Assert.Equal("2 catalog.other_merchant, 3 catalog.other_item", await market.ErrorsAsync(view.Id));
    }

    [Fact]
    public async Task The_main_SKU_passes_to_the_one_a_new_file_names()
    {
        var market = await Market.WithMerchantsAsync(fixture);
        await market.DoneAsync("items", Market.ItemHeader + "i1,s1,m1,,T,,,true,,,\ni1,s2,m1,,T,,,false,,,\n");
        await market.DoneAsync("items", Market.ItemHeader + "i1,s2,m1,,T,,,true,,,\ni1,s1,m1,,T,,,false,,,\n");
        Assert.False((await market.SkuAsync("s1")).IsMain);
        Assert.True((await market.SkuAsync("s2")).IsMain);
        await market.DoneAsync("items", Market.ItemHeader + "i1,s1,m1,,T,,,true,,,\n");
        Assert.True((await market.SkuAsync("s1")).IsMain);
        Assert.False((await market.SkuAsync("s2")).IsMain);
    }

    [Fact]
    public async Task A_price_that_gives_way_stays_in_the_history_and_one_that_ends_is_unknown()
    {
        var market = await Market.WithMerchantsAsync(fixture);
        await market.DoneAsync("items", Market.ItemHeader + "i1,s1,m1,,T,,,,200,100,\n");
        var later = await market.DoneAsync("items", Market.ItemHeader + "i1,s1,m1,,T,,,,200,120,\n");
        Assert.Equal(1, later.Rows.Updated);
        var no = (await market.SkuAsync("s1")).SkuNo;
        Assert.Equal(100, (await market.Prices.LowestAsync(market.Call, [no], PriceKind.Daily, 30, None))[no].Minor);
        await market.DoneAsync("items", Market.ItemHeader + "i1,s1,m1,,T,,,,,,\n");
        var sku = await market.SkuAsync("s1");
        Assert.Equal((null, null), (sku.Prices.DailyMinor, sku.Prices.ReferenceMinor));
        Assert.Equal(100, (await market.Prices.LowestAsync(market.Call, [no], PriceKind.Daily, 30, None))[no].Minor);
    }

    [Fact]
    public async Task Stock_changes_only_when_the_file_says_another_number_and_never_below_what_is_reserved()
    {
        var market = await Market.WithMerchantsAsync(fixture);
        await market.DoneAsync("items", Market.ItemHeader + "i1,s1,m1,,T,,,,,,10\n");
        var no = (await market.SkuAsync("s1")).SkuNo;
        Assert.True((await market.Stock.ReserveAsync(market.Call, "k", [new StockLine(no, 4)], None)).IsSuccess);
        await market.DoneAsync("items", Market.ItemHeader + "i1,s1,m1,,T,,,,,50,10\n");
        Assert.Equal(6, (await market.SkuAsync("s1")).Stock);
        await market.DoneAsync("items", Market.ItemHeader + "i1,s1,m1,,T,,,,,50,1\n");
        Assert.Equal(new StockLevel(no, 4, 4), (await market.Stock.LevelsAsync(market.Call, [no], None))[no]);
        await market.DoneAsync("items", Market.ItemHeader + "i1,s1,m1,,T,,,,,50,\n");
        Assert.Equal(4, (await market.Stock.LevelsAsync(market.Call, [no], None))[no].OnHand);
    }

    [Fact]
    public async Task Derived_values_are_counted_by_column()
    {
        var market = await Market.WithMerchantsAsync(fixture);
        var file = "item_id,merchant_id,title,stock,derived\ni1,m1,T,5,\"title,stock\"\ni2,m1,U,5,stock\n";
        var view = await market.DoneAsync("items", file);
        Assert.Equal(
            [KeyValuePair.Create("stock", 2L), KeyValuePair.Create("title", 1L)], view.Derived.OrderBy(d => d.Key));
        Assert.Equal(view.Derived, (await market.DoneAsync("items", file)).Derived);
        var wrong = await market.ImportAsync("items", "item_id,merchant_id,title,derived\ni3,m1,T,colour\n");
        Assert.Equal("2 catalog.unknown_column", await market.ErrorsAsync(wrong.Id));
    }

    [Fact]
    public async Task Merchants_and_shoppers_are_made_changed_and_left_alone()
    {
        var market = await Market.OpenAsync(fixture);
        const string Header = "merchant_id,name,region,score_hundredths,standing,breaches,deposit_minor,licences\n";
        await market.DoneAsync("merchants", Header + "m1,One,cn-31,485,probation,2,100000,food|toys\nm2,Two,,,,,,\n");
        var merchant = (await market.Catalog.FindMerchantsAsync(market.Call, ["m1"], None))["m1"];
        Assert.Equal((MerchantStanding.Probation, 485, 2, 100000L), (
            merchant.Standing, merchant.ScoreHundredths, merchant.BreachCount, merchant.DepositMinor));
        Assert.Equal(["food", "toys"], merchant.Licences);
        var view = await market.DoneAsync(
            "merchants", Header + "m2,Zwei,,,,,,\nm1,One,cn-31,485,probation,2,100000,food|toys\nm3,Three,,,,,,\n");
        Assert.Equal(new ImportRows(3, 1, 1, 1, 0), view.Rows);
        var two = (await market.Catalog.FindMerchantsAsync(market.Call, ["m2"], None))["m2"];
        Assert.Equal(("Zwei", null, null, 2), (two.Name, two.ScoreHundredths, two.BreachCount, two.Version));
        var refused = await market.ImportAsync("merchants", Header + "m4,Four,,1001,bad,,,\nm3,x,,,,,,\nm3,y,,,,,,\n");
        Assert.Equal("2 catalog.out_of_range, 2 catalog.not_a_choice, 4 catalog.duplicate_row", await market
            .ErrorsAsync(refused.Id));

        await market.DoneAsync("shoppers", "shopper_id,registered_at\nu1,2025-01-01\nu2,2025-01-01T08:00:00Z\n");
        Assert.Equal(2, (await market.Catalog.FindShoppersAsync(market.Call, ["u1", "u2", "u3"], None)).Count);
        // A day begins where the tenant is: eight hours before it does in Greenwich.
        Assert.Equal(new DateTime(2024, 12, 31, 16, 0, 0), await market.Database.ScalarAsync<DateTime>(
            "select registered_at at time zone 'UTC' from catalog.shopper where tenant_id = $1 and external_id = 'u1'",
                market.Call.Tenant.Id));
    }

    [Fact]
    public async Task An_import_that_is_cancelled_before_it_begins_takes_nothing_and_ends()
    {
        var market = await Market.WithMerchantsAsync(fixture);
        // Received and cancelled in one transaction: the event that starts its job finds it cancelled.
        var blob = await market.Host.Services.GetRequiredService<IBlobStore>().PutAsync(
            new MemoryStream(Encoding.UTF8.GetBytes(Market.ItemHeader + "i1,s1,m1,,T,,,,,,\n")), long.MaxValue, None);
        var order = ReceiveImport.Decide(["items"], "items", "csv", null).Value;
        var view = await market.Db.MutateAsync<ImportView>(market.Call, async tx =>
        {
            var made = await ReceiveImport.StoreAsync(tx, order, blob.Value, None);
            await tx.ExecuteAsync(
                $"update catalog.import set status = 'cancelling' where import_id = {made.Value.Id}", None);
            return made;
        }, None);
        var ended = await market.EndOfAsync(view.Value.Id);
        Assert.Equal((ImportStatus.Cancelled, 0), (ended.Status, ended.Rows.Read));
        Assert.IsType<ImportEnded>(CancelImport.Decide(ended.Id, ImportStatus.Done).Error);
    }

    [Fact]
    public async Task The_end_of_an_import_is_announced_once()
    {
        var market = await Market.WithMerchantsAsync(fixture);
        await market.DoneAsync("items", Market.ItemHeader + "i1,s1,m1,,T,,,,,,\n");
        Assert.Equal("done 1", await market.Database.ScalarAsync<string>(
            """
            select string_agg(payload->>'status' || ' ' || (payload->>'created'), ',') from kernel.outbox
            where tenant_id = $1 and type = 'catalog.import_finished' and payload->>'kind' = 'items'
            """,
            market.Call.Tenant.Id));
        var changes = await market.Catalog.ChangesAsync(market.Call, 0, 100, None);
        Assert.Equal(Enumerable.Range(1, changes.Count).Select(n => (long)n), changes.Select(change => change.Seq));
        Assert.Contains(changes, change => change is { Entity: CatalogEntity.Item, FirstNo: 1, LastNo: 1 });
    }

    [Fact]
    public async Task Another_tenant_sees_none_of_it()
    {
        var market = await Market.WithMerchantsAsync(fixture);
        var view = await market.DoneAsync("items", Market.ItemHeader + "i1,s1,m1,,T,,,,,5,5\n");
        var other = market.Database.Call(await market.Database.NewTenantAsync());
        Assert.Empty(await market.Catalog.FindItemsAsync(other, ["i1"], None));
        Assert.Empty(await market.Catalog.GetSkusAsync(other, [1], None));
        Assert.Empty(await market.Catalog.ListItemsAsync(other, new ItemFilter(), 0, 10, None));
        Assert.Null(await market.Db.ReadAsync(other, tx => ImportView.FindAsync(tx, view.Id, None), None));
        Assert.IsType<StockShort>((await market.Stock.ReserveAsync(other, "k", [new StockLine(1, 1)], None)).Error);
    }

    private static async Task<long> LastSeqAsync(Market market) => await market.Database.ScalarAsync<long>(
        "select last_seq from catalog.change_head where tenant_id = $1", market.Call.Tenant.Id);
}
