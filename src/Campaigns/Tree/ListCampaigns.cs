using Marquee.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Campaigns.Tree;

/// <summary>Campaigns are listed, over all seasons.</summary>
internal static class ListCampaigns
{
    internal sealed record View(
        Id<Campaign> Id, string Name, string Type, CampaignStatus Status, int Revision, Id<Season> Season,
        string SeasonName, int Rounds, int LiveRounds, DateTimeOffset? NextLive);

    public static void Map(RouteGroupBuilder api) => api
        .MapGet("/campaigns", HandleAsync).WithName(nameof(ListCampaigns))
        .WithSummary("The campaigns, newest first, by season, status and text of the name")
        .AllowStaff().Rows(RowRule.Common);

    private static async Task<Answer<Page<View>>> HandleAsync(
        Id<Season>? season, string? status, string? q, [AsParameters] PageQuery page, CallContext call, CampaignsDb db,
        CancellationToken cancel)
    {
        var start = page.Start<Guid>(call, "campaigns");
        if (!start.IsSuccess)
        {
            return start.Error;
        }

        if (status is not null && !EnumText.TryParse<CampaignStatus>(status, out _))
        {
            return new InvalidRequest("status", "is not known", status,
                string.Join(", ", Enum.GetValues<CampaignStatus>().Select(one => EnumText.Of(one))));
        }

        if (q?.Length > Limits.NameLength)
        {
            return new InvalidRequest("q", "is too long", q, $"up to {Limits.NameLength} characters");
        }

        var rows = await db.ReadAsync(call, tx => tx.QueryAsync(
            $"""
            select c.id, c.name, c.type, c.status, c.revision, s.id, s.name, count(r.id)::int,
                count(r.id) filter (where p.opens <= {call.Now} and p.closes > {call.Now})::int,
                min(p.opens) filter (where p.opens > {call.Now})
            from campaigns.campaign c
            join campaigns.season s on s.tenant_id = c.tenant_id and s.id = c.season_id
            left join campaigns.round r on r.tenant_id = c.tenant_id and r.campaign_id = c.id
            left join campaigns.phase p on p.tenant_id = r.tenant_id and p.round_id = r.id and p.phase = 'live'
            where c.tenant_id = {call.Tenant.Id} and ({season}::uuid is null or c.season_id = {season})
              and ({status}::text is null or c.status = {status})
              and ({q}::text is null or strpos(lower(c.name), lower({q})) > 0)
              and ({start.Value.After}::uuid is null or c.id < {start.Value.After})
            group by c.id, c.name, c.type, c.status, c.revision, s.id, s.name
            order by c.id desc limit {start.Value.Limit + 1}
            """,
            row => new View(
                row.Id<Campaign>(0), row.GetString(1), row.GetString(2), row.Enum<CampaignStatus>(3), row.GetInt32(4),
                row.Id<Season>(5), row.GetString(6), row.GetInt32(7), row.GetInt32(8), row.InstantOrNull(9)), cancel),
            cancel);
        return start.Value.Of(rows, row => row.Id.Value);
    }
}
