using System.Globalization;
using Marquee.Campaigns;
using Marquee.Kernel;

namespace Marquee.Benefits.Shops;

/// <summary>
/// Whether a shop's offer keeps within its limits. Pure; every refusal names the field, what it said, and what would be
/// accepted.
/// </summary>
internal static class ShopOfferCheck
{
    /// <summary>What is asked for.</summary>
    internal sealed record Wanted(ShopOfferKind Kind, MechanicSpec Spec, DateTimeOffset From, DateTimeOffset To);

    /// <summary>Another offer of the shop that is not over.</summary>
    internal sealed record Other(Guid Id, ShopOfferKind Kind, string Title, DateTimeOffset From, DateTimeOffset To);

    /// <param name="limits">The narrowest limits that hold for the shop.</param>
    /// <param name="wanted">What is asked for, right by itself.</param>
    /// <param name="others">The shop's other offers that are not over.</param>
    /// <param name="now">The tenant's clock.</param>
    public static IReadOnlyList<FieldError> Wrong(
        ShopLimitSet limits, Wanted wanted, IReadOnlyList<Other> others, DateTimeOffset now) =>
    [
        .. WrongKind(limits, wanted),
        .. WrongWindow(limits, wanted, now),
        .. WrongDepth(limits, wanted),
        .. WrongBesides(limits, wanted, [.. others.Where(other => other.From < wanted.To && wanted.From < other.To)]),
    ];

    private static IEnumerable<FieldError> WrongKind(ShopLimitSet limits, Wanted wanted)
    {
        var open = wanted.Kind == ShopOfferKind.Coupon ? limits.Coupons : limits.Thresholds;
        if (!open)
        {
            var kinds = new[] { (limits.Coupons, "coupon"), (limits.Thresholds, "threshold") }
                .Where(kind => kind.Item1).Select(kind => kind.Item2).ToList();
            yield return new FieldError(
                "kind", "is not open to this shop", EnumText.Of(wanted.Kind),
                kinds.Count == 0 ? "nothing at present" : string.Join(", ", kinds));
        }
    }

    private static IEnumerable<FieldError> WrongWindow(ShopLimitSet limits, Wanted wanted, DateTimeOffset now)
    {
        if (wanted.From < now + limits.MinLead)
        {
            yield return new FieldError(
                "from", "begins too early", T(wanted.From), $"from {T(now + limits.MinLead)} on");
        }

        if (wanted.To <= wanted.From)
        {
            yield return new FieldError("to", "is not after from", T(wanted.To), $"after {T(wanted.From)}");
        }
        else if (wanted.To - wanted.From > limits.MaxWindow)
        {
            yield return new FieldError(
                "to", "makes the window too long", T(wanted.To), $"until {T(wanted.From + limits.MaxWindow)}");
        }
    }

    private static IEnumerable<FieldError> WrongDepth(ShopLimitSet limits, Wanted wanted)
    {
        foreach (var (step, fromField, offField) in ShopOfferForm.StepsOf(wanted.Kind, wanted.Spec))
        {
            if (step.FromMinor < limits.MinThresholdMinor)
            {
                yield return new FieldError(
                    "spec." + fromField, "is below the smallest threshold", N(step.FromMinor),
                    $"at least {limits.MinThresholdMinor}");
            }

            var deepest = Math.Min(
                limits.MaxOffMinor, (long)((Int128)step.FromMinor * Math.Min(limits.MaxShareBp, 10_000) / 10_000));
            if (step.OffMinor > deepest)
            {
                yield return new FieldError(
                    "spec." + offField, "takes off more than the platform lets shops", N(step.OffMinor),
                    $"at most {deepest}");
            }
        }

        if (wanted.Kind == ShopOfferKind.Threshold && ShopOfferForm.MaxOffOf(wanted.Spec) is { } most
            && most > limits.MaxOffMinor)
        {
            yield return new FieldError(
                "spec.maxOffMinor", "takes off more than the platform lets shops", N(most),
                $"at most {limits.MaxOffMinor}");
        }

        if (wanted.Kind == ShopOfferKind.Coupon)
        {
            if (wanted.Spec.Number("budgetMinor") is var budget && budget > limits.MaxBudgetMinor)
            {
                yield return new FieldError(
                    "spec.budgetMinor", "is more than the platform lets shops", N(budget),
                    $"at most {limits.MaxBudgetMinor}");
            }

            // What was claimed at the last instant is used afterwards: as long as the window may be, no longer.
            if (wanted.Spec.NumberOrNull("validForSeconds") is { } valid && valid > limits.MaxWindow.TotalSeconds)
            {
                yield return new FieldError(
                    "spec.validForSeconds", "is longer than the platform lets shops", N(valid),
                    $"at most {(long)limits.MaxWindow.TotalSeconds}");
            }
        }
    }

    private static IEnumerable<FieldError> WrongBesides(
        ShopLimitSet limits, Wanted wanted, IReadOnlyList<Other> meanwhile)
    {
        var coupons = meanwhile.Where(other => other.Kind == ShopOfferKind.Coupon).ToList();
        if (wanted.Kind == ShopOfferKind.Coupon && MostAtOnce(wanted, coupons) > limits.MaxCoupons)
        {
            yield return new FieldError(
                "from", "is a time when too many coupons of the shop would be live", T(wanted.From),
                $"at most {limits.MaxCoupons} live at once");
        }

        if (wanted.Kind == ShopOfferKind.Threshold
            && meanwhile.FirstOrDefault(other => other.Kind == ShopOfferKind.Threshold) is { } threshold)
        {
            yield return new FieldError(
                "from", "is a time when another threshold of the shop holds", T(wanted.From), Outside(threshold));
        }

        if (!limits.Together && meanwhile.FirstOrDefault(other => other.Kind != wanted.Kind) is { } same)
        {
            yield return new FieldError(
                "from", "is a time when the shop runs the other kind, and the two may not be stacked", T(wanted.From),
                Outside(same));
        }
    }

    // The most that are live at one instant of the window, the wanted one among them.
    private static long MostAtOnce(Wanted wanted, List<Other> coupons) => 1 + coupons
        .Select(other => other.From > wanted.From ? other.From : wanted.From).Append(wanted.From)
        .Max(at => coupons.Count(other => other.From <= at && at < other.To));

    private static string Outside(Other other) =>
        $"a window outside of {T(other.From)} to {T(other.To)} ({other.Title})";

    private static string T(DateTimeOffset instant) => instant.ToString("u", CultureInfo.InvariantCulture);

    private static string N(long number) => number.ToString(CultureInfo.InvariantCulture);
}
