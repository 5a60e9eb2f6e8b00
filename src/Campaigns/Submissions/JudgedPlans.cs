using Marquee.Campaigns.Gates;
using Marquee.Campaigns.Rounds;
using Marquee.Campaigns.Tree;
using Marquee.Kernel;
using Marquee.Rules;

namespace Marquee.Campaigns.Submissions;

/// <summary>One plan of a request: read and judged, or the error that it has.</summary>
internal sealed record JudgedPlan(string Item, ReadPlan? Plan, Judgement? Judgement, Error? Error);

/// <summary>
/// The plans of a request, judged against a round. What submitting and asking beforehand share: they give the same
/// verdict.
/// </summary>
internal sealed record JudgedPlans(IReadOnlyList<JudgedPlan> Plans, RoundRules Rules, bool ForStaff)
{
    public static async Task<Result<JudgedPlans>> JudgeAsync(
        Id<Round> round, IReadOnlyList<PlanBody> bodies, CallContext call, CampaignsDb db, PlanReading reading,
        RuleLoader loader,
        Judging judging, CancellationToken cancel)
    {
        var loaded = await db.ReadAsync<Result<(Round Round, RoundRules Rules)>>(call, async tx =>
        {
            var views = await RoundRows.ViewsAsync(tx, [round], cancel);
            if (views.Count == 0 || !ShowRounds.Visible(call, views[0]))
            {
                return new Unknown("round", round.ToString());
            }

            var rules = await loader.LoadAsync(tx, round, cancel);
            return rules.IsSuccess ? (views[0], rules.Value) : rules.Error;
        }, cancel);
        if (!loaded.IsSuccess)
        {
            return loaded.Error;
        }

        if (await reading.DownAsync(call, loaded.Value.Round, cancel) is { } down)
        {
            return down;
        }

        var read = await reading.ReadAsync(call, bodies, loaded.Value.Round.Slots, cancel);
        var judgements = new Queue<Judgement>(await judging.JudgeAsync(
            call, loaded.Value.Rules,
            [.. read.Where(one => one.IsSuccess).Select(
                one => new ToJudge(one.Value.Item.ItemNo, one.Value.Merchant.MerchantNo, one.Value.Plan))],
            ClauseMoment.Frozen, cancel));
        return new JudgedPlans(
            [.. read.Select((one, i) => one.IsSuccess
                ? new JudgedPlan(bodies[i].Item, one.Value, judgements.Dequeue(), null)
                : new JudgedPlan(bodies[i].Item, null, null, one.Error))],
            loaded.Value.Rules, read.Where(one => one.IsSuccess).All(one => Sensitive.InternalClauses.IsShownTo(
                call.Actor, one.Value.Merchant.Id, one.Value.Item.Category)));
    }
}
