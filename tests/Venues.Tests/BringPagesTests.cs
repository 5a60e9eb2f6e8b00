using System.Text.Json;
using Marquee.Campaigns;
using Marquee.Kernel;
using Marquee.Venues.Blocks;
using Marquee.Venues.Pages;

namespace Marquee.Venues.Tests;

/// <summary>A page of a season that was made again speaks of the rounds and placements that were made again.</summary>
public sealed class BringPagesTests
{
    private static readonly Guid Old = Guid.Parse("019eb167-0000-7000-8000-000000000001");
    private static readonly Guid New = Guid.Parse("019eb167-0000-7000-8000-000000000002");
    private static readonly Guid Other = Guid.Parse("019eb167-0000-7000-8000-000000000003");
    private static readonly Id<Season> Clone = new(Guid.Parse("019eb167-0000-7000-8000-0000000abcde"));
    private static readonly Dictionary<Guid, Guid> Rounds = new() { [Old] = New };
    private static readonly Dictionary<string, Guid> Placements = new() { ["hall"] = Old, ["always-on"] = Other };

    [Fact]
    public void Rounds_and_placements_of_the_season_are_replaced_and_others_stay()
    {
        var made = Rewrite(new PageDocument(
            PageDocument.SchemaName, new Texts("会场", "Hall"),
            [
                Block("a", "countdown", new { round = Old }),
                Block("b", "countdown", new { round = Other }),
                Block("c", "item_grid", new { placement = "hall", limit = 8 }),
                Block("d", "item_grid", new { placement = "always-on" }),
            ], Round: Old))!;
        Assert.Equal(New, made.Round);
        Assert.Equal(New, Props(made, 0).Id("round"));
        Assert.Equal(Other, Props(made, 1).Id("round"));
        Assert.Equal("hall-0abcde", Props(made, 2).Name("placement"));
        Assert.Equal(8, Props(made, 2).Integer("limit", 0));
        Assert.Equal("always-on", Props(made, 3).Name("placement"));
    }

    [Fact]
    public void A_page_that_has_nothing_to_do_with_the_season_is_not_brought_along() => Assert.Null(Rewrite(
        new PageDocument(
            PageDocument.SchemaName, new Texts("会场", "Hall"), [Block("a", "countdown", new { round = Other })],
            Round: Other)));

    [Fact]
    public void What_is_brought_along_can_be_saved_again()
    {
        var made = Rewrite(new PageDocument(
            PageDocument.SchemaName, new Texts("会场", "Hall"), [Block("a", "countdown", new { round = Old })]))!;
        Assert.Empty(DocumentCheck.Errors(made, Types));
        Assert.Null(made.Round);
    }

    private static readonly Registry<IPageBlock> Types = new([new CountdownBlock(), new ItemGridBlock()]);

    private static PageDocument? Rewrite(PageDocument page) =>
        BringPages.Rewrite(page, Clone, Rounds, Placements, Types);

    private static PageBlock Block(string id, string type, object props) =>
        new(id, type, JsonSerializer.SerializeToElement(props, MarqueeJson.Options));

    private static BlockProps Props(PageDocument page, int at) => new(page.Blocks[at].Props);
}
