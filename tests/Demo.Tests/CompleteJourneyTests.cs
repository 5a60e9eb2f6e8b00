using Marquee.Demo.Adapters;

namespace Marquee.Demo.Tests;

public sealed class CompleteJourneyTests
{
    [Fact]
    public void A_product_without_a_category_stays_without() => Assert.Equal(
        ["1|GROCERY/COLD-CEREAL", "2|"],
        Sets.Of(
            Open("1,7,GROCERY,National,COLD CEREAL,FLAKES,8 OZ\n2,7,MISCELLANEOUS,National,NA,NA,NA\n").Items,
            "item_id", "category"));

    [Fact]
    public void Every_category_of_an_item_is_one_that_is_imported()
    {
        var market = Open("1,7,MEAT-PCKGD,National,FRZN FRUIT & VEG/PIES,X,NA\n2,7,DELI,National,SALADS,Y,NA\n");
        var known = Sets.Of(market.Categories, "category").ToHashSet();
        Assert.All(Sets.Of(market.Items, "category"), category => Assert.Contains(category, known));
        Assert.Contains("MEAT-PCKGD", known);
    }

    [Theory]
    [InlineData("COUPON", "COUPONS/STORE & MFG")]
    [InlineData("GROCERY", "COUPON/MISC ITEMS")]
    [InlineData("FUEL", "FUEL")]
    [InlineData("CHARITABLE CONT", "DONATIONS")]
    public void What_is_booked_and_not_handed_over_is_no_item(string department, string category)
    {
        var market = Open(
            $"1,7,{department},National,{category},X,NA\n2,7,DELI,National,SALADS,Y,NA\n",
            "5,1,100,1,8776,23.25,0,0,0,16,2017-04-16 20:31:19\n");
        Assert.Equal(["2"], Sets.Of(market.Items, "item_id"));
        Assert.Empty(market.Prices.Rows);
    }

    [Fact]
    public void A_price_is_what_one_piece_cost_on_the_shelf()
    {
        // 3.50 taken for two, of which the chain gave 0.50 for the coupon; the card took off 2.00 more.
        var market = Open(
            "1,7,DELI,National,SALADS,Y,NA\n", "5,1,100,1,2,3.5,2,1.5,0.5,5,2017-01-28 14:06:53\n");
        Assert.Equal(
            ["1|transacted|200|2017-01-28T19:06:53Z"],
            Sets.Of(market.Prices, "sku_id", "kind", "amount_minor", "valid_from"));
        Assert.Equal(
            ["200|300|2"], Sets.Of(market.Items, "daily_price_minor", "reference_price_minor", "sold_30d"));
    }

    [Theory]
    [InlineData("0,0")]
    [InlineData("1,0")]
    [InlineData("1,4.440892e-16")]
    [InlineData("0,2.5")]
    public void Nothing_taken_or_nothing_handed_over_is_no_price(string quantityAndValue)
    {
        var market = Open(
            "1,7,DELI,National,SALADS,Y,NA\n", $"5,1,100,1,{quantityAndValue},0,1.4,0,5,2017-01-28 14:06:53\n");
        Assert.Empty(market.Prices.Rows);
        Assert.Equal([""], Sets.Of(market.Items, "daily_price_minor"));
    }

    [Fact]
    public void A_line_of_a_product_that_is_not_described_is_sent_for_the_platform_to_refuse() => Assert.Equal(
        ["999"], Sets.Of(
            Open("1,7,DELI,National,SALADS,Y,NA\n", "5,1,100,999,1,3.5,0,0,0,5,2017-01-28 14:06:53\n").Prices,
            "sku_id"));

    [Fact]
    public void Households_of_every_file_are_shoppers_once() => Assert.Equal(
        ["5", "6", "7", "8"], Sets.Of(
            Open("1,7,DELI,National,SALADS,Y,NA\n", "5,1,100,1,1,3.5,0,0,0,5,2017-01-28 14:06:53\n").Shoppers,
            "shopper_id"));

    private static CompleteJourneyFolder Open(string products, string lines = "") => Sets.Open(
        folder => new CompleteJourneyFolder(folder),
        ("products.csv",
            "product_id,manufacturer_id,department,brand,product_category,product_type,package_size\n" + products),
        ("transactions_sample.csv",
            "household_id,store_id,basket_id,product_id,quantity,sales_value,retail_disc,coupon_disc,"
            + "coupon_match_disc,week,transaction_timestamp\n" + lines),
        ("demographics.csv", "household_id,age\n6,65+\n5,65+\n"),
        ("campaigns.csv", "campaign_id,household_id\n1,7\n"),
        ("coupon_redemptions.csv", "household_id,coupon_upc,campaign_id,redemption_date\n8,1,1,2017-01-01\n"));
}
