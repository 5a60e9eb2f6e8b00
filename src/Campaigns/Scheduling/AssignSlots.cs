using Marquee.Campaigns.Rounds;
using Marquee.Campaigns.Submissions;
using Marquee.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Campaigns.Scheduling;

/// <summary>
/// An operator puts shortlisted submissions into slots by hand; Planning does the same through the contract.
/// </summary>
internal static class AssignSlots
{
    internal sealed record AssignmentBody(Id<Submission> Submission, Id<Slot> Slot);

    internal sealed record Body(IReadOnlyList<AssignmentBody> Assignments, string? Note = null);

    internal sealed record ResultView(Id<Submission> Submission, bool Assigned, EntryError? Error);

    internal sealed record View(IReadOnlyList<ResultView> Results);

    public static void Map(RouteGroupBuilder api) => api
        .MapPost("/rounds/{round}/assignments", HandleAsync).WithName(nameof(AssignSlots))
        .WithSummary("Put shortlisted submissions into slots; each is decided on its own").Allow(Role.Operator);

    private static async Task<Answer<View>> HandleAsync(
        Id<Round> round, Body body, CallContext call, CampaignsDb db, CancellationToken cancel)
    {
        if (body.Assignments.Count is 0 or > Limits.BatchRows)
        {
            return new InvalidRequest(
                "assignments", "are too few or too many", body.Assignments.Count, $"1 to {Limits.BatchRows}");
        }

        var note = string.IsNullOrWhiteSpace(body.Note) ? null : body.Note;
        var why = new Texts(
            $"由{call.Actor.Name}安排{(note is null ? "" : $"：{note}")}",
            $"placed by {call.Actor.Name}{(note is null ? "" : $": {note}")}");
        return await db.MutateAsync<View>(call, async tx =>
        {
            if (await RoundRows.KeepAsync(tx, round, cancel) is not { } state)
            {
                return new Unknown("round", round.ToString());
            }

            if (state.Needs(call.Now, RoundPhase.Schedule, RoundPhase.Confirm) is { } refusal)
            {
                return refusal;
            }

            var outcomes = await Placement.AssignAsync(
                tx, state, [.. body.Assignments.Select(one => new Assignment(one.Submission, one.Slot, null, why))],
                cancel);
            await tx.AuditAsync("campaigns.submissions.assigned", $"round:{round}", body, cancel);
            return new View([.. outcomes.Select(one => new ResultView(
                one.Submission, one.Refused is null, one.Refused is null ? null : EntryError.Of(one.Refused)))]);
        }, cancel);
    }
}
