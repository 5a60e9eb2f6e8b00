using System.Globalization;
using Marquee.Benefits.Engine;
using Marquee.Benefits.Types;
using Marquee.Campaigns;
using Marquee.Kernel;

namespace Marquee.Benefits.Shops;

/// <summary>
/// The forms of what shops can run. A coupon's is the coupon type's without what a shop does not decide: for whom it
/// holds and who pays.
/// </summary>
internal static class ShopOfferForm
{
    private const string Repeats = "repeats";
    private const string MaxOff = "maxOffMinor";

    // What the platform fills in: the shop's goods, at the shop's cost.
    private static readonly string[] NotTheShops = ["scope", "merchant", "platformShareBp", "merchantShareBp"];

    /// <summary>The fields of a coupon.</summary>
    public static IReadOnlyList<FieldSchema> CouponFields { get; } =
        [.. new CouponType().Fields.Where(field => !NotTheShops.Contains(field.Name))];

    /// <summary>The fields of a threshold: up to five steps, or one that repeats.</summary>
    public static IReadOnlyList<FieldSchema> ThresholdFields { get; } =
    [
        SpecFields.TitleField,
        .. Enumerable.Range(1, BenefitsLimits.ThresholdSteps).SelectMany(n => new[]
        {
            new FieldSchema(
                FromOf(n), FieldKind.Money, new Texts($"第 {n} 档：满", $"Step {n}: from"), n == 1, 1,
                BenefitsLimits.MaxMinor),
            new FieldSchema(
                OffOf(n), FieldKind.Money, new Texts($"第 {n} 档：减", $"Step {n}: off"), n == 1, 1,
                BenefitsLimits.MaxMinor),
        }),
        new(
            Repeats, FieldKind.Choice, new Texts("方式", "How often"), false, Default: "once", Choices:
            [
                new FieldChoice("once", new Texts("按档位", "Once, the highest step reached")),
                new FieldChoice("each", new Texts("每满", "Each time the sum is reached again")),
            ]),
        new(
            MaxOff, FieldKind.Money, new Texts("最多减", "At most off"), false, 1, BenefitsLimits.MaxMinor,
            Help: new Texts("每满时必填", "Needed where it repeats")),
    ];

    public static IReadOnlyList<FieldSchema> FieldsOf(ShopOfferKind kind) => kind switch
    {
        ShopOfferKind.Coupon => CouponFields,
        ShopOfferKind.Threshold => ThresholdFields,
    };

    public static Texts LabelOf(ShopOfferKind kind) => kind switch
    {
        ShopOfferKind.Coupon => new Texts("店铺优惠券", "Coupon of the shop"),
        ShopOfferKind.Threshold => new Texts("店铺满减", "Threshold of the shop"),
    };

    /// <summary>What was filled in, with its defaults; or what is wrong with it by itself.</summary>
    public static Result<MechanicSpec> Complete(ShopOfferKind kind, MechanicSpec spec) => SpecCheck.Complete(
        EnumText.Of(kind), FieldsOf(kind), kind == ShopOfferKind.Threshold ? WrongSteps : _ => [], spec, "spec.");

    /// <summary>A coupon of the shop as the coupon type takes it: for the shop's goods, paid by the shop.</summary>
    public static MechanicSpec AsCoupon(MechanicSpec spec, string merchantId) => new(
        spec.Names.Select(name => KeyValuePair.Create(name, spec[name]!)).Concat(
        [
            KeyValuePair.Create("scope", (object)"shop"), KeyValuePair.Create("merchant", (object)merchantId),
            KeyValuePair.Create(SpecFields.PlatformShareBp, (object)0L),
            KeyValuePair.Create(SpecFields.MerchantShareBp, (object)10_000L),
        ]));

    /// <summary>What it takes off from where on, each with the field that says so.</summary>
    public static IReadOnlyList<(ThresholdStep Step, string FromField, string OffField)> StepsOf(
        ShopOfferKind kind, MechanicSpec spec) => kind switch
        {
            ShopOfferKind.Coupon =>
            [
                (new ThresholdStep(spec.Number("thresholdMinor"), spec.Number("offMinor")), "thresholdMinor",
                    "offMinor"),
            ],
            ShopOfferKind.Threshold =>
            [
                .. Enumerable.Range(1, BenefitsLimits.ThresholdSteps)
                    .Where(n => spec.NumberOrNull(FromOf(n)) is not null)
                    .Select(n => (
                        new ThresholdStep(spec.Number(FromOf(n)), spec.Number(OffOf(n))), FromOf(n), OffOf(n))),
            ],
        };

    public static bool IsRepeating(MechanicSpec spec) => spec.TextOrNull(Repeats) == "each";

    public static long? MaxOffOf(MechanicSpec spec) => spec.NumberOrNull(MaxOff);

    private static List<FieldError> WrongSteps(MechanicSpec spec)
    {
        var wrong = new List<FieldError>();
        ThresholdStep? before = null;
        for (var n = 1; n <= BenefitsLimits.ThresholdSteps; n++)
        {
            var (from, off) = (spec.NumberOrNull(FromOf(n)), spec.NumberOrNull(OffOf(n)));
            if (from is null && off is null)
            {
                continue;
            }

            if (from is null || off is null)
            {
                wrong.Add(new FieldError(
                    from is null ? FromOf(n) : OffOf(n), "is missing: a step has both amounts", null, "an amount"));
                break;
            }

            if (off > from)
            {
                wrong.Add(new FieldError(OffOf(n), "takes off more than the threshold", T(off.Value), $"up to {from}"));
            }

            if (n > 1 && before is null)
            {
                wrong.Add(new FieldError(
                    FromOf(n), "comes after a step that is missing", T(from.Value), FromOf(n - 1)));
            }
            else if (before is not null && (from <= before.FromMinor || off <= before.OffMinor))
            {
                wrong.Add(new FieldError(
                    from <= before.FromMinor ? FromOf(n) : OffOf(n), "does not rise from the step before",
                    T(from <= before.FromMinor ? from.Value : off.Value),
                    $"more than {(from <= before.FromMinor ? before.FromMinor : before.OffMinor)}"));
            }

            before = new ThresholdStep(from.Value, off.Value);
        }

        if (wrong.Count == 0)
        {
            wrong.AddRange(WrongRepeat(spec));
        }

        return wrong;
    }

    private static IEnumerable<FieldError> WrongRepeat(MechanicSpec spec)
    {
        if (!IsRepeating(spec))
        {
            return MaxOffOf(spec) is { } most
                ? [new FieldError(MaxOff, "only a repeating threshold has a maximum", T(most), "repeats: each")] : [];
        }

        if (spec.NumberOrNull(FromOf(2)) is not null)
        {
            return [new FieldError(Repeats, "is for a single step", "each", "once, or one step")];
        }

        return MaxOffOf(spec) is not { } max
            ? [new FieldError(MaxOff, "is missing: what repeats has a maximum", null, "an amount")]
            : max < spec.Number(OffOf(1))
                ? [new FieldError(MaxOff, "is less than one step", T(max), $"at least {spec.Number(OffOf(1))}")]
                : [];
    }

    private static string FromOf(int step) => string.Create(CultureInfo.InvariantCulture, $"step{step}ThresholdMinor");

    private static string OffOf(int step) => string.Create(CultureInfo.InvariantCulture, $"step{step}OffMinor");

    private static string T(long number) => number.ToString(CultureInfo.InvariantCulture);
}
