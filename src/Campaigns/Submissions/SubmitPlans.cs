using Marquee.Campaigns.Gates;
using Marquee.Campaigns.Rounds;
using Marquee.Kernel;
using Marquee.Rules;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Campaigns.Submissions;

/// <summary>
/// A merchant submits plans for items, up to a thousand at once: each is judged at once and stored with its verdict,
/// also when it is refused. The same plan again changes nothing. One that cannot be read or moved has its error; the
/// others go on.
/// </summary>
internal static class SubmitPlans
{
    internal sealed record Body(IReadOnlyList<PlanBody> Items);

    public static void Map(RouteGroupBuilder api) => api
        .MapPost("/rounds/{round}/submissions", HandleAsync).WithName(nameof(SubmitPlans))
        .WithSummary("Submit plans for items; answers a verdict for each, in order")
        .Allow([.. EndpointRules.MerchantPeople, Role.Operator, Role.CategoryManager, Role.Machine])
        .Needs(ShopRight.Submit);

    private static async Task<Answer<VerdictsView>> HandleAsync(
        Id<Round> round, Body body, CallContext call, CampaignsDb db, PlanReading reading, RuleLoader loader,
        Judging judging,
        CancellationToken cancel)
    {
        if (VerdictsView.WrongCount(body.Items.Count) is { } wrong)
        {
            return wrong;
        }

        // Judged before the transaction, which then makes sure that the rules are still the same.
        var judged = await JudgedPlans.JudgeAsync(round, body.Items, call, db, reading, loader, judging, cancel);
        if (!judged.IsSuccess)
        {
            return judged.Error;
        }

        return await db.MutateAsync<VerdictsView>(call, async tx =>
        {
            if (await RoundRows.KeepAsync(tx, round, cancel) is not { } state)
            {
                return new Unknown("round", round.ToString());
            }

            if (Submitting.Refusal(state, call.Now) is { } refusal)
            {
                return refusal;
            }

            var rules = await loader.LoadAsync(tx, round, cancel);
            if (!rules.IsSuccess || !rules.Value.Hashes.SequenceEqual(judged.Value.Rules.Hashes))
            {
                return rules.Error ?? new RulesMoved(round);
            }

            return await Submitting.StoreAsync(tx, state, judged.Value, cancel);
        }, cancel);
    }
}
