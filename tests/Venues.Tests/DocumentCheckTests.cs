using System.Text.Json;
using Marquee.Kernel;
using Marquee.Venues.Blocks;
using Marquee.Venues.Pages;

namespace Marquee.Venues.Tests;

public sealed class DocumentCheckTests
{
    internal static Registry<IPageBlock> Types { get; } = new(
        [new BannerBlock(), new CountdownBlock(), new ItemGridBlock(), new CouponBlock(), new LotteryBlock()]);

    [Fact]
    public void A_whole_page_is_accepted() => Assert.Empty(DocumentCheck.Errors(Page(
        Block("top", "banner", """{"title":{"zh-CN":"双十一","en":"Double 11"}}"""),
        Block("left", "countdown", """{"round":"0199a8f0-0000-7000-8000-000000000001"}"""),
        Block("deals", "item_grid", """{"placement":"main.deals","limit":24}"""),
        Block("tickets", "coupon", """{"benefits":["0199a8f0-0000-7000-8000-000000000002"]}"""),
        Block("luck", "lottery", """{"benefit":"0199a8f0-0000-7000-8000-000000000003"}""")), Types));

    [Theory]
    [InlineData("nothing", "{}", "blocks[0].type")]
    [InlineData("banner", "{}", "blocks[0].props.title")]
    [InlineData("banner", """{"title":"x"}""", "blocks[0].props.title")]
    [InlineData("banner", """{"title":{"zh-CN":"","en":"x"}}""", "blocks[0].props.title.zh-CN")]
    [InlineData("banner", """{"title":{"zh-CN":"x","en":"x"},"html":"<b>"}""", "blocks[0].props.html")]
    [InlineData("banner", """{"title":{"zh-CN":"x","en":"x"},"picture":"../x"}""", "blocks[0].props.picture")]
    [InlineData("item_grid", """{"placement":"Main Deals"}""", "blocks[0].props.placement")]
    [InlineData("item_grid", """{"placement":"a","limit":61}""", "blocks[0].props.limit")]
    [InlineData("item_grid", """{"placement":"a","limit":1.5}""", "blocks[0].props.limit")]
    [InlineData("item_grid", """{"placement":7}""", "blocks[0].props.placement")]
    [InlineData("coupon", """{"benefits":[]}""", "blocks[0].props.benefits")]
    [InlineData("coupon", """{"benefits":["x"]}""", "blocks[0].props.benefits")]
    [InlineData("lottery", """{"benefit":null}""", "blocks[0].props.benefit")]
    [InlineData("lottery", "[]", "blocks[0].props")]
    public void What_is_wrong_is_named_by_its_path(string type, string props, string path)
    {
        var error = Assert.Single(DocumentCheck.Errors(Page(Block("a", type, props)), Types));
        Assert.Equal(path, error.Path);
        Assert.NotNull(error.Accepted);
    }

    [Fact]
    public void Block_ids_are_unique_and_plain()
    {
        var banner = """{"title":{"zh-CN":"x","en":"x"}}""";
        Assert.Equal("blocks[1].id", Assert.Single(
            DocumentCheck.Errors(Page(Block("a", "banner", banner), Block("a", "banner", banner)), Types)).Path);
        Assert.Equal("blocks[0].id", Assert.Single(DocumentCheck.Errors(Page(Block("\"><script>", "banner", banner)),
            Types)).Path);
    }

    [Fact]
    public void A_document_of_another_schema_theme_or_length_is_refused()
    {
        var page = Page();
        Assert.Contains(DocumentCheck.Errors(page, Types), error => error.Path == "blocks");
        Assert.Contains(DocumentCheck.Errors(page with { Schema = "venue.v2" }, Types), error =>
            error.Path == "schema");
        Assert.Contains(DocumentCheck.Errors(page with { Theme = "neon" }, Types), error => error.Path == "theme");
        var many = Enumerable.Range(0, VenuesLimits.Blocks + 1).Select(i => Block($"b{i}", "banner", "{}")).ToArray();
        Assert.Contains(DocumentCheck.Errors(Page(many), Types), error => error.Path == "blocks");
    }

    [Fact]
    public void Every_kind_of_block_has_labels_in_both_languages_and_its_choices() => Assert.All(Types.All, type =>
    {
        Assert.All(type.Fields.Select(field => field.Label).Append(type.Label).Append(type.Summary), label =>
        {
            Assert.NotEmpty(label.Zh);
            Assert.NotEmpty(label.En);
        });
        Assert.All(type.Fields.Where(field => field.Kind == BlockFieldKind.Choice), field =>
            Assert.NotEmpty(field.Choices!));
    });

    internal static PageDocument Page(params PageBlock[] blocks) =>
        new(PageDocument.SchemaName, new Texts("会场", "Venue"), blocks);

    internal static PageBlock Block(string id, string type, string props) =>
        new(id, type, JsonDocument.Parse(props).RootElement);
}
