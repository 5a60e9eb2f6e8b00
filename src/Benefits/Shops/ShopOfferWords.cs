using System.Globalization;
using Marquee.Campaigns;
using Marquee.Kernel;

namespace Marquee.Benefits.Shops;

/// <summary>What a shop's offer says, in both languages: what is shown is what is carried out.</summary>
internal static class ShopOfferWords
{
    public static Texts Of(ShopOfferKind kind, MechanicSpec spec, Tenant tenant)
    {
        var steps = ShopOfferForm.StepsOf(kind, spec).Select(one => one.Step).ToList();
        return kind switch
        {
            ShopOfferKind.Coupon => Coupon(steps[0], spec, tenant),
            ShopOfferKind.Threshold => Threshold(steps, spec, tenant),
        };
    }

    private static Texts Coupon(ThresholdStep step, MechanicSpec spec, Tenant tenant)
    {
        var (from, off) = (A(step.FromMinor, tenant), A(step.OffMinor, tenant));
        var (each, all) = (spec.Number("perShopper"), spec.Number("budgetMinor") / step.OffMinor);
        var (zh, en) = spec.NumberOrNull("validForSeconds") is { } seconds
            ? ($"，领取后 {Length(seconds).Zh}内有效", $", to be used within {Length(seconds).En} of being claimed")
            : ("，活动结束前有效", ", to be used before it ends");
        return new Texts(
            $"本店商品满 {from} 减 {off}，每人限领 {N(each)} 张，共 {N(all)} 张{zh}；由店铺承担。",
            $"{off} off from {from} on goods of this shop; {N(each)} for each shopper, {N(all)} in all{en}. The shop "
                + "pays.");
    }

    private static Texts Threshold(List<ThresholdStep> steps, MechanicSpec spec, Tenant tenant)
    {
        if (ShopOfferForm.IsRepeating(spec))
        {
            var (from, off) = (A(steps[0].FromMinor, tenant), A(steps[0].OffMinor, tenant));
            var most = A(ShopOfferForm.MaxOffOf(spec)!.Value, tenant);
            return new Texts(
                $"本店商品每满 {from} 减 {off}，最多减 {most}；由店铺承担。",
                $"{off} off every {from} spent on goods of this shop, {most} at most. The shop pays.");
        }

        var zh = string.Join("，", steps.Select(s => $"满 {A(s.FromMinor, tenant)} 减 {A(s.OffMinor, tenant)}"));
        var en = string.Join(", ", steps.Select(s => $"{A(s.OffMinor, tenant)} off from {A(s.FromMinor, tenant)}"));
        return new Texts($"本店商品{zh}；由店铺承担。", $"On goods of this shop: {en}. The shop pays.");
    }

    private static Texts Length(long seconds) => seconds switch
    {
        >= 86_400 when seconds % 86_400 == 0 => new Texts($"{N(seconds / 86_400)} 天", $"{N(seconds / 86_400)} days"),
        >= 3_600 when seconds % 3_600 == 0 => new Texts($"{N(seconds / 3_600)} 小时", $"{N(seconds / 3_600)} hours"),
        _ => new Texts($"{N((seconds + 59) / 60)} 分钟", $"{N((seconds + 59) / 60)} minutes"),
    };

    private static string A(long minor, Tenant tenant) => tenant.Money(minor).Written();

    private static string N(long number) => number.ToString(CultureInfo.InvariantCulture);
}
