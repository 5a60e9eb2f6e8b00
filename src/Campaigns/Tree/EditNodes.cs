using Marquee.Campaigns.Gates;
using Marquee.Campaigns.Rounds;
using Marquee.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Campaigns.Tree;

/// <summary>Seasons and campaigns get other names, other dates, another type.</summary>
internal static class EditNodes
{
    internal sealed record SeasonBody(int Revision, string Name, DateTimeOffset Opens, DateTimeOffset Closes);

    internal sealed record CampaignBody(int Revision, string Name, string Type);

    public static void Map(RouteGroupBuilder api)
    {
        api.MapPut("/seasons/{season}", SeasonAsync).WithName("EditSeason")
            .WithSummary("Change a season's name and dates; its rounds must lie within them").Allow(Role.Operator)
            .Frozen(ChangeArea.Rounds);
        api.MapPut("/campaigns/{campaign}", CampaignAsync).WithName("EditCampaign")
            .WithSummary("Change a campaign's name, and its type while it is a draft").Allow(Role.Operator)
            .Frozen(ChangeArea.Rounds);
    }

    private static async Task<Answer<Season>> SeasonAsync(
        Id<Season> season, SeasonBody body, CallContext call, CampaignsDb db, CancellationToken cancel)
    {
        if (NodeName.Wrong(body.Name, body.Opens, body.Closes) is { } wrong)
        {
            return wrong;
        }

        return await db.MutateAsync<Season>(call, async tx =>
        {
            if (await RuleRows.NodeAsync(tx, NodeKind.Season, season.Value, forChange: true, cancel) is not { } node)
            {
                return new Unknown("season", season.ToString());
            }

            if (node.Revision != body.Revision)
            {
                return new RevisionPassed(body.Revision, node.Revision);
            }

            var outside = await tx.FindAsync(
                $"""
                select r.name, p.phase, p.opens, p.closes from campaigns.phase p
                join campaigns.round r on r.tenant_id = p.tenant_id and r.id = p.round_id
                join campaigns.campaign c on c.tenant_id = r.tenant_id and c.id = r.campaign_id
                where p.tenant_id = {call.Tenant.Id} and c.season_id = {season}
                  and (p.opens < {body.Opens} or p.closes > {body.Closes})
                order by p.opens limit 1
                """,
                row => (Round: row.GetString(0), Phase: row.GetString(1), Opens: row.Instant(2), Closes: row.Instant(3))
                    .ToTuple(), cancel);
            if (outside is not null)
            {
                return new InvalidRequest(
                    outside.Item3 < body.Opens ? "opens" : "closes",
                    $"the phase {outside.Item2} of the round '{outside.Item1}' would lie outside",
                    outside.Item3 < body.Opens ? body.Opens : body.Closes,
                    $"dates around {outside.Item3:O} to {outside.Item4:O}");
            }

            await tx.ExecuteAsync($"""
                update campaigns.season set name = {body.Name.Trim()}, opens = {body.Opens}, closes = {body.Closes},
                    revision = revision + 1
                where tenant_id = {call.Tenant.Id} and id = {season}
                """, cancel);
            await tx.AuditAsync("campaigns.season.changed", $"season:{season}", body, cancel);
            await HistoryRows.AddAsync(tx, node, "season_changed", null, cancel);
            return new Season(season, body.Name.Trim(), body.Opens, body.Closes, node.Revision + 1);
        }, cancel);
    }

    private static async Task<Answer<Campaign>> CampaignAsync(
        Id<Campaign> campaign, CampaignBody body, CallContext call, CampaignsDb db, Registry<CampaignType> types,
        CancellationToken cancel)
    {
        if ((NodeName.Wrong(body.Name) ?? NodeName.WrongType(body.Type, types)) is { } wrong)
        {
            return wrong;
        }

        return await db.MutateAsync<Campaign>(call, async tx =>
        {
            var was = await tx.FindAsync(
                $"""
                select season_id, name, type, status, revision from campaigns.campaign
                where tenant_id = {call.Tenant.Id} and id = {campaign} for update
                """,
                row => new Campaign(
                    campaign, row.Id<Season>(0), row.GetString(1), row.GetString(2), row.Enum<CampaignStatus>(3),
                    row.GetInt32(4)), cancel);
            if (was is null)
            {
                return new Unknown("campaign", campaign.ToString());
            }

            if (was.Revision != body.Revision)
            {
                return new RevisionPassed(body.Revision, was.Revision);
            }

            // Holds of items follow from the type.
            if (was.Type != body.Type && was.Status == CampaignStatus.Published)
            {
                return new InvalidRequest("type", "a published campaign keeps its type", body.Type, was.Type);
            }

            var now = was with { Name = body.Name.Trim(), Type = body.Type, Revision = was.Revision + 1 };
            await tx.ExecuteAsync($"""
                update campaigns.campaign set name = {now.Name}, type = {now.Type}, revision = {now.Revision}
                where tenant_id = {call.Tenant.Id} and id = {campaign}
                """, cancel);
            await tx.AuditAsync("campaigns.campaign.changed", $"campaign:{campaign}", body, cancel);
            await HistoryRows.AddAsync(
                tx, new Node(NodeKind.Campaign, campaign.Value, now.Name, now.Revision), "campaign_changed", null,
                cancel);
            return now;
        }, cancel);
    }
}
