using Marquee.Kernel;
using Marquee.Serving;

namespace Marquee.Venues.Blocks;

/// <summary>The items of a placement with their prices, as they are when the page is fetched.</summary>
internal sealed class ItemGridBlock : IPageBlock
{
    private const int FirstScreen = 4;

    public string Name => "item_grid";

    public Texts Label { get; } = new("商品列表", "Item grid");

    public Texts Summary { get; } = new("一个资源位里的商品和实时价格。", "The items of a placement with their prices of now.");

    public int Version => 1;

    public IReadOnlyList<BlockField> Fields { get; } =
    [
        new("placement", BlockFieldKind.Placement, new Texts("资源位", "Placement"), Required: true),
        new("title", BlockFieldKind.Text, new Texts("标题", "Title"), Max: 60),
        new("limit", BlockFieldKind.Integer, new Texts("最多显示", "At most"), Min: 1, Max: VenuesLimits.GridItems),
    ];

    public Html Render(BlockProps props, BlockView view)
    {
        var (locale, name) = (view.Locale, props.Name("placement")!);
        var title = props.TextOrNull("title") is { } given ? locale.Of(given) : locale.Of("活动商品", "Deals");
        var items = view.Placements.TryGetValue(name, out var placement)
            ? placement.Items.Take(props.Integer("limit", VenuesLimits.GridItems)).ToList()
            : [];
        return $"""
            <section class="section" id="{view.BlockId}" aria-labelledby="{view.BlockId}-title">
            <div class="wrap">
            <h2 id="{view.BlockId}-title">{title}</h2>
            {Body(view, placement, items)}
            </div>
            </section>
            """;
    }

    private static Html Body(BlockView view, PlacementView? placement, List<PlacedItem> items)
    {
        var locale = view.Locale;
        if (items.Count > 0)
        {
            return $"""<ul class="grid">{Html.Each(items, item =>
                ShopPieces.Card(view.Call, locale, item, item.Rank <= FirstScreen))}</ul>""";
        }

        return placement is { State: PlacementState.Unavailable }
            ? ShopPieces.Notice("warn", $"{locale.Of("商品暂时无法显示，请稍后刷新。",
                "The items cannot be shown right now. Please reload in a moment.")}")
            : Html.Of($"""<p class="muted">{locale.Of("这里暂时没有商品。", "Nothing stands here at the moment.")}</p>""");
    }
}
