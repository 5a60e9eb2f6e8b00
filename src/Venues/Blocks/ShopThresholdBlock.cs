using Marquee.Benefits;
using Marquee.Kernel;

namespace Marquee.Venues.Blocks;

/// <summary>满减: the thresholds that the shop of the page runs now or next, in words.</summary>
internal sealed class ShopThresholdBlock : IPageBlock
{
    public string Name => "shop_threshold";

    public Texts Label { get; } = new("店铺满减", "Threshold of the shop");

    public Texts Summary { get; } = new(
        "店铺页上，本店正在进行或即将开始的满减。", "On a shop's page: the amount off that the shop runs now or next.");

    public int Version => 1;

    public IReadOnlyList<BlockField> Fields { get; } =
    [
        new("title", BlockFieldKind.Text, new Texts("标题", "Title"), Max: 60),
    ];

    public Html Render(BlockProps props, BlockView view)
    {
        if (view.Thresholds.Count == 0)
        {
            return Html.Empty;
        }

        var title = props.TextOrNull("title") is { } given ? view.Locale.Of(given)
            : view.Locale.Of("满减", "Spend and save");
        return $"""
            <section class="section" id="{view.BlockId}" aria-labelledby="{view.BlockId}-title">
            <div class="wrap">
            <h2 id="{view.BlockId}-title">{title}</h2>
            {Html.Each<ShopOffer>(view.Thresholds, offer => Line(view, offer))}
            </div>
            </section>
            """;
    }

    private static Html Line(BlockView view, ShopOffer offer)
    {
        var locale = view.Locale;
        Html when = view.Call.Now < offer.From
            ? Html.Of($"""{locale.Of("开始：", "From ")}{locale.At(offer.From, view.Call.Zone, withZone: true)}""")
            : Html.Of($"""{locale.Of("截止：", "Until ")}{locale.At(offer.To, view.Call.Zone, withZone: true)}""");
        return ShopPieces.Notice("info", $"{locale.Of(offer.Reads)} {when}");
    }
}
