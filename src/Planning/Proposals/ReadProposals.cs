using Marquee.Campaigns;
using Marquee.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Marquee.Planning.Proposals;

/// <summary>Proposals and their places, for people.</summary>
internal static class ReadProposals
{
    public static void Map(ModuleRoutes routes)
    {
        routes.Api.MapGet("/rounds/{roundId}/schedule-proposals", ListAsync).AllowStaff().Rows(RowRule.Common)
            .WithName("ListScheduleProposals").WithSummary("The proposals of a round, newest first; at most 100.");
        routes.Api.MapGet("/schedule-proposals/{id}", GetAsync).AllowStaff().Rows(RowRule.Common)
            .WithName("GetScheduleProposal").WithSummary("A proposal.");
        routes.Api.MapGet("/schedule-proposals/{id}/places", PlacesAsync).AllowStaff().Rows(RowRule.Whole)
            .WithName("ListProposedPlaces")
                .WithSummary("The candidates of a proposal in the order of the fill, each with its reason.");
    }

    private static async Task<Answer<IReadOnlyList<ScheduleProposal>>> ListAsync(
        CallContext call, Guid roundId, ICampaigns campaigns, PlanningDb db, CancellationToken cancel)
    {
        if (await campaigns.GetRoundsAsync(call, [new Id<Round>(roundId)], cancel) is [])
        {
            return new Unknown("round", roundId.ToString());
        }

        return Answer<IReadOnlyList<ScheduleProposal>>.Of(await db.ReadAsync(call, tx => tx.QueryAsync(
            $"""
            select {new SqlText.Raw(ProposalRows.Columns)} from planning.proposal
            where tenant_id = {call.Tenant.Id} and round_id = {roundId} order by created_at desc, proposal_id limit 100
            """, ProposalRows.Proposal, cancel), cancel));
    }

    private static async Task<Answer<ScheduleProposal>> GetAsync(
        CallContext call, Id<ScheduleProposal> id, PlanningDb db, CancellationToken cancel) =>
        await db.ReadAsync(call, tx => ProposalRows.FindAsync(tx, id, cancel), cancel) is { } found
            ? found : new Unknown("schedule proposal", id.ToString());

    // placed: only those with a slot (true) or without one (false); all when not said.
    private static async Task<Answer<Page<ProposedPlace>>> PlacesAsync(
        CallContext call, Id<ScheduleProposal> id, bool? placed, [AsParameters] PageQuery page, PlanningDb db,
            CancellationToken cancel)
    {
        var start = page.Start<int>(call, "planning.places:" + id);
        if (!start.IsSuccess)
        {
            return start.Error;
        }

        return await db.ReadAsync<Answer<Page<ProposedPlace>>>(call, async tx =>
        {
            if (await ProposalRows.FindAsync(tx, id, cancel) is null)
            {
                return new Unknown("schedule proposal", id.ToString());
            }

            var rows = await tx.QueryAsync($"""
                select {new SqlText.Raw(ProposalRows.PlaceColumns)} from planning.place
                where tenant_id = {call.Tenant.Id} and proposal_id = {id} and position > {start.Value.After ?? 0}
                  and ({placed} is null or (slot_id is not null) = {placed})
                order by position limit {start.Value.Limit + 1}
                """, ProposalRows.Place, cancel);
            return start.Value.Of(rows, place => place.Position);
        }, cancel);
    }
}
