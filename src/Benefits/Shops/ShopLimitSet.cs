using System.Diagnostics;
using Marquee.Benefits.Engine;
using Marquee.Campaigns;
using Marquee.Kernel;

namespace Marquee.Benefits.Shops;

/// <summary>
/// Within what a shop may run offers of its own. Limits of a market name every field; narrower ones (of a category that
/// the shop sells in, of the shop itself) name some. Of each field the narrowest holds, so nothing widens what stands
/// above it. Who pays is no field: the shop, always.
/// </summary>
internal sealed record ShopLimitSet(
    long MaxCoupons, long MaxShareBp, long MaxOffMinor, long MinThresholdMinor, TimeSpan MaxWindow, TimeSpan MinLead,
    long MaxBudgetMinor, bool Coupons, bool Thresholds, bool Together)
{
    public const string MarketScope = "market";
    public const string CategoryScope = "category";
    public const string MerchantScope = "merchant";

    // Stored in data.
    private const string Coupon = "coupon";
    private const string Threshold = "threshold";
    private const string Either = "either";
    private const string Both = "both";

    /// <summary>The form of a market's limits.</summary>
    public static IReadOnlyList<FieldSchema> Fields { get; } =
    [
        new("maxCoupons", FieldKind.Integer, new Texts("同时有效的优惠券", "Coupons live at once"), Min: 0,
            Max: BenefitsLimits.ShopOffers),
        new("maxShareBp", FieldKind.Percent, new Texts("最大让利比例", "Deepest discount"), Min: 1, Max: 10_000,
            Help: new Texts("减免金额占门槛金额的比例", "What is taken off, as a share of the sum it is taken from")),
        new("maxOffMinor", FieldKind.Money, new Texts("最大减免金额", "Most taken off"), Min: 1,
            Max: BenefitsLimits.MaxMinor),
        new("minThresholdMinor", FieldKind.Money, new Texts("最低门槛", "Smallest threshold"), Min: 1,
            Max: BenefitsLimits.MaxMinor),
        new("maxWindowSeconds", FieldKind.Period, new Texts("最长有效时间", "Longest window"), Min: 3600,
            Max: BenefitsLimits.ValidForSeconds),
        new("minLeadSeconds", FieldKind.Period, new Texts("最短提前时间", "Earliest start, after it is saved"), Min: 0,
            Max: BenefitsLimits.ShopLeadSeconds),
        new("maxBudgetMinor", FieldKind.Money, new Texts("单张券预算上限", "Largest budget of a coupon"), Min: 1,
            Max: BenefitsLimits.MaxBudgetMinor),
        new("stacking", FieldKind.Choice, new Texts("可用的优惠类型", "What a shop may run"), Choices:
        [
            new FieldChoice(Coupon, new Texts("仅优惠券", "Coupons only")),
            new FieldChoice(Threshold, new Texts("仅满减", "Thresholds only")),
            new FieldChoice(Either, new Texts("优惠券或满减，不同时", "Either, but not at the same time")),
            new FieldChoice(Both, new Texts("优惠券与满减可叠加", "Both, one on top of the other")),
        ]),
    ];

    /// <summary>The form of narrower limits: the same fields, none of them needed.</summary>
    public static IReadOnlyList<FieldSchema> NarrowerFields { get; } =
        [.. Fields.Select(field => field with { Required = false })];

    /// <summary>Checks what was filled in for a scope.</summary>
    public static Result<MechanicSpec> Check(string scope, MechanicSpec spec) => SpecCheck.Complete(
        "shop's limits", scope == MarketScope ? Fields : NarrowerFields,
        checkedSpec => checkedSpec.Names.Any()
            ? [] : [new FieldError("maxCoupons", "nothing is narrowed", null, "at least one field")],
        spec, "limits.");

    /// <summary>The limits of a market.</summary>
    public static ShopLimitSet Of(MechanicSpec market) => new ShopLimitSet(
        long.MaxValue, long.MaxValue, long.MaxValue, 0, TimeSpan.MaxValue, TimeSpan.Zero, long.MaxValue, true, true,
        true).NarrowedBy(market);

    /// <summary>These limits, and those.</summary>
    public ShopLimitSet NarrowedBy(MechanicSpec by)
    {
        var stacking = by.TextOrNull("stacking") ?? Both;
        var narrower = this with
        {
            MaxCoupons = Math.Min(MaxCoupons, by.NumberOrNull("maxCoupons") ?? long.MaxValue),
            MaxShareBp = Math.Min(MaxShareBp, by.NumberOrNull("maxShareBp") ?? long.MaxValue),
            MaxOffMinor = Math.Min(MaxOffMinor, by.NumberOrNull("maxOffMinor") ?? long.MaxValue),
            MinThresholdMinor = Math.Max(MinThresholdMinor, by.NumberOrNull("minThresholdMinor") ?? 0),
            MaxWindow = Shorter(MaxWindow, by.NumberOrNull("maxWindowSeconds")),
            MinLead = by.NumberOrNull("minLeadSeconds") is { } lead && TimeSpan.FromSeconds(lead) > MinLead
                ? TimeSpan.FromSeconds(lead) : MinLead,
            MaxBudgetMinor = Math.Min(MaxBudgetMinor, by.NumberOrNull("maxBudgetMinor") ?? long.MaxValue),
            Coupons = Coupons && stacking != Threshold,
            Thresholds = Thresholds && stacking != Coupon,
            Together = Together && stacking == Both,
        };
        Debug.Assert(
            narrower.MaxCoupons <= MaxCoupons && narrower.MinThresholdMinor >= MinThresholdMinor
                && narrower.MaxOffMinor <= MaxOffMinor, "Limits below never widen those above.");
        return narrower;
    }

    /// <summary>As the form has them.</summary>
    public MechanicSpec AsSpec() => new(new Dictionary<string, object>(StringComparer.Ordinal)
    {
        ["maxCoupons"] = MaxCoupons, ["maxShareBp"] = MaxShareBp, ["maxOffMinor"] = MaxOffMinor,
        ["minThresholdMinor"] = MinThresholdMinor, ["maxWindowSeconds"] = (long)MaxWindow.TotalSeconds,
        ["minLeadSeconds"] = (long)MinLead.TotalSeconds, ["maxBudgetMinor"] = MaxBudgetMinor,
        ["stacking"] = this switch
        {
            { Together: true } => Both,
            { Coupons: true, Thresholds: true } => Either,
            { Coupons: true } => Coupon,
            { Thresholds: true } => Threshold,
            _ => "none",
        },
    });

    private static TimeSpan Shorter(TimeSpan one, long? seconds) =>
        seconds is { } other && TimeSpan.FromSeconds(other) < one ? TimeSpan.FromSeconds(other) : one;
}
