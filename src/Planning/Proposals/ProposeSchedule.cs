using System.Security.Cryptography;
using System.Text;
using Marquee.Campaigns;
using Marquee.Kernel;
using Marquee.Planning.Engine;
using Marquee.Rules;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Marquee.Planning.Proposals;

/// <summary>Proposes a schedule for a round: who could stand in which slot, and why. Changes nothing in the
/// round.</summary>
internal static class ProposeSchedule
{
    /// <summary>What to rank by.</summary>
    /// <param name="ScoreField">A declared number of the item, its merchant or its SKUs; more is better.</param>
    internal sealed record Body(string ScoreField);

    internal sealed record Input(
        Round Round, IReadOnlyList<ShortlistedSubmission> Submissions, IReadOnlyList<long?> Scores,
            FieldDeclaration Field);

    internal sealed record Proposed(IReadOnlyList<ProposedPlace> Places, string InputSha256);

    public static void Map(ModuleRoutes routes) =>
        routes.Api.MapPost("/rounds/{roundId}/schedule-proposals", HandleAsync)
        .Allow(Role.Operator, Role.CategoryManager, Role.Machine).WithName("ProposeSchedule")
        .WithSummary("Proposes slots for the shortlist by a declared score, within capacity, quotas and wishes.");

    internal static async Task<Answer<ScheduleProposal>> HandleAsync(
        CallContext call, Guid roundId, Body body, PlanningDb db, ICampaigns campaigns, FieldCatalogs catalogs,
            CancellationToken cancel)
    {
        var input = await LoadAsync(call, roundId, body.ScoreField, campaigns, catalogs.For(call), cancel);
        if (!input.IsSuccess)
        {
            return input.Error;
        }

        var proposed = Decide(input.Value);
        return await db.MutateAsync(call, tx => StoreAsync(tx, input.Value, proposed, cancel), cancel);
    }

    private static async Task<Result<Input>> LoadAsync(
        CallContext call, Guid roundId, string scoreField, ICampaigns campaigns, FieldCatalog catalog,
            CancellationToken cancel)
    {
        if (!catalog.TryGet(scoreField, out var field) || !Scores.Ranks(field))
        {
            return new FieldNotRanking(scoreField, [.. catalog.Fields.Where(Scores.Ranks).Select(f => f.Name)]);
        }

        if ((await campaigns.GetRoundsAsync(call, [new Id<Round>(roundId)], cancel)) is not [var round])
        {
            return new Unknown("round", roundId.ToString());
        }

        var submissions = new List<ShortlistedSubmission>();
        IReadOnlyList<ShortlistedSubmission> page;
        do
        {
            page = await campaigns.ShortlistAsync(
                call, round.Id, submissions.Count == 0 ? null : submissions[^1].Id, PlanningLimits.Batch, cancel);
            submissions.AddRange(page);
            if (submissions.Count > PlanningLimits.Candidates)
            {
                return new ShortlistTooLong(PlanningLimits.Candidates);
            }
        }
        while (page.Count == PlanningLimits.Batch);

        return new Input(round, submissions, await Scores.ReadAsync(call, catalog, field, submissions, cancel), field);
    }

    internal static Proposed Decide(Input input)
    {
        var rooms = input.Round.Slots.OrderBy(slot => slot.Position)
            .Select(slot => new SlotRoom(
                slot.Id.Value, slot.Capacity, slot.Filled,
                [.. slot.Quotas.Select(quota => new Engine.CategoryQuota(quota.Category, quota.AtMost, 0))]))
            .ToList();
        var candidates = input.Submissions.Select((submission, i) => new Candidate(
            submission.Id.Value, input.Scores[i], submission.Category,
                [.. submission.WishedSlots.Select(slot => slot.Value)])).ToList();
        var byId = input.Submissions.ToDictionary(submission => submission.Id.Value);
        var slots = input.Round.Slots.ToDictionary(slot => slot.Id.Value);
        var places = GreedyFill.Fill(rooms, candidates).Select(placed => new ProposedPlace(
            placed.Position, placed.Candidate.Id, byId[placed.Candidate.Id].ItemId,
                byId[placed.Candidate.Id].MerchantId,
            placed.Candidate.Score, placed.Slot,
            [.. placed.Turned.Select(t => new MetBound(t.Slot, slots[t.Slot].Name, EnumText.Of(t.Bound), t.Limit,
                t.Category))],
            Wording.Of(placed, input.Field, slots), null)).ToList();
        return new Proposed(places, HashOf(rooms, candidates, input.Field.Name));
    }

    // What the fill saw, so that two proposals with one hash are known to be the same.
    private static string HashOf(List<SlotRoom> rooms, List<Candidate> candidates, string field) =>
        Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(
            MarqueeJson.Text(new { field, rooms, candidates = GreedyFill.InOrder(candidates) }))));

    private static async Task<Result<ScheduleProposal>> StoreAsync(
        Transaction tx, Input input, Proposed proposed, CancellationToken cancel)
    {
        var call = tx.Call;
        var proposal = new ScheduleProposal(
            call.Ids.Next<ScheduleProposal>(), input.Round.Id.Value, ProposalStatus.Proposed, input.Field.Name,
                proposed.Places.Count,
            proposed.Places.Count(place => place.SlotId is not null), proposed.InputSha256, call.Now, call.Actor.Name,
                null, null, null);
        await tx.ExecuteAsync($"""
            insert into planning.proposal (tenant_id, proposal_id, round_id, status, score_field, candidates, placed,
            input_sha256,
                                           created_at, created_by)
            values ({call.Tenant.Id}, {proposal.Id}, {proposal.RoundId}, {proposal.Status}, {proposal.ScoreField},
            {proposal.Candidates},
                    {proposal.Placed}, {proposal.InputSha256}, {proposal.CreatedAt}, {proposal.CreatedBy})
            """, cancel);
        foreach (var page in proposed.Places.Chunk(PlanningLimits.Batch))
        {
            await tx.ExecuteAsync($"""
                insert into planning.place (tenant_id, proposal_id, position, submission_id, item_id, merchant_id,
                score, slot_id, bounds, why)
                select {call.Tenant.Id}, {proposal.Id}, r.position, r."submissionId", r."itemId", r."merchantId",
                r.score, r."slotId", r.bounds, r.why
                from jsonb_to_recordset({new SqlText.Json(page)}) as r (
                    position int, "submissionId" uuid, "itemId" text, "merchantId" text, score bigint, "slotId" uuid,
                    bounds jsonb, why jsonb)
                """, cancel);
        }

        await tx.AuditAsync("planning.schedule.proposed", "round:" + proposal.RoundId,
            new { proposal.Id, proposal.Placed }, cancel);
        return proposal;
    }
}
