using Marquee.Campaigns.Plans;
using Marquee.Campaigns.Tree;
using Marquee.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Campaigns.Templates;

/// <summary>A season, or a campaign in a season, is started from a template.</summary>
internal static class StartFromTemplate
{
    /// <summary>What is started.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Opens">When it begins: a season's opening, or the day of a campaign's first phase.</param>
    /// <param name="Closes">When a season ends; nothing for a campaign.</param>
    /// <param name="Season">The season of a campaign; nothing for a season.</param>
    internal sealed record Body(
        string Name, DateTimeOffset Opens, DateTimeOffset? Closes = null, Id<Season>? Season = null);

    internal sealed record View(Id<Season> Season, Id<Campaign>? Campaign);

    public static void Map(RouteGroupBuilder api) => api
        .MapPost("/templates/{id}/start", HandleAsync).WithName(nameof(StartFromTemplate))
        .WithSummary("Make what the template says, as drafts, on other days").Allow(Role.Operator)
        .Frozen(ChangeArea.Rounds);

    private static async Task<Answer<View>> HandleAsync(
        Guid id, Body body, CallContext call, CampaignsDb db, CancellationToken cancel) =>
        await db.MutateAsync<View>(call, async tx =>
        {
            var template = await tx.FindAsync(
                $"""
                select kind, plan from campaigns.template where tenant_id = {call.Tenant.Id} and id = {id}
                """, row => Tuple.Create(row.Enum<TemplateKind>(0), row.Json<SeasonPlan>(1)), cancel);
            if (template is null)
            {
                return new Unknown("template", id.ToString());
            }

            return template.Item1 switch
            {
                TemplateKind.Season => await SeasonAsync(tx, template.Item2, body, cancel),
                TemplateKind.Campaign => await CampaignAsync(tx, template.Item2.Campaigns[0], body, cancel),
            };
        }, cancel);

    private static async Task<Result<View>> SeasonAsync(
        Transaction tx, SeasonPlan plan, Body body, CancellationToken cancel)
    {
        if (body.Closes is not { } closes)
        {
            return new InvalidRequest("closes", "is missing", null, "when the season ends");
        }

        if (NodeName.Wrong(body.Name, body.Opens, closes) is { } wrong)
        {
            return wrong;
        }

        var call = tx.Call;
        var misfits = PlanCalendar.Wrong(
            plan.Campaigns.SelectMany(campaign => campaign.Rounds), call.Zone, call.DayOf(body.Opens), body.Opens,
            closes, call.Now);
        if (misfits.Count > 0)
        {
            return new InvalidRequest(misfits);
        }

        var made = new Season(call.Ids.Next<Season>(), body.Name.Trim(), body.Opens, closes, 1);
        await SeasonMaking.SeasonAsync(tx, plan, made, null, cancel);
        await tx.AuditAsync("campaigns.season.started", $"season:{made.Id}", body, cancel);
        return new View(made.Id, null);
    }

    private static async Task<Result<View>> CampaignAsync(
        Transaction tx, CampaignPlan plan, Body body, CancellationToken cancel)
    {
        if (NodeName.Wrong(body.Name) is { } wrong)
        {
            return wrong;
        }

        var call = tx.Call;
        var season = body.Season is not { } id ? null : await tx.FindAsync(
            $"""
            select opens, closes from campaigns.season where tenant_id = {call.Tenant.Id} and id = {id} for update
            """, row => new Season(id, "", row.Instant(0), row.Instant(1), 0), cancel);
        if (season is null)
        {
            return new InvalidRequest("season", "is missing or unknown", body.Season, "the season to make it in");
        }

        var count = await tx.ScalarAsync<int>($"""
            select count(*)::int from campaigns.campaign
            where tenant_id = {call.Tenant.Id} and season_id = {season.Id}
            """, cancel);
        if (count >= Limits.CampaignsPerSeason)
        {
            return new InvalidRequest(
                "season", "has as many campaigns as it can", count, $"{Limits.CampaignsPerSeason} campaigns");
        }

        var misfits = PlanCalendar.Wrong(
            plan.Rounds, call.Zone, call.DayOf(body.Opens), season.Opens, season.Closes, call.Now);
        if (misfits.Count > 0)
        {
            return new InvalidRequest([.. misfits.Select(one => one with { Path = "opens" })]);
        }

        var made = await SeasonMaking.CampaignAsync(
            tx, plan, season.Id, body.Name.Trim(), call.DayOf(body.Opens), null, cancel);
        await tx.AuditAsync("campaigns.campaign.started", $"campaign:{made}", body, cancel);
        return new View(season.Id, made);
    }
}
