using Marquee.Campaigns.Gates;
using Marquee.Campaigns.Rounds;
using Marquee.Campaigns.Submissions;
using Marquee.Catalog;
using Marquee.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Campaigns.Merchants;

/// <summary>
/// A merchant tries a plan: the verdict it would have, the smallest change that passes, and what it may come to.
/// </summary>
internal static class AskProspects
{
    internal sealed record Body(IReadOnlyList<PlanBody> Items);

    internal sealed record ResultView(string Item, CandidateView? Prospect, EntryError? Error);

    internal sealed record View(IReadOnlyList<ResultView> Results);

    public static void Map(RouteGroupBuilder api) => api
        .MapPost("/shops/{shop}/rounds/{round}/prospects", HandleAsync).WithName(nameof(AskProspects))
        .WithSummary("Try plans: verdict, smallest change and an estimate for each, in order; nothing is submitted")
        .AllowMembers();

    private static async Task<Answer<View>> HandleAsync(
        string shop, Id<Round> round, Body body, CallContext call, CampaignsDb db, ICatalog catalog,
        PlanReading reading, RuleLoader loader, Prospecting prospecting, CancellationToken cancel)
    {
        var merchant = await Shops.FindAsync(call, catalog, shop, cancel);
        if ((merchant.Error ?? VerdictsView.WrongCount(body.Items.Count)) is { } wrong)
        {
            return wrong;
        }

        var loaded = await db.ReadAsync<Result<(Round Round, RoundRules Rules)>>(call, async tx =>
        {
            var views = await RoundRows.ViewsAsync(tx, [round], cancel);
            if (views is not [{ CampaignStatus: CampaignStatus.Published }])
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

        var live = loaded.Value.Round[RoundPhase.Live];
        var read = await reading.ReadAsync(call, body.Items, loaded.Value.Round.Slots, cancel);
        var prospects = new Queue<Prospect>(await prospecting.ProspectAsync(
            call, loaded.Value.Rules, live.Closes!.Value - live.Opens!.Value,
            [
                .. read.Where(one => one.IsSuccess).Select(
                    one => new ToProspect(one.Value.Item, one.Value.AllSkus, one.Value.Plan)),
            ], cancel));
        return new View([.. read.Select((one, i) => one.IsSuccess
            ? new ResultView(body.Items[i].Item, CandidateView.Of(prospects.Dequeue()), null)
            : new ResultView(body.Items[i].Item, null, EntryError.Of(one.Error)))]);
    }
}
