using Marquee.Campaigns.Gates;
using Marquee.Campaigns.Rounds;
using Marquee.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Campaigns.Tree;

/// <summary>Seasons are made and listed.</summary>
internal static class Seasons
{
    internal sealed record Body(string Name, DateTimeOffset Opens, DateTimeOffset Closes);

    internal sealed record View(
        Id<Season> Id, string Name, DateTimeOffset Opens, DateTimeOffset Closes, int Revision,
        int Campaigns, int Published, int Rounds, int LiveRounds);

    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/seasons", CreateAsync).WithName("CreateSeason").WithSummary("Make a season").Allow(Role.Operator)
            .Frozen(ChangeArea.Rounds);
        api.MapGet("/seasons", ListAsync).WithName("ListSeasons").WithSummary(
            "The seasons, newest first, with their sizes").AllowStaff().Rows(RowRule.Common);
    }

    private static async Task<Answer<View>> CreateAsync(
        Body body, CallContext call, CampaignsDb db, CancellationToken cancel)
    {
        if (NodeName.Wrong(body.Name, body.Opens, body.Closes) is { } wrong)
        {
            return wrong;
        }

        return await db.MutateAsync<View>(call, async tx =>
        {
            var id = call.Ids.Next<Season>();
            await tx.ExecuteAsync($"""
                insert into campaigns.season (tenant_id, id, name, opens, closes, created_at)
                values ({call.Tenant.Id}, {id}, {body.Name.Trim()}, {body.Opens}, {body.Closes}, {call.Now})
                """, cancel);
            await tx.AuditAsync("campaigns.season.created", $"season:{id}", body, cancel);
            await HistoryRows.AddAsync(
                tx, new Node(NodeKind.Season, id.Value, body.Name, 1), "season_created", null, cancel);
            return new View(id, body.Name.Trim(), body.Opens, body.Closes, 1, 0, 0, 0, 0);
        }, cancel);
    }

    private static async Task<Answer<Page<View>>> ListAsync(
        [AsParameters] PageQuery page, CallContext call, CampaignsDb db, CancellationToken cancel)
    {
        var start = page.Start<Guid>(call, "seasons");
        if (!start.IsSuccess)
        {
            return start.Error;
        }

        var rows = await db.ReadAsync(call, tx => tx.QueryAsync(
            $"""
            select s.id, s.name, s.opens, s.closes, s.revision,
                count(distinct c.id)::int, count(distinct c.id) filter (where c.status = 'published')::int,
                count(distinct r.id)::int,
                count(distinct r.id) filter (where p.opens <= {call.Now} and p.closes > {call.Now})::int
            from campaigns.season s
            left join campaigns.campaign c on c.tenant_id = s.tenant_id and c.season_id = s.id
            left join campaigns.round r on r.tenant_id = c.tenant_id and r.campaign_id = c.id
            left join campaigns.phase p on p.tenant_id = r.tenant_id and p.round_id = r.id and p.phase = 'live'
            where s.tenant_id = {call.Tenant.Id} and ({start.Value.After}::uuid is null or s.id < {start.Value.After})
            group by s.id, s.name, s.opens, s.closes, s.revision order by s.id desc limit {start.Value.Limit + 1}
            """,
            row => new View(
                row.Id<Season>(0), row.GetString(1), row.Instant(2), row.Instant(3), row.GetInt32(4), row.GetInt32(5),
                row.GetInt32(6), row.GetInt32(7), row.GetInt32(8)), cancel), cancel);
        return start.Value.Of(rows, row => row.Id.Value);
    }
}
