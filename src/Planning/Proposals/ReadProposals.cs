using Marquee.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Npgsql;

namespace Marquee.Planning.Proposals;

/// <summary>Proposals and their places, for people.</summary>
internal static class ReadProposals
{
    private const string ProposalColumns =
        "proposal_id, round_id, status, score_field, candidates, placed, input_sha256, created_at, created_by, applied_at, assigned, refused";

    private const string PlaceColumns = "position, submission_id, item_id, merchant_id, score, slot_id, bounds, why, refusal";

    public static void Map(ModuleRoutes routes)
    {
        routes.Api.MapGet("/rounds/{roundId}/schedule-proposals", ListAsync).AllowStaff()
            .WithName("ListScheduleProposals").WithSummary("The proposals of a round, newest first; at most 100.");
        routes.Api.MapGet("/schedule-proposals/{id}", GetAsync).AllowStaff()
            .WithName("GetScheduleProposal").WithSummary("A proposal.");
        routes.Api.MapGet("/schedule-proposals/{id}/places", PlacesAsync).AllowStaff()
            .WithName("ListProposedPlaces").WithSummary("The candidates of a proposal in the order of the fill, each with its reason.");
    }

    private static async Task<Answer<IReadOnlyList<ScheduleProposal>>> ListAsync(
        CallContext call, Guid roundId, PlanningDb db, CancellationToken cancel) =>
        Answer<IReadOnlyList<ScheduleProposal>>.Of(await db.ReadAsync(call, tx => tx.QueryAsync(
            $"""
            select {new SqlText.Raw(ProposalColumns)} from planning.proposal
            where tenant_id = {call.Tenant.Id} and round_id = {roundId} order by created_at desc, proposal_id limit 100
            """, Proposal, cancel), cancel));

    private static async Task<Answer<ScheduleProposal>> GetAsync(
        CallContext call, Id<ScheduleProposal> id, PlanningDb db, CancellationToken cancel) =>
        await db.ReadAsync(call, tx => FindAsync(tx, id, cancel), cancel) is { } found
            ? found : new Unknown("schedule proposal", id.ToString());

    // placed: only those with a slot (true) or without one (false); all when not said.
    private static async Task<Answer<Page<ProposedPlace>>> PlacesAsync(
        CallContext call, Id<ScheduleProposal> id, bool? placed, [AsParameters] PageQuery page, PlanningDb db, CancellationToken cancel)
    {
        var start = page.Start<int>(call, "planning.places:" + id);
        if (!start.IsSuccess)
        {
            return start.Error;
        }

        return await db.ReadAsync<Answer<Page<ProposedPlace>>>(call, async tx =>
        {
            if (await FindAsync(tx, id, cancel) is null)
            {
                return new Unknown("schedule proposal", id.ToString());
            }

            var rows = await tx.QueryAsync($"""
                select {new SqlText.Raw(PlaceColumns)} from planning.place
                where tenant_id = {call.Tenant.Id} and proposal_id = {id} and position > {start.Value.After ?? 0}
                  and ({placed} is null or (slot_id is not null) = {placed})
                order by position limit {start.Value.Limit + 1}
                """, Place, cancel);
            return start.Value.Of(rows, place => place.Position);
        }, cancel);
    }

    internal static Task<ScheduleProposal?> FindAsync(Transaction tx, Id<ScheduleProposal> id, CancellationToken cancel) => tx.FindAsync(
        $"select {new SqlText.Raw(ProposalColumns)} from planning.proposal where tenant_id = {tx.Call.Tenant.Id} and proposal_id = {id}",
        Proposal, cancel);

    internal static ScheduleProposal Proposal(NpgsqlDataReader row) => new(
        row.Id<ScheduleProposal>(0), row.GetGuid(1), row.Enum<ProposalStatus>(2), row.GetString(3), row.GetInt32(4), row.GetInt32(5),
        row.GetString(6), row.Instant(7), row.GetString(8), row.InstantOrNull(9), row.IntOrNull(10), row.IntOrNull(11));

    internal static ProposedPlace Place(NpgsqlDataReader row) => new(
        row.GetInt32(0), row.GetGuid(1), row.GetString(2), row.GetString(3), row.LongOrNull(4), row.IsDBNull(5) ? null : row.GetGuid(5),
        row.Json<IReadOnlyList<MetBound>>(6), row.Json<Texts>(7), row.TextOrNull(8));
}
