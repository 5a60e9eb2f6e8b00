using Marquee.Campaigns.Gates;
using Marquee.Campaigns.Submissions;
using Marquee.Catalog;
using Marquee.Kernel;
using Marquee.Rules;

namespace Marquee.Campaigns.Merchants;

/// <summary>A plan to look at: the item, all its SKUs, and what would be offered.</summary>
internal sealed record ToProspect(Item Item, IReadOnlyList<Sku> Skus, Plan Plan);

/// <summary>
/// Judges plans before they are submitted, and finds what would have to change: each proposal was judged again and
/// passes, or is not made.
/// </summary>
internal sealed class Prospecting(Judging judging)
{
    /// <summary>One prospect for each plan, in order; every item once.</summary>
    public async Task<IReadOnlyList<Prospect>> ProspectAsync(
        CallContext call, RoundRules rules, TimeSpan live, IReadOnlyList<ToProspect> plans, CancellationToken cancel)
    {
        var first = await judging.JudgeAsync(call, rules, [.. plans.Select(ToJudge)], ClauseMoment.Frozen, cancel);
        var passing = new Plan?[plans.Count];
        var open = Enumerable.Range(0, plans.Count).Where(i => first[i].Outcome == Outcome.Fail)
            .Select(i => (Index: i, Plan: plans[i].Plan, Judged: first[i])).ToList();
        for (var round = 0; round < Limits.ChangeRounds && open.Count > 0; round++)
        {
            // What is hidden from merchants is not told by a proposal either.
            open = [.. open.Select(one => one with
            {
                Plan = ProspectMath.Met(one.Plan, plans[one.Index].Skus, one.Judged.ForMerchants),
            }).Where(one => one.Plan.Hash != plans[one.Index].Plan.Hash)];
            var again = await judging.JudgeAsync(
                call, rules, [.. open.Select(one => ToJudge(plans[one.Index] with { Plan = one.Plan }))],
                ClauseMoment.Frozen, cancel);
            foreach (var (one, judged) in open.Zip(again).Where(pair => pair.Second.Outcome != Outcome.Fail))
            {
                passing[one.Index] = one.Plan;
            }

            open = [.. open.Zip(again).Where(pair => pair.Second.Outcome == Outcome.Fail)
                .Select(pair => pair.First with { Judged = pair.Second })];
        }

        return [.. plans.Select((plan, i) => Of(plan, first[i], passing[i], live))];
    }

    private static Prospect Of(ToProspect asked, Judgement judged, Plan? passing, TimeSpan live)
    {
        var plan = passing ?? asked.Plan;
        var skus = ProspectMath.Skus(plan, asked.Skus);
        return new Prospect(
            asked.Item, judged, plan, skus, passing is null ? [] : ProspectMath.Changes(asked.Plan, passing),
            ProspectMath.Estimate(skus, plan.FundingShareBp, live));
    }

    private static ToJudge ToJudge(ToProspect one) => new(one.Item.ItemNo, one.Item.MerchantNo, one.Plan);
}
