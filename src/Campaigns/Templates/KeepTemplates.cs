using Marquee.Campaigns.Plans;
using Marquee.Campaigns.Tree;
using Marquee.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Campaigns.Templates;

/// <summary>What a template makes. Stored by name.</summary>
internal enum TemplateKind
{
    /// <summary>A season with everything below it.</summary>
    Season,
    /// <summary>A campaign with its rounds.</summary>
    Campaign,
}

/// <summary>A season or campaign is kept under a name, to start others from.</summary>
internal static class KeepTemplates
{
    internal sealed record Body(string Name, Id<Season>? Season = null, Id<Campaign>? Campaign = null);

    internal sealed record View(
        Guid Id, TemplateKind Kind, string Name, int Campaigns, int Rounds, DateTimeOffset CreatedAt, string CreatedBy);

    internal sealed record Gone(Guid Id);

    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/templates", SaveAsync).WithName("SaveTemplate")
            .WithSummary("Keep a season or a campaign as a template, replacing the one of that name")
            .Allow(Role.Operator);
        api.MapGet("/templates", ListAsync).WithName("ListTemplates")
            .WithSummary("The templates by kind and name; at most 200").AllowStaff().Rows(RowRule.Common);
        api.MapDelete("/templates/{id}", RemoveAsync).WithName("RemoveTemplate")
            .WithSummary("Remove a template; what was started from it stays").Allow(Role.Operator);
    }

    private static async Task<Answer<View>> SaveAsync(
        Body body, CallContext call, CampaignsDb db, CancellationToken cancel)
    {
        if (NodeName.Wrong(body.Name) is { } wrong)
        {
            return wrong;
        }

        if (body.Season is null == body.Campaign is null)
        {
            return new InvalidRequest(
                "season", "exactly one of season and campaign is wanted", null, "a season's or a campaign's id");
        }

        return await db.MutateAsync<View>(call, async tx =>
        {
            var season = body.Season is { } one ? await SeasonReading.SeasonAsync(tx, one, cancel)
                : (await SeasonReading.CampaignAsync(tx, body.Campaign!.Value, cancel)).Map(
                    plan => new SeasonPlan(plan.Name, 0, new Dictionary<Gates.Gate, string>(), [plan]));
            if (!season.IsSuccess)
            {
                return season.Error;
            }

            var kind = body.Season is null ? TemplateKind.Campaign : TemplateKind.Season;
            var plan = season.Value;
            if (MarqueeJson.Text(plan).Length > Limits.TemplateLength)
            {
                return new InvalidRequest("season", "is too large to be kept", MarqueeJson.Text(plan).Length,
                    $"a plan of up to {Limits.TemplateLength} characters of JSON");
            }

            var count = await tx.ScalarAsync<int>(
                $"select count(*)::int from campaigns.template where tenant_id = {call.Tenant.Id}", cancel);
            if (count >= Limits.Templates)
            {
                return new InvalidRequest("name", "there are as many templates as there can be", count,
                    $"{Limits.Templates}; remove one first");
            }

            var id = await tx.ScalarAsync<Guid>($"""
                insert into campaigns.template
                    (tenant_id, id, kind, name, plan, campaigns, rounds, created_at, created_by)
                values ({call.Tenant.Id}, {call.Ids.Next()}, {kind}, {body.Name.Trim()}, {new SqlText.Json(plan)},
                    {plan.Campaigns.Count}, {plan.Rounds}, {call.Now}, {call.Actor.Name})
                on conflict (tenant_id, kind, name) do update set plan = excluded.plan,
                    campaigns = excluded.campaigns, rounds = excluded.rounds, created_at = excluded.created_at,
                    created_by = excluded.created_by
                returning id
                """, cancel);
            await tx.AuditAsync("campaigns.template.saved", $"template:{id}", body, cancel);
            return new View(
                id, kind, body.Name.Trim(), plan.Campaigns.Count, plan.Rounds, call.Now, call.Actor.Name);
        }, cancel);
    }

    private static async Task<Answer<IReadOnlyList<View>>> ListAsync(
        CallContext call, CampaignsDb db, CancellationToken cancel) =>
        Answer<IReadOnlyList<View>>.Of(await db.ReadAsync(call, tx => tx.QueryAsync(
            $"""
            select id, kind, name, campaigns, rounds, created_at, created_by from campaigns.template
            where tenant_id = {call.Tenant.Id} order by kind desc, name limit {Limits.Templates}
            """,
            row => new View(
                row.GetGuid(0), row.Enum<TemplateKind>(1), row.GetString(2), row.GetInt32(3), row.GetInt32(4),
                row.Instant(5), row.GetString(6)), cancel), cancel));

    private static async Task<Answer<Gone>> RemoveAsync(
        Guid id, CallContext call, CampaignsDb db, CancellationToken cancel) =>
        await db.MutateAsync<Gone>(call, async tx =>
        {
            var removed = await tx.ExecuteAsync(
                $"delete from campaigns.template where tenant_id = {call.Tenant.Id} and id = {id}", cancel);
            if (removed == 0)
            {
                return new Unknown("template", id.ToString());
            }

            await tx.AuditAsync("campaigns.template.removed", $"template:{id}", null, cancel);
            return new Gone(id);
        }, cancel);
}
