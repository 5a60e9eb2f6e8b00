using Marquee.Campaigns;
using Marquee.Kernel;

namespace Marquee.Benefits.Types;

/// <summary>Fields that several types have, and the reading of them.</summary>
internal static class SpecFields
{
    public const string Title = "title";
    public const string ValidForSeconds = "validForSeconds";
    public const string PlatformShareBp = "platformShareBp";
    public const string MerchantShareBp = "merchantShareBp";

    public static FieldSchema TitleField { get; } = new(
        Title, FieldKind.Text, new Texts("名称", "Title"), Min: 1, Max: 60,
        Help: new Texts("消费者看到的名称", "What shoppers read"));

    public static FieldSchema ValidFor { get; } = new(
        ValidForSeconds, FieldKind.Period, new Texts("领取后有效期", "Usable for, after it was got"), Required: false,
        Min: 60, Max: BenefitsLimits.ValidForSeconds,
        Help: new Texts("不填则到活动结束为止", "When empty: until the benefit's window ends"));

    public static FieldSchema PlatformShare { get; } = new(
        PlatformShareBp, FieldKind.Percent, new Texts("平台出资比例", "Paid by the platform"), Min: 0, Max: 10_000,
        Default: 10_000L);

    public static FieldSchema MerchantShare { get; } = new(
        MerchantShareBp, FieldKind.Percent, new Texts("商家出资比例", "Paid by the merchant"), Min: 0, Max: 10_000,
        Default: 0L,
        Help: new Texts("其余由品牌出资", "The brand pays the rest"));

    public static FundingShares FundingOf(MechanicSpec spec)
    {
        var platform = (int)spec.Number(PlatformShareBp);
        var merchant = (int)spec.Number(MerchantShareBp);
        return new FundingShares(platform, merchant, 10_000 - platform - merchant);
    }

    public static FieldError? WrongFunding(MechanicSpec spec)
    {
        var shares = spec.Number(PlatformShareBp) + spec.Number(MerchantShareBp);
        return shares <= 10_000
            ? null
            : new FieldError(
                MerchantShareBp, "makes the platform's and the merchant's shares more than the whole", $"{shares}",
                "10000 together");
    }

    public static DateTimeOffset UsableTo(MechanicSpec spec, BenefitInput input) =>
        spec.NumberOrNull(ValidForSeconds) is { } seconds ? input.Now.AddSeconds(seconds) : input.WindowTo;
}
