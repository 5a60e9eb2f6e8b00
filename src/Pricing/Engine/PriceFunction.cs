namespace Marquee.Pricing.Engine;

/// <summary>
/// The one price function: pure, total and exact. Layers in this order, each on what the one before left: item price,
/// shop threshold, platform threshold, shop coupon, platform coupon. Rounding happens in two places only: a percentage
/// rounds the discount of one piece half up to the minor unit and leaves at least one; shares are split by
/// <see cref="Apportion"/>.
/// </summary>
internal static class PriceFunction
{
    public static Priced Price(PriceInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var fall = new Waterfall(input);
        ItemLayer.Apply(fall);
        GroupLayer.Apply(fall, PriceLayer.ShopThreshold);
        GroupLayer.Apply(fall, PriceLayer.PlatformThreshold);
        GroupLayer.Apply(fall, PriceLayer.ShopCoupon);
        GroupLayer.Apply(fall, PriceLayer.PlatformCoupon);
        return fall.Result();
    }
}
