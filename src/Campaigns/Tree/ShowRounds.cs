using Marquee.Campaigns.Rounds;
using Marquee.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Campaigns.Tree;

/// <summary>Rounds are read. Merchants see those of published campaigns.</summary>
internal static class ShowRounds
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/rounds", ListAsync).WithName("ListRounds")
            .WithSummary(
                "The rounds, newest first; open narrows them to those with that phase open now")
            .AllowMembers().Rows(RowRule.Common);
        api.MapGet("/rounds/{round}", ShowAsync).WithName("ShowRound")
            .WithSummary(
                "A round with phases, slots and mechanics, and what can be opened or closed now")
            .AllowMembers().Rows(RowRule.Common);
    }

    private static async Task<Answer<Page<Round>>> ListAsync(
        string? open, Id<Campaign>? campaign, [AsParameters] PageQuery page, CallContext call, CampaignsDb db,
        CancellationToken cancel)
    {
        var start = page.Start<Guid>(call, "rounds");
        if (!start.IsSuccess)
        {
            return start.Error;
        }

        if (open is not null && !EnumText.TryParse<RoundPhase>(open, out _))
        {
            return new InvalidRequest(
                "open", "is no phase", open, string.Join(", ", PhaseTable.InOrder.Select(one => EnumText.Of(one))));
        }

        var all = call.Actor.IsAny([.. EndpointRules.Staff, Role.Machine]);
        var rounds = await db.ReadAsync(call, async tx =>
        {
            var ids = await tx.QueryAsync(
                $"""
                select r.id from campaigns.round r
                join campaigns.campaign c on c.tenant_id = r.tenant_id and c.id = r.campaign_id
                where r.tenant_id = {call.Tenant.Id} and ({all} or c.status = 'published')
                  and ({campaign}::uuid is null or r.campaign_id = {campaign})
                  and ({open}::text is null or exists (
                      select from campaigns.phase p where p.tenant_id = r.tenant_id and p.round_id = r.id
                        and p.phase = {open} and p.opens <= {call.Now} and p.closes > {call.Now}))
                  and ({start.Value.After}::uuid is null or r.id < {start.Value.After})
                order by r.id desc limit {start.Value.Limit + 1}
                """, row => row.Id<Round>(0), cancel);
            return await RoundRows.ViewsAsync(tx, ids, cancel);
        }, cancel);
        return start.Value.Of(rows: rounds, key: round => round.Id.Value);
    }

    private static async Task<Answer<RoundPage>> ShowAsync(
        Id<Round> round, CallContext call, CampaignsDb db, CancellationToken cancel) =>
        await db.ReadAsync<Answer<RoundPage>>(call, async tx =>
        {
            var view = await RoundPage.ReadAsync(tx, round, cancel);
            return view is null || !Visible(call, view.Round) ? new Unknown("round", round.ToString()) : view;
        }, cancel);

    /// <summary>Whether the actor may know of the round at all.</summary>
    internal static bool Visible(CallContext call, Round round) =>
        round.CampaignStatus == CampaignStatus.Published || call.Actor.IsAny([.. EndpointRules.Staff, Role.Machine]);
}
