using Marquee.Benefits.Shops;
using Marquee.Campaigns;
using Marquee.Kernel;
using Marquee.Testing;

namespace Marquee.Benefits.Tests;

/// <summary>The limits of shops' own offers, without a database.</summary>
public sealed class ShopOfferCheckTests
{
    private static readonly DateTimeOffset Now = FakeClock.Start;

    internal static MechanicSpec Limits { get; } = Market.SpecOf(
        ("maxCoupons", 2L), ("maxShareBp", 3_000L), ("maxOffMinor", 5_000L), ("minThresholdMinor", 1_000L),
        ("maxWindowSeconds", 7 * 86_400L), ("minLeadSeconds", 600L), ("maxBudgetMinor", 100_000L),
        ("stacking", "both"));

    [Fact]
    public void What_keeps_within_the_limits_passes() => Assert.Empty(Wrong(Coupon()));

    [Theory]
    [InlineData("thresholdMinor", 999L, "spec.thresholdMinor", "at least 1000")]
    [InlineData("offMinor", 3_001L, "spec.offMinor", "at most 3000")]
    [InlineData("budgetMinor", 100_001L, "spec.budgetMinor", "at most 100000")]
    [InlineData("validForSeconds", 604_801L, "spec.validForSeconds", "at most 604800")]
    public void One_number_beyond_is_refused_by_name_value_and_what_is_accepted(
        string field, long value, string path, string accepted)
    {
        var wrong = Wrong(Coupon((field, value)));
        Assert.Contains(
            wrong, error => error.Path == path && error.Value == $"{value}" && error.Accepted == accepted);
    }

    [Fact]
    public void The_absolute_amount_holds_where_the_share_would_let_more_through()
    {
        var wrong = Assert.Single(Wrong(Coupon(("thresholdMinor", 100_000L), ("offMinor", 5_001L))));
        Assert.Equal(("spec.offMinor", "at most 5000"), (wrong.Path, wrong.Accepted));
    }

    [Fact]
    public void It_begins_after_the_lead_and_lasts_no_longer_than_it_may()
    {
        Assert.Equal("from", Assert.Single(Wrong(Coupon() with { From = Now.AddSeconds(599) })).Path);
        Assert.Empty(Wrong(Coupon() with { From = Now.AddSeconds(600), To = Now.AddSeconds(600).AddDays(7) }));
        Assert.Equal(
            "to", Assert.Single(Wrong(
                Coupon() with { From = Now.AddSeconds(600), To = Now.AddSeconds(601).AddDays(7) })).Path);
        Assert.Equal("to", Assert.Single(Wrong(Coupon() with { To = Coupon().From })).Path);
    }

    [Fact]
    public void Coupons_are_counted_where_they_are_live_at_one_instant()
    {
        var at = Coupon().From;
        ShopOfferCheck.Other[] apart =
            [Other(at, at.AddHours(1)), Other(at.AddHours(1), at.AddHours(2)), Other(at.AddDays(-1), at)];
        Assert.Empty(Wrong(Coupon(), apart));
        var wrong = Assert.Single(Wrong(Coupon(), [.. apart, Other(at.AddMinutes(90), at.AddHours(3))]));
        Assert.Equal(("from", "at most 2 live at once"), (wrong.Path, wrong.Accepted));
    }

    [Fact]
    public void Of_thresholds_one_holds_at_a_time()
    {
        var wanted = Threshold((1_000, 100));
        Assert.Empty(Wrong(wanted, [Other(wanted.To, wanted.To.AddDays(1), ShopOfferKind.Threshold)]));
        Assert.Equal(
            "from", Assert.Single(Wrong(wanted, [Other(wanted.From, wanted.To, ShopOfferKind.Threshold)])).Path);
    }

    [Theory]
    [InlineData("coupon", true, false, false)]
    [InlineData("threshold", false, true, false)]
    [InlineData("either", true, true, false)]
    [InlineData("both", true, true, true)]
    public void What_may_be_run_and_stacked_follows_from_the_limits(
        string stacking, bool coupons, bool thresholds, bool together)
    {
        var limits = ShopLimitSet.Of(Limits).NarrowedBy(Market.SpecOf(("stacking", stacking)));
        Assert.Equal(coupons, !Paths(limits, Coupon()).Contains("kind"));
        Assert.Equal(thresholds, !Paths(limits, Threshold((1_000, 100))).Contains("kind"));
        var threshold = Other(Coupon().From, Coupon().To, ShopOfferKind.Threshold);
        Assert.Equal(together, !Paths(limits, Coupon(), threshold).Contains("from"));
    }

    [Fact]
    public void Narrower_limits_never_widen()
    {
        var market = ShopLimitSet.Of(Limits);
        Assert.Equal(market, market.NarrowedBy(Market.SpecOf(
            ("maxCoupons", 50L), ("maxShareBp", 9_000L), ("maxOffMinor", 90_000L), ("minThresholdMinor", 1L),
            ("maxWindowSeconds", 86_400L * 30), ("minLeadSeconds", 0L), ("maxBudgetMinor", 1_000_000L))));
        Assert.Equal(1, market.NarrowedBy(Market.SpecOf(("maxCoupons", 1L))).MaxCoupons);
        Assert.Equal(Limits.Names, market.AsSpec().Names);
    }

    [Fact]
    public void Steps_rise_and_what_repeats_is_one_step_with_a_maximum()
    {
        Assert.Equal("spec.step2OffMinor", PathOf(
            ("step1ThresholdMinor", 100L), ("step1OffMinor", 10L), ("step2ThresholdMinor", 200L),
            ("step2OffMinor", 10L)));
        Assert.Equal("spec.step2OffMinor", PathOf(
            ("step1ThresholdMinor", 100L), ("step1OffMinor", 10L), ("step2ThresholdMinor", 200L)));
        Assert.Equal("spec.step3ThresholdMinor", PathOf(
            ("step1ThresholdMinor", 100L), ("step1OffMinor", 10L), ("step3ThresholdMinor", 50L),
            ("step3OffMinor", 20L)));
        Assert.Equal("spec.maxOffMinor", PathOf(
            ("step1ThresholdMinor", 100L), ("step1OffMinor", 10L), ("repeats", "each")));
        Assert.Equal("spec.maxOffMinor", PathOf(
            ("step1ThresholdMinor", 100L), ("step1OffMinor", 10L), ("maxOffMinor", 100L)));
        Assert.Equal("spec.repeats", PathOf(
            ("step1ThresholdMinor", 100L), ("step1OffMinor", 10L), ("step2ThresholdMinor", 200L),
            ("step2OffMinor", 30L), ("repeats", "each"), ("maxOffMinor", 100L)));
    }

    [Fact]
    public void Who_pays_and_for_whose_goods_is_not_asked()
    {
        Assert.DoesNotContain(ShopOfferForm.CouponFields, field => field.Name is "scope" or "merchant");
        Assert.DoesNotContain(
            ShopOfferForm.CouponFields, field => field.Name.EndsWith("ShareBp", StringComparison.Ordinal));
        var spec = ShopOfferForm.Complete(
            ShopOfferKind.Coupon, Market.SpecOf(
                ("title", "t"), ("thresholdMinor", 100L), ("offMinor", 10L), ("budgetMinor", 100L),
                ("platformShareBp", 10_000L)));
        Assert.Equal("spec.platformShareBp", Assert.Single(((InvalidRequest)spec.Error!).Wrong).Path);
        var coupon = ShopOfferForm.AsCoupon(Coupon().Spec, "shop-7");
        Assert.Equal(
            (0L, 10_000L, "shop", "shop-7"),
            (coupon.Number("platformShareBp"), coupon.Number("merchantShareBp"), coupon.Text("scope"),
                coupon.Text("merchant")));
    }

    private static ShopOfferCheck.Wanted Coupon(params (string Name, object Value)[] otherwise)
    {
        var spec = new Dictionary<string, object>
        {
            ["title"] = "100 - 20", ["thresholdMinor"] = 10_000L, ["offMinor"] = 2_000L, ["budgetMinor"] = 20_000L,
            ["perShopper"] = 1L,
        };
        foreach (var (name, value) in otherwise)
        {
            spec[name] = value;
        }

        return new ShopOfferCheck.Wanted(
            ShopOfferKind.Coupon, new MechanicSpec(spec), Now.AddHours(1), Now.AddHours(5));
    }

    private static ShopOfferCheck.Wanted Threshold(params (long From, long Off)[] steps) => new(
        ShopOfferKind.Threshold,
        Market.SpecOf(
            [
                ("title", "t"),
                .. steps.SelectMany((step, i) => new (string, object)[]
                {
                    ($"step{i + 1}ThresholdMinor", step.From), ($"step{i + 1}OffMinor", step.Off),
                }),
            ]),
        Now.AddHours(1), Now.AddHours(5));

    private static ShopOfferCheck.Other Other(
        DateTimeOffset from, DateTimeOffset to, ShopOfferKind kind = ShopOfferKind.Coupon) =>
        new(Guid.NewGuid(), kind, "other", from, to);

    private static IReadOnlyList<FieldError> Wrong(
        ShopOfferCheck.Wanted wanted, params ShopOfferCheck.Other[] others) =>
        ShopOfferCheck.Wrong(ShopLimitSet.Of(Limits), wanted, others, Now);

    private static List<string> Paths(
        ShopLimitSet limits, ShopOfferCheck.Wanted wanted, params ShopOfferCheck.Other[] others) =>
        [.. ShopOfferCheck.Wrong(limits, wanted, others, Now).Select(error => error.Path)];

    private static string PathOf(params (string Name, object Value)[] spec) => ((InvalidRequest)ShopOfferForm.Complete(
        ShopOfferKind.Threshold, Market.SpecOf([("title", "t"), .. spec])).Error!).Wrong[0].Path;
}
