using Marquee.Campaigns;
using Marquee.Kernel;

namespace Marquee.Venues.Blocks;

/// <summary>What is left until a round opens, or until it ends once it is open.</summary>
internal sealed class CountdownBlock : IPageBlock
{
    public string Name => "countdown";

    public Texts Label { get; } = new("倒计时", "Countdown");

    public Texts Summary { get; } = new("距开始或距结束还有多久。", "How long until it opens, or until it ends.");

    public int Version => 1;

    public IReadOnlyList<BlockField> Fields { get; } =
    [
        new("round", BlockFieldKind.Round, new Texts("场次", "Round"), Required: true),
    ];

    public Html Render(BlockProps props, BlockView view)
    {
        if (props.Id("round") is not { } id || !view.Rounds.TryGetValue(id, out var round))
        {
            return Html.Empty;
        }

        var live = round[RoundPhase.Live];
        var (now, locale) = (view.Call.Now, view.Locale);
        var inner = live switch
        {
            { Opens: { } opens } when now < opens =>
                ShopPieces.Countdown(view.Call, locale, locale.Of("距开始", "Opens in"), opens),
            { Closes: { } closes } when now < closes =>
                ShopPieces.Countdown(view.Call, locale, locale.Of("距结束", "Ends in"), closes),
            _ => Html.Of($"<p>{locale.Of("本场已结束", "This round is over")}</p>"),
        };
        return $"""<section class="band" id="{view.BlockId}" aria-label="{locale.Of("倒计时",
            "Countdown")}"><div class="wrap">{inner}</div></section>""";
    }
}
