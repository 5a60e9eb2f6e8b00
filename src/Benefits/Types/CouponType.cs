using Marquee.Campaigns;
using Marquee.Kernel;
using Marquee.Ledger;

namespace Marquee.Benefits.Types;

/// <summary>满减券: from a threshold on, a fixed amount off; for one shop or for all together.</summary>
internal sealed class CouponType : IBenefitType
{
    // Stored in data.
    public const string TypeName = "coupon";
    public const string Budget = "budget";
    public const string PerShopperLimit = "per_shopper";
    private const string Threshold = "thresholdMinor";
    private const string Off = "offMinor";
    private const string Scope = "scope";
    private const string Merchant = "merchant";
    private const string BudgetMinor = "budgetMinor";
    private const string PerShopper = "perShopper";

    public string Name => TypeName;

    public Texts Label { get; } = new("满减券", "Threshold coupon");

    public Texts Summary { get; } = new(
        "领取后，购物满额立减。", "Claimed once, it takes a fixed amount off from a threshold on.");

    public bool IsDrawn => false;

    public IReadOnlyList<FieldSchema> Fields { get; } =
    [
        SpecFields.TitleField,
        new(Threshold, FieldKind.Money, new Texts("满", "From"), Min: 1, Max: BenefitsLimits.MaxMinor),
        new(Off, FieldKind.Money, new Texts("减", "Off"), Min: 1, Max: BenefitsLimits.MaxMinor),
        new(Scope, FieldKind.Choice, new Texts("适用范围", "Applies to"), Default: "platform", Choices:
        [
            new FieldChoice("platform", new Texts("全平台（可跨店）", "All shops together")),
            new FieldChoice("shop", new Texts("单店", "One shop")),
        ]),
        new(Merchant, FieldKind.Text, new Texts("店铺", "Shop"), Required: false, Min: 1,
            Max: KernelLimits.ExternalIdLength,
            Help: new Texts("适用范围为单店时填写商家编号", "The merchant's id, when it applies to one shop")),
        new(BudgetMinor, FieldKind.Money, new Texts("预算", "Budget"), Min: 1, Max: BenefitsLimits.MaxBudgetMinor,
            Help: new Texts("领取即按面额占用", "Every claim takes the amount off from it")),
        new(PerShopper, FieldKind.Integer, new Texts("每人限领", "Claims of one shopper"), Min: 1,
            Max: BenefitsLimits.PerShopper, Default: 1L),
        SpecFields.ValidFor,
        SpecFields.PlatformShare,
        SpecFields.MerchantShare,
    ];

    public IReadOnlyList<FieldError> Validate(MechanicSpec spec)
    {
        var wrong = new List<FieldError>();
        if (spec.Number(Off) > spec.Number(Threshold))
        {
            wrong.Add(new FieldError(
                Off, "takes off more than the threshold", $"{spec.Number(Off)}", $"up to {spec.Number(Threshold)}"));
        }

        if (spec.Number(BudgetMinor) < spec.Number(Off))
        {
            wrong.Add(new FieldError(
                BudgetMinor, "is not enough for a single coupon", $"{spec.Number(BudgetMinor)}",
                $"at least {spec.Number(Off)}"));
        }

        var isShop = spec.Text(Scope) == "shop";
        if (isShop && spec.TextOrNull(Merchant) is null)
        {
            wrong.Add(
                new FieldError(Merchant, "is needed when the coupon applies to one shop", null, "a merchant's id"));
        }
        else if (!isShop && spec.TextOrNull(Merchant) is { } merchant)
        {
            wrong.Add(new FieldError(Merchant, "is only for coupons of one shop", merchant, "nothing"));
        }

        if (SpecFields.WrongFunding(spec) is { } funding)
        {
            wrong.Add(funding);
        }

        return wrong;
    }

    public IReadOnlyList<BenefitAccount> Accounts(MechanicSpec spec) =>
        [new(Budget, spec.Number(BudgetMinor), LedgerUnit.Money, true)];

    // The budget is taken at the claim, at the face value: the most that the coupon can ever cost.
    public BenefitTake Entry(MechanicSpec spec) => new(
        Budget, spec.Number(Off),
        [new SubjectLimit(PerShopperLimit, spec.Number(PerShopper) * spec.Number(Off), LimitWindow.Campaign)]);

    public string? MerchantOf(MechanicSpec spec) => spec.TextOrNull(Merchant);

    public BenefitDecision Decide(BenefitInput input, MechanicSpec spec)
    {
        var coupon = new CouponAward(
            spec.Text(Scope) == "shop" ? CouponScope.Shop : CouponScope.Platform,
            spec.Number(Threshold), spec.Number(Off), SpecFields.FundingOf(spec));
        return new BenefitDecision(
            new BenefitAward(
                null, spec.Text(SpecFields.Title), null, coupon, input.Now, SpecFields.UsableTo(spec, input), true),
            null, 0);
    }
}
