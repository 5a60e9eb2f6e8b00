using Marquee.Campaigns.Submissions;
using Marquee.Catalog;
using Marquee.Kernel;
using Marquee.Rules;

namespace Marquee.Campaigns.Merchants;

/// <summary>A SKU as it would be offered, with what it was judged by. Null is unknown, and stays so.</summary>
/// <param name="Sku">The external id.</param>
/// <param name="Spec">What distinguishes it within the item.</param>
/// <param name="DailyMinor">The daily price.</param>
/// <param name="PriceMinor">The price it is offered at: the daily one, or the highest that passes.</param>
/// <param name="Stock">The pieces set aside.</param>
/// <param name="SoldIn30Days">Pieces sold in the last thirty days.</param>
internal sealed record ProspectSku(
    string Sku, string Spec, long? DailyMinor, long? PriceMinor, long? Stock, long? SoldIn30Days);

/// <summary>One thing to change so that the item passes.</summary>
/// <param name="Field">The name of the field: activity price, activity stock or funding share.</param>
/// <param name="Sku">The SKU's external id; null for a field of the item.</param>
/// <param name="From">The value now, scaled as the field; null when there is none yet.</param>
/// <param name="To">The nearest value that passes.</param>
internal sealed record ProspectChange(string Field, string? Sku, long? From, long To);

/// <summary>
/// What taking part may come to: an estimate from the shop's own sales, stated as such. Null is unknown.
/// </summary>
/// <param name="Pieces">Pieces sold in thirty days, in proportion to the live phase, at most those set aside.</param>
/// <param name="RevenueMinor">Pieces at the activity price.</param>
/// <param name="CostMinor">The shop's share of what these pieces are cheaper than daily.</param>
internal sealed record Estimate(long? Pieces, long? RevenueMinor, long? CostMinor);

/// <summary>What a round says of an item, and what it would take.</summary>
/// <param name="Item">The item.</param>
/// <param name="Judged">The verdict on the item as it stands.</param>
/// <param name="Plan">The plan as it passes; the first one when no change of it does.</param>
/// <param name="Skus">Its SKUs.</param>
/// <param name="Changes">What to change; empty when nothing is to be, or nothing helps.</param>
/// <param name="Estimate">What it may come to.</param>
internal sealed record Prospect(
    Item Item, Judgement Judged, Plan Plan, IReadOnlyList<ProspectSku> Skus, IReadOnlyList<ProspectChange> Changes,
    Estimate Estimate)
{
    /// <summary>Whether a change of the plan alone lets it pass.</summary>
    public bool Changeable => Changes.Count > 0;
}

/// <summary>The arithmetic of prospects. Pure.</summary>
internal static class ProspectMath
{
    private const int HoursOfThirtyDays = 720;

    /// <summary>The plan that offers an item as it is: every SKU at its daily price, with the stock it has.</summary>
    public static Plan AsItIs(IReadOnlyList<Sku> skus) => new(
        [
            .. skus.OrderBy(sku => sku.SkuNo).Take(Limits.SkusPerSubmission).Select(sku => new SkuPlan(
                sku.SkuNo, sku.Id, sku.Prices.DailyMinor ?? PlanFields.NotStated,
                (int)Math.Clamp(sku.Stock ?? PlanFields.NotStated, 0, Limits.ActivityStock), null)),
        ],
        [], [], 0);

    /// <summary>
    /// The plan with every condition that failed, and that a plan can meet, met at its nearest value; the same plan
    /// when there is none.
    /// </summary>
    public static Plan Met(Plan plan, IReadOnlyList<Sku> skus, IReadOnlyList<Why> reasons)
    {
        foreach (var why in reasons)
        {
            if (why is not { Outcome: Outcome.Fail, NeededScaled: { } needed })
            {
                continue;
            }

            var sku = why.Sku ?? (plan.Skus is [var only] ? only.SkuId : null);
            plan = why.Field switch
            {
                PlanFields.FundingShare when needed is >= 0 and <= 10_000 =>
                    plan with { FundingShareBp = (int)needed },
                PlanFields.ActivityPrice when needed is >= 1 and <= Limits.PriceMinor =>
                    With(plan, sku, one => one with { ActivityPriceMinor = needed }),
                PlanFields.ActivityStock when needed >= 1 && needed <= StockOf(skus, sku) =>
                    With(plan, sku, one => one with { ActivityStock = (int)needed }),
                _ => plan,
            };
        }

        return plan;
    }

    /// <summary>What differs between two plans of the same SKUs.</summary>
    public static IReadOnlyList<ProspectChange> Changes(Plan from, Plan to)
    {
        var changes = new List<ProspectChange>();
        foreach (var (was, now) in from.Skus.Zip(to.Skus))
        {
            if (was.ActivityPriceMinor != now.ActivityPriceMinor)
            {
                changes.Add(new ProspectChange(
                    PlanFields.ActivityPrice, was.SkuId, Stated(was.ActivityPriceMinor), now.ActivityPriceMinor));
            }

            if (was.ActivityStock != now.ActivityStock)
            {
                changes.Add(new ProspectChange(
                    PlanFields.ActivityStock, was.SkuId, Stated(was.ActivityStock), now.ActivityStock));
            }
        }

        if (from.FundingShareBp != to.FundingShareBp)
        {
            changes.Add(new ProspectChange(PlanFields.FundingShare, null, from.FundingShareBp, to.FundingShareBp));
        }

        return changes;
    }

    /// <summary>The SKUs of a plan with what is known of them.</summary>
    public static IReadOnlyList<ProspectSku> Skus(Plan plan, IReadOnlyList<Sku> skus)
    {
        var known = skus.ToDictionary(sku => sku.SkuNo);
        return
        [
            .. plan.Skus.Select(one => new ProspectSku(
                one.SkuId, known[one.SkuNo].Spec, known[one.SkuNo].Prices.DailyMinor, Stated(one.ActivityPriceMinor),
                Stated(one.ActivityStock), known[one.SkuNo].SoldIn30Days)),
        ];
    }

    /// <summary>
    /// What a plan may come to while the round is live. No uplift is assumed: nobody knows it. One SKU of which
    /// something is unknown makes the item unknown.
    /// </summary>
    public static Estimate Estimate(IReadOnlyList<ProspectSku> skus, int fundingShareBp, TimeSpan live)
    {
        var hours = (long)Math.Ceiling(live.TotalHours);
        long? pieces = 0, revenue = 0, cost = 0;
        foreach (var sku in skus)
        {
            var sold = sku is { SoldIn30Days: { } month, Stock: { } stock }
                ? Math.Min(stock, ((month * hours) + (HoursOfThirtyDays / 2)) / HoursOfThirtyDays)
                : (long?)null;
            pieces += sold;
            revenue += sold * sku.PriceMinor;
            var off = sku is { DailyMinor: { } daily, PriceMinor: { } price }
                ? Math.Max(0, daily - price) : (long?)null;
            cost += sold is { } some && off is { } minor
                ? (long)(((Int128)some * minor * fundingShareBp + 5_000) / 10_000)
                : null;
        }

        return new Estimate(pieces, revenue, cost);
    }

    private static long StockOf(IReadOnlyList<Sku> skus, string? id) =>
        skus.FirstOrDefault(sku => sku.Id == id)?.Stock ?? 0;

    private static long? Stated(long value) => value == PlanFields.NotStated ? null : value;

    private static Plan With(Plan plan, string? sku, Func<SkuPlan, SkuPlan> change) => sku is null ? plan : plan with
    {
        Skus = [.. plan.Skus.Select(one => one.SkuId == sku ? change(one) : one)],
    };
}
