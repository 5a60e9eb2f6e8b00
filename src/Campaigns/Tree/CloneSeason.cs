using Marquee.Campaigns.Plans;
using Marquee.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Campaigns.Tree;

/// <summary>
/// Last year's season again: rules, campaigns, rounds, slots, quotas and mechanics as drafts, every window as many days
/// later as the season itself, at the same time of day. Whoever has pages, placements or pools of it hears of it and
/// brings theirs along.
/// </summary>
internal static class CloneSeason
{
    internal sealed record Body(string Name, DateTimeOffset Opens, DateTimeOffset Closes);

    internal sealed record View(
        Id<Season> Id, string Name, DateTimeOffset Opens, DateTimeOffset Closes, int Campaigns, int Rounds);

    public static void Map(RouteGroupBuilder api) => api
        .MapPost("/seasons/{season}/clone", HandleAsync).WithName(nameof(CloneSeason))
        .WithSummary("Make the season again on other days, as drafts, with everything below it").Allow(Role.Operator)
        .Frozen(ChangeArea.Rounds);

    private static async Task<Answer<View>> HandleAsync(
        Id<Season> season, Body body, CallContext call, CampaignsDb db, CancellationToken cancel)
    {
        if (NodeName.Wrong(body.Name, body.Opens, body.Closes) is { } wrong)
        {
            return wrong;
        }

        return await db.MutateAsync<View>(call, async tx =>
        {
            var plan = await SeasonReading.SeasonAsync(tx, season, cancel);
            if (!plan.IsSuccess)
            {
                return plan.Error;
            }

            var misfits = PlanCalendar.Wrong(
                plan.Value.Campaigns.SelectMany(campaign => campaign.Rounds), call.Zone, call.DayOf(body.Opens),
                body.Opens, body.Closes, call.Now);
            if (misfits.Count > 0)
            {
                return new InvalidRequest(misfits);
            }

            var made = new Season(call.Ids.Next<Season>(), body.Name.Trim(), body.Opens, body.Closes, 1);
            await SeasonMaking.SeasonAsync(tx, plan.Value, made, season, cancel);
            await tx.AuditAsync(
                "campaigns.season.cloned", $"season:{made.Id}", new { from = season, body.Opens, body.Closes }, cancel);
            await tx.AddAsync(new SeasonCloned(season, made.Id), cancel);
            return new View(
                made.Id, made.Name, made.Opens, made.Closes, plan.Value.Campaigns.Count, plan.Value.Rounds);
        }, cancel);
    }
}
