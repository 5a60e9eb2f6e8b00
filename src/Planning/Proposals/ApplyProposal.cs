using System.Diagnostics;
using Marquee.Campaigns;
using Marquee.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Marquee.Planning.Proposals;

/// <summary>
/// Hands a proposal's placements to Campaigns, which decides each again: rooms may have filled meanwhile. Campaigns
/// takes a repeat of an assignment that stands as done, so a crash between the two modules is healed by repeating the
/// request.
/// </summary>
internal static class ApplyProposal
{
    public static void Map(ModuleRoutes routes) =>
        routes.Api.MapPost("/schedule-proposals/{id}/application", HandleAsync)
        .Allow(Role.Operator, Role.CategoryManager, Role.Machine).WithName("ApplyScheduleProposal")
        .WithSummary("Assigns the slots of a proposal; what no longer fits is refused with its reason.");

    internal static async Task<Answer<ScheduleProposal>> HandleAsync(
        CallContext call, Id<ScheduleProposal> id, PlanningDb db, ICampaigns campaigns, CancellationToken cancel)
    {
        var (proposal, places) = await db.ReadAsync(call, tx => LoadAsync(tx, id, cancel), cancel);
        if (proposal is null)
        {
            return new Unknown("schedule proposal", id.ToString());
        }

        var outcomes = new List<AssignmentOutcome>();
        if (proposal.Status == ProposalStatus.Proposed)
        {
            foreach (var page in places.Chunk(PlanningLimits.Batch))
            {
                var assigned = await campaigns.AssignAsync(
                    call.Under($"assign-{outcomes.Count}"), new Id<Round>(proposal.RoundId),
                        [.. page.Select(AssignmentOf)], cancel);
                if (!assigned.IsSuccess)
                {
                    return assigned.Error;
                }

                outcomes.AddRange(assigned.Value);
            }
        }

        return await db.MutateAsync(call, tx => StoreAsync(tx, id, outcomes, cancel), cancel);
    }

    private static async Task<(ScheduleProposal? Proposal, List<ProposedPlace> Places)> LoadAsync(
        Transaction tx, Id<ScheduleProposal> id, CancellationToken cancel) =>
        (await ProposalRows.FindAsync(tx, id, cancel), await tx.QueryAsync($"""
            select {new SqlText.Raw(ProposalRows.PlaceColumns)} from planning.place
            where tenant_id = {tx.Call.Tenant.Id} and proposal_id = {id} and slot_id is not null order by position
            """, ProposalRows.Place, cancel));

    private static Assignment AssignmentOf(ProposedPlace place) => new(
        new Id<Submission>(place.SubmissionId), new Id<Slot>(place.SlotId!.Value), place.Score,
        new Texts(Cut(place.Why.Zh), Cut(place.Why.En)));

    private static string Cut(string why) => why[..Math.Min(500, why.Length)];

    private static async Task<Result<ScheduleProposal>> StoreAsync(
        Transaction tx, Id<ScheduleProposal> id, List<AssignmentOutcome> outcomes, CancellationToken cancel)
    {
        var proposal = (await tx.FindAsync(
            $"""
            select {new SqlText.Raw(ProposalRows.Columns)}
            from planning.proposal where tenant_id = {tx.Call.Tenant.Id} and proposal_id = {id} for update
            """, ProposalRows.Proposal, cancel))!;
        if (proposal.Status == ProposalStatus.Applied)
        {
            return new AlreadyApplied(id.Value);
        }

        var refused = outcomes.Where(outcome => outcome.Refused is not null).ToList();
        var applied = proposal with
        {
            Status = ProposalStatus.Applied,
            AppliedAt = tx.Call.Now,
            Assigned = outcomes.Count - refused.Count,
            Refused = refused.Count,
        };
        Debug.Assert(applied.Assigned + applied.Refused == applied.Placed, "Every placement has an outcome.");
        await tx.ExecuteAllAsync(
        [
            $"""
            update planning.proposal set status = {applied.Status}, applied_at = {applied.AppliedAt}, assigned =
            {applied.Assigned},
                   refused = {applied.Refused}
            where tenant_id = {tx.Call.Tenant.Id} and proposal_id = {id}
            """,
            $"""
            update planning.place p set refusal = r.why
            from unnest({refused.Select(outcome => outcome.Submission.Value)
                .ToArray()}, {refused.Select(outcome => outcome.Refused!.Message).ToArray()}) as r (submission_id, why)
            where p.tenant_id = {tx.Call.Tenant.Id} and p.proposal_id = {id} and p.submission_id = r.submission_id
            """,
        ], cancel);
        await tx.AuditAsync("planning.schedule.applied", "round:" + proposal.RoundId,
            new { id, applied.Assigned, applied.Refused }, cancel);
        await tx.AddAsync(new ProposalApplied(id, proposal.RoundId, applied.Assigned.Value, applied.Refused.Value),
            cancel);
        return applied;
    }
}
