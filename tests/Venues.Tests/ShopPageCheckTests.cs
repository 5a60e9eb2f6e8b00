using Marquee.Benefits;
using Marquee.Kernel;
using Marquee.Venues.Blocks;
using Marquee.Venues.Pages;

namespace Marquee.Venues.Tests;

public sealed class ShopPageCheckTests
{
    private static readonly Guid Own = new("0199a8f0-0000-7000-8000-000000000001");
    private static readonly Guid Foreign = new("0199a8f0-0000-7000-8000-000000000002");

    private static readonly Registry<IPageBlock> Types = new(
    [
        new BannerBlock(), new CountdownBlock(), new ItemGridBlock(), new CouponBlock(), new LotteryBlock(),
        new ShopThresholdBlock(),
    ]);

    [Fact]
    public void The_shops_goods_coupons_and_thresholds_pass() => Assert.Null(Wrong(
        ("banner", """{"title":{"zh-CN":"店","en":"Shop"}}"""), ("item_grid", """{"placement":"shop"}"""),
        ("coupon", $$"""{"benefits":["{{Own}}"]}"""), ("shop_threshold", "{}")));

    [Fact]
    public void What_is_not_the_shops_is_refused_by_path_value_and_what_is_accepted()
    {
        var wrong = Wrong(
            ("countdown", $$"""{"round":"{{Own}}"}"""), ("lottery", $$"""{"benefit":"{{Own}}"}"""),
            ("item_grid", """{"placement":"main-hall"}"""),
            ("coupon", $$"""{"benefits":["{{Own}}","{{Foreign}}"]}"""))!;
        Assert.Equal(
            [
                ("document.blocks[0].type", "countdown"), ("document.blocks[1].type", "lottery"),
                ("document.blocks[2].props.placement", "main-hall"),
                ("document.blocks[3].props.benefits", Foreign.ToString("D")),
            ],
            wrong.Wrong.Select(error => (error.Path, error.Value)));
        Assert.All(wrong.Wrong, error => Assert.NotNull(error.Accepted));
    }

    [Fact]
    public void It_belongs_to_no_round()
    {
        var page = DocumentCheckTests.Page(DocumentCheckTests.Block("a", "shop_threshold", "{}")) with { Round = Own };
        Assert.Equal("document.round", Assert.Single(ShopPageCheck.Wrong(page, Types, [], "document.")!.Wrong).Path);
    }

    [Fact]
    public void Its_address_follows_from_the_shop_and_no_two_shops_share_one()
    {
        Assert.Equal("shop-m-7", ShopAddress.Of("m-7"));
        string[] shops = ["m-7", "M-7", "m 7", "店", "-m", new string('a', 55), new string('a', 56), ""];
        Assert.Equal(shops.Length, shops.Select(ShopAddress.Of).Distinct().Count());
        Assert.All(shops.Select(ShopAddress.Of), slug => Assert.Matches("^[a-z0-9][a-z0-9-]{0,59}$", slug));
    }

    private static InvalidRequest? Wrong(params (string Type, string Props)[] blocks) => ShopPageCheck.Wrong(
        DocumentCheckTests.Page(
            [.. blocks.Select((block, i) => DocumentCheckTests.Block($"b{i}", block.Type, block.Props))]),
        Types,
        [
            new ShopOffer(
                Own, ShopOfferKind.Coupon, "own", DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue, [], false, null,
                new Texts("自", "own")),
        ],
        "document.");
}
