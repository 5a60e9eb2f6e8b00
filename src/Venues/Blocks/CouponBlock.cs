using Marquee.Benefits;
using Marquee.Kernel;

namespace Marquee.Venues.Blocks;

/// <summary>Coupons to claim, each in one of its states for the shopper who looks.</summary>
internal sealed class CouponBlock : IPageBlock
{
    public string Name => "coupon";

    public Texts Label { get; } = new("优惠券", "Coupons");

    public Texts Summary { get; } = new("可领取的优惠券。", "Coupons to claim.");

    public int Version => 1;

    public IReadOnlyList<BlockField> Fields { get; } =
    [
        new("benefits", BlockFieldKind.Benefits, new Texts("优惠券", "Coupons"), Required: true),
        new("title", BlockFieldKind.Text, new Texts("标题", "Title"), Max: 60),
    ];

    public Html Render(BlockProps props, BlockView view)
    {
        var coupons = props.Ids("benefits").Where(view.Benefits.ContainsKey).Select(id => view.Benefits[id]).ToList();
        if (coupons.Count == 0)
        {
            return Html.Empty;
        }

        var title = props.TextOrNull("title") is { } given ? view.Locale.Of(given) : view.Locale.Of("领券", "Coupons");
        return $"""
            <section class="section" id="{view.BlockId}" aria-labelledby="{view.BlockId}-title">
            <div class="wrap">
            <h2 id="{view.BlockId}-title">{title}</h2>
            <ul class="tickets">{Html.Each<ShopperBenefit>(coupons, coupon =>
                BenefitPieces.Ticket(view.Call, view.Locale, coupon, view.PagePath))}</ul>
            </div>
            </section>
            """;
    }
}
