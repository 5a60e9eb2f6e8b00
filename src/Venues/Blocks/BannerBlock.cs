using Marquee.Catalog;
using Marquee.Kernel;

namespace Marquee.Venues.Blocks;

/// <summary>The sign over the door: a large title on the page's colour, with one picture behind it if there is
/// one.</summary>
internal sealed class BannerBlock : IPageBlock
{
    public string Name => "banner";

    public Texts Label { get; } = new("横幅", "Banner");

    public Texts Summary { get; } = new("页面最上方的大标题，可配一张图。", "The large title on top, with one picture if wanted.");

    public int Version => 1;

    public IReadOnlyList<BlockField> Fields { get; } =
    [
        new("title", BlockFieldKind.Text, new Texts("标题", "Title"), Required: true, Max: 40),
        new("subtitle", BlockFieldKind.Text, new Texts("副标题", "Subtitle"), Max: 120),
        new("picture", BlockFieldKind.Picture, new Texts("背景图", "Picture behind")),
    ];

    public Html Render(BlockProps props, BlockView view)
    {
        var picture = props.Name("picture");
        var title = view.Locale.Of(props.Text("title"));
        return $"""
            <section class="hero{(picture is null ? "" : " pic")}" id="{view.BlockId}">
            {(picture is null ? ShopPieces.Lights
                : Html.Of($"""<img class="hero-pic" src="{AssetAddress.Of(view.Call.Tenant.Slug,
                    picture)}" alt="" width="1120" height="420" fetchpriority="high">"""))}
            <div class="wrap hero-sign">
            {(view.IsFirst ? Html.Of($"<h1>{title}</h1>") : Html.Of($"<h2>{title}</h2>"))}
            {(props.TextOrNull("subtitle") is { } subtitle ? Html.Of($"<p>{view.Locale.Of(subtitle)}</p>")
                : Html.Empty)}
            </div>
            </section>
            """;
    }
}
