using Marquee.Kernel;

namespace Marquee.Venues.Blocks;

/// <summary>A lottery: what can be won and the draw.</summary>
internal sealed class LotteryBlock : IPageBlock
{
    public string Name => "lottery";

    public Texts Label { get; } = new("抽奖", "Lottery");

    public Texts Summary { get; } = new("奖品和抽奖按钮。", "What can be won, and the draw.");

    public int Version => 1;

    public IReadOnlyList<BlockField> Fields { get; } =
    [
        new("benefit", BlockFieldKind.Benefit, new Texts("抽奖", "Lottery"), Required: true),
        new("title", BlockFieldKind.Text, new Texts("标题", "Title"), Max: 60),
    ];

    public Html Render(BlockProps props, BlockView view)
    {
        if (props.Id("benefit") is not { } id || !view.Benefits.TryGetValue(id, out var lottery))
        {
            return Html.Empty;
        }

        var title = props.TextOrNull("title") is { } given ? view.Locale.Of(given)
            : view.Locale.Of("试试手气", "Try your luck");
        return $"""
            <section class="section" id="{view.BlockId}" aria-labelledby="{view.BlockId}-title">
            <div class="wrap">
            <h2 id="{view.BlockId}-title">{title}</h2>
            {BenefitPieces.Lottery(view.Call, view.Locale, lottery, view.PagePath)}
            </div>
            </section>
            """;
    }
}
