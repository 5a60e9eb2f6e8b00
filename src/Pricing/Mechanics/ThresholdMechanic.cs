using System.Globalization;
using Marquee.Campaigns;
using Marquee.Kernel;

namespace Marquee.Pricing.Mechanics;

/// <summary>An amount off from a threshold on: 满减 in one shop, 跨店满减 across shops; once, or each time (每满减).</summary>
internal sealed class ThresholdMechanic(string name, Texts label, Texts summary) : IMechanic
{
    public static ThresholdMechanic Shop { get; } = new(
        OfferMechanics.ShopThreshold, new("店铺满减", "Threshold in a shop"),
        new("同一店铺的活动商品满额立减", "Takes an amount off the round's goods of one shop from a threshold on"));

    public static ThresholdMechanic Platform { get; } = new(
        OfferMechanics.PlatformThreshold, new("跨店满减", "Cross-merchant threshold"),
        new("不同店铺的活动商品合计满额立减，按金额分摊到每件商品",
            "Takes an amount off the round's goods of all shops together, split over the goods by what they cost"));

    public string Name => name;

    public Texts Label => label;

    public Texts Summary => summary;

    public IReadOnlyList<FieldSchema> Fields { get; } =
    [
        new("thresholdMinor", FieldKind.Money, new("满", "From"), true, 1, PricingLimits.UnitPriceMinor),
        new("offMinor", FieldKind.Money, new("减", "Off"), true, 1, PricingLimits.UnitPriceMinor),
        new(
            "repeats", FieldKind.Choice, new("方式", "How often"), false, Default: "once",
            Choices: [new("once", new("仅一次", "Once")), new("each", new("每满", "Each time"))]),
        new(
            "maxOffMinor", FieldKind.Money, new("最多减", "At most off"), false, 1, PricingLimits.UnitPriceMinor,
            Help: new("仅用于每满减", "Only where it repeats")),
        .. OfferMechanics.FundingFields,
    ];

    public IReadOnlyList<FieldError> Validate(MechanicSpec spec)
    {
        var wrong = new List<FieldError>(OfferMechanics.WrongFunding(spec));
        // Nothing is given away by a slip of a digit: as deep as a percentage may go, and no deeper.
        var deepest = Math.Max(
            1, (long)((Int128)spec.Number("thresholdMinor") * OfferMechanics.DeepestBp / 10_000));
        if (spec.Number("offMinor") > deepest)
        {
            wrong.Add(new FieldError(
                "offMinor", "takes off too much of the threshold", spec.Number("offMinor")
                    .ToString(CultureInfo.InvariantCulture),
                $"at most {deepest}"));
        }

        if (spec.NumberOrNull("maxOffMinor") is { } max)
        {
            if (spec.TextOrNull("repeats") != "each")
            {
                wrong.Add(
                    new FieldError("maxOffMinor", "only a repeating threshold has a maximum", null, "repeats: each"));
            }
            else if (max < spec.Number("offMinor"))
            {
                wrong.Add(new FieldError(
                    "maxOffMinor", "is less than one step", max.ToString(CultureInfo.InvariantCulture),
                    $"at least {spec.Number("offMinor")}"));
            }
        }

        return wrong;
    }
}
