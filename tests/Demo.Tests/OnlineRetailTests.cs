using Marquee.Demo.Adapters;

namespace Marquee.Demo.Tests;

public sealed class OnlineRetailTests
{
    private const string Header = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n";

    [Theory]
    [InlineData("POST")]
    [InlineData("dot")]
    [InlineData("C2")]
    [InlineData("m")]
    [InlineData("D")]
    [InlineData("S")]
    [InlineData("B")]
    [InlineData("BANK CHARGES")]
    [InlineData("AMAZONFEE")]
    [InlineData("CRUK")]
    [InlineData("gift_0001_40")]
    public void What_the_till_charges_is_no_item(string code)
    {
        var market = Open(
            $"1,85123A,HOLDER,6,12/1/10 8:26,2.55,17850,UK\n2,{code},CHARGED,1,12/1/10 8:30,18,12583,UK\n");
        Assert.Equal(["85123A"], Sets.Of(market.Items, "item_id"));
        Assert.Single(market.Prices.Rows);
    }

    [Theory]
    [InlineData("22423")]
    [InlineData("85123A")]
    [InlineData("15056BL")]
    [InlineData("DCGS0076")]
    [InlineData("DCGSSBOY")]
    [InlineData("PADS")]
    public void What_is_handed_over_is_an_item(string code) =>
        Assert.Equal([code], Sets.Of(Open($"1,{code},THING,6,12/1/10 8:26,2.55,17850,UK\n").Items, "item_id"));

    [Fact]
    public void Codes_that_differ_in_case_and_blanks_are_one_item_and_its_letters_one_product() => Assert.Equal(
        ["15056BL|15056", "15056N|15056"], Sets.Of(
            Open("1,15056bl,BLACK,1,12/1/10 8:26,2,1,UK\n1,15056BL ,BLACK,1,12/1/10 8:27,2,1,UK\n"
                + "1,15056N,NATURAL,1,12/1/10 8:28,2,1,UK\n").Items, "item_id", "product_id"));

    [Fact]
    public void A_cancellation_a_correction_and_a_gift_are_no_prices()
    {
        var market = Open(
            "1,22423,CAKE STAND,6,12/1/10 8:26,12.75,17850,UK\n"
            + "C2,22423,CAKE STAND,-2,12/2/10 8:26,10.95,17850,UK\n"
            + "3,22423,damaged,-7,12/3/10 8:26,0,,UK\n"
            + "4,22423,CAKE STAND,1,12/4/10 8:26,0,17850,UK\n");
        Assert.Equal(
            ["22423|transacted|1275|2010-12-01T08:26:00Z"],
            Sets.Of(market.Prices, "sku_id", "kind", "amount_minor", "valid_from"));
        // Six sold, two given back; what was never charged is in neither.
        Assert.Equal(["CAKE STAND|1275|4"], Sets.Of(market.Items, "title", "daily_price_minor", "sold_30d"));
    }

    [Fact]
    public void What_was_never_sold_has_no_price_and_is_called_by_its_code() => Assert.Equal(
        ["DCGS0055|DCGS0055|"],
        Sets.Of(Open("1,DCGS0055,?,-1,12/1/10 8:26,0,,UK\n").Items, "item_id", "title", "daily_price_minor"));

    [Fact]
    public void The_daily_price_is_the_one_most_lines_were_sold_at_and_of_two_the_later() => Assert.Equal(
        ["1|250", "2|300"], Sets.Of(
            Open("1,00001,A,1,12/1/10 8:26,2.50,1,UK\n1,00001,A,1,12/1/10 9:26,2.50,1,UK\n"
                + "1,00001,A,1,12/1/10 9:36,9,1,UK\n"
                + "1,00002,A,1,12/1/10 8:26,2.50,1,UK\n1,00002,A,1,12/1/10 9:26,3,1,UK\n").Items,
            "item_id", "daily_price_minor").Select(row => row[4..]));

    [Fact]
    public void A_line_without_a_customer_is_a_sale_and_makes_no_shopper()
    {
        var market = Open(
            "1,22423,A,1,12/1/10 8:26,2.50,,UK\n1,22423,A,1,12/1/10 9:26,3,17850,France\n");
        Assert.Equal(["17850|France"], Sets.Of(market.Shoppers, "shopper_id", "region"));
        Assert.Equal(2, market.Prices.Rows.Count());
    }

    [Fact]
    public void A_set_without_categories_stays_without()
    {
        var market = Open("1,22423,A,1,12/1/10 8:26,2.50,,UK\n");
        Assert.Empty(market.Categories.Rows);
        Assert.DoesNotContain("category", market.Items.Columns);
    }

    [Fact]
    public void Summer_time_is_Londons() => Assert.Equal(
        ["2011-03-28T07:26:00Z"],
        Sets.Of(Open("1,22423,A,1,3/28/11 8:26,2.50,,UK\n").Prices, "valid_from"));

    private static OnlineRetailFolder Open(string lines) =>
        Sets.Open(folder => new OnlineRetailFolder(folder), ("online_retail_dec_mar.csv", Header + lines));
}
