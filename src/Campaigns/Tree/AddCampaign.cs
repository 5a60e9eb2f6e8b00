using Marquee.Campaigns.Gates;
using Marquee.Campaigns.Rounds;
using Marquee.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Campaigns.Tree;

/// <summary>Campaigns are made in a season.</summary>
internal static class AddCampaign
{
    internal sealed record Body(string Name, string Type);

    public static void Map(RouteGroupBuilder api) => api
        .MapPost("/seasons/{season}/campaigns", HandleAsync).WithName(nameof(AddCampaign))
        .WithSummary("Make a campaign in a season").Allow(Role.Operator)
        .Frozen(ChangeArea.Rounds);

    private static async Task<Answer<Campaign>> HandleAsync(
        Id<Season> season, Body body, CallContext call, CampaignsDb db, Registry<CampaignType> types,
        CancellationToken cancel)
    {
        if ((NodeName.Wrong(body.Name) ?? NodeName.WrongType(body.Type, types)) is { } wrong)
        {
            return wrong;
        }

        return await db.MutateAsync<Campaign>(call, async tx =>
        {
            var count = await CountAsync(tx, season, cancel);
            if (count is null)
            {
                return new Unknown("season", season.ToString());
            }

            if (count >= Limits.CampaignsPerSeason)
            {
                return new InvalidRequest(
                    "season", "has as many campaigns as it can", count, $"{Limits.CampaignsPerSeason} campaigns");
            }

            var made = new Campaign(
                call.Ids.Next<Campaign>(), season, body.Name.Trim(), body.Type, CampaignStatus.Draft, 1);
            await tx.ExecuteAsync($"""
                insert into campaigns.campaign (tenant_id, id, season_id, name, type, status, created_at)
                values ({call.Tenant.Id}, {made.Id}, {season}, {made.Name}, {made.Type}, {made.Status}, {call.Now})
                """, cancel);
            await tx.AuditAsync("campaigns.campaign.created", $"campaign:{made.Id}", made, cancel);
            await HistoryRows.AddAsync(
                tx, new Node(NodeKind.Campaign, made.Id.Value, made.Name, 1), "campaign_created", null, cancel);
            return made;
        }, cancel);
    }

    // The season's row is locked, so that two at once do not pass the limit together.
    private static async Task<int?> CountAsync(Transaction tx, Id<Season> season, CancellationToken cancel)
    {
        var found = await tx.ScalarAsync<Guid>(
            $"select id from campaigns.season where tenant_id = {tx.Call.Tenant.Id} and id = {season} for update",
            cancel);
        return found == Guid.Empty ? null : await tx.ScalarAsync<int>(
            $"""
                select count(*)::int from campaigns.campaign
                where tenant_id = {tx.Call.Tenant.Id} and season_id = {season}
                """, cancel);
    }
}
