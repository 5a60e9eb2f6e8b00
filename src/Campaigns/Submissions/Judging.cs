using Marquee.Campaigns.Gates;
using Marquee.Kernel;
using Marquee.Rules;

namespace Marquee.Campaigns.Submissions;

/// <summary>A plan to be judged: the item, its merchant, and what is offered.</summary>
internal sealed record ToJudge(int ItemNo, int MerchantNo, Plan Plan);

/// <summary>
/// Runs the rules in force at a round over plans: every merchant once, every item once, whatever the number of gates
/// and nodes.
/// </summary>
internal sealed class Judging(RuleEvaluation evaluation)
{
    /// <summary>One judgement for each plan, in order.</summary>
    /// <param name="call">The call.</param>
    /// <param name="rules">The rules in force.</param>
    /// <param name="plans">The plans; every item once.</param>
    /// <param name="at">The moment: clauses of it and of later ones are checked.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<IReadOnlyList<Judgement>> JudgeAsync(
        CallContext call, RoundRules rules, IReadOnlyList<ToJudge> plans, ClauseMoment at, CancellationToken cancel)
    {
        var values = new SuppliedValues();
        foreach (var plan in plans)
        {
            PlanFields.Supply(values, plan.ItemNo, plan.Plan, call.Now);
        }

        var merchants = plans.Select(plan => plan.MerchantNo).Distinct().ToArray();
        var ofMerchants = await VerdictsAsync(call, rules.Of(Entity.Merchant), merchants, at, values, cancel);
        var ofItems = await VerdictsAsync(
            call, rules.Of(Entity.Item), [.. plans.Select(plan => plan.ItemNo)], at, values, cancel);
        return [.. plans.Select(plan => Combine(
            plan.Plan, [.. ofMerchants[plan.MerchantNo], .. ofItems[plan.ItemNo]]))];
    }

    private async Task<ILookup<int, (ActiveRule Rule, Verdict Verdict)>> VerdictsAsync(
        CallContext call, IReadOnlyList<ActiveRule> rules, int[] keys, ClauseMoment at, SuppliedValues values,
        CancellationToken cancel)
    {
        if (rules.Count == 0)
        {
            return Array.Empty<int>().ToLookup(key => key, _ => default((ActiveRule, Verdict)));
        }

        var byRule = await evaluation.EvaluateAsync(
            call, [.. rules.Select(rule => rule.Rule)], keys, at, values, cancel);
        return rules.SelectMany((rule, i) => keys.Select((key, j) => (Key: key, Rule: rule, Verdict: byRule[i][j])))
            .ToLookup(row => row.Key, row => (row.Rule, row.Verdict));
    }

    /// <summary>What the rules of all nodes say together, gate by gate. Pure.</summary>
    internal static Judgement Combine(Plan plan, IReadOnlyList<(ActiveRule Rule, Verdict Verdict)> verdicts)
    {
        var skus = plan.Skus.ToDictionary(sku => sku.SkuNo, sku => sku.SkuId);
        Outcome Of(Gate gate) => Worst(verdicts.Where(one => one.Rule.Gate == gate).Select(one => one.Verdict.Outcome));
        string[] Named(Outcome outcome) =>
        [
            .. verdicts.SelectMany(one => one.Verdict.Clauses.Where(clause => clause.Outcome == outcome)
                .Select(clause => Gates.Gates.ClauseKey(one.Rule.Node, one.Rule.Gate, clause.Number))),
        ];
        return new Judgement(
            Worst(verdicts.Select(one => one.Verdict.Outcome)), Of(Gate.Merchant), Of(Gate.Item), Of(Gate.Sku),
            Named(Outcome.Fail), Named(Outcome.Unknown),
            [.. verdicts.OrderBy(one => one.Rule.Gate).SelectMany(one => Reasons(one.Rule, one.Verdict, false, skus))],
            [.. verdicts.OrderBy(one => one.Rule.Gate).SelectMany(
                one => Reasons(one.Rule, one.Verdict.ForMerchant(), true, skus))]);
    }

    /// <summary>A failure decides; else what is unknown leaves it open; nothing to check passes.</summary>
    internal static Outcome Worst(IEnumerable<Outcome> outcomes)
    {
        var worst = Outcome.Pass;
        foreach (var outcome in outcomes)
        {
            if (outcome == Outcome.Fail)
            {
                return Outcome.Fail;
            }

            worst = outcome == Outcome.Unknown ? Outcome.Unknown : worst;
        }

        return worst;
    }

    private static IEnumerable<Why> Reasons(
        ActiveRule rule, Verdict verdict, bool forMerchants, Dictionary<int, string> skus) =>
        verdict.Clauses.Where(clause => clause.Outcome != Outcome.Pass).SelectMany(clause =>
        {
            var words = rule.ClauseOf(clause.Number, forMerchants);
            return clause.Reasons.Take(Limits.ReasonsPerClause).Select(reason => new Why(
                Gates.Gates.ClauseKey(rule.Node, rule.Gate, clause.Number), rule.Gate, rule.Node, reason.Path,
                reason.Sku is { } sku ? skus.GetValueOrDefault(sku) : null, reason.Outcome, reason.Cause,
                new Texts(words.TextZh, words.TextEn), new Texts(reason.TextZh, reason.TextEn), reason.Field,
                TextsOf(reason.Observed), TextsOf(reason.Needed), reason.Needed?.Scaled, reason.Source, reason.AsOf,
                words.Moment, words.Visibility));
        });

    private static Texts? TextsOf(ReasonValue? value) => value is null ? null : new Texts(value.TextZh, value.TextEn);
}
