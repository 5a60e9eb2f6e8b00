using Marquee.Campaigns.Rounds;
using Marquee.Campaigns.Scheduling;
using Marquee.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Campaigns.Submissions;

/// <summary>A merchant takes a submission back before confirming it; a place it had is free again.</summary>
internal static class WithdrawSubmission
{
    internal sealed record Body(string Reason);

    internal sealed record View(Id<Submission> Submission, SubmissionStatus Status);

    public static void Map(RouteGroupBuilder api) => api
        .MapPost("/submissions/{id}/withdrawal", HandleAsync).WithName(nameof(WithdrawSubmission))
        .WithSummary("Take a submission back before confirming it")
        .Allow([.. EndpointRules.MerchantPeople, Role.Operator, Role.Machine]).Needs(ShopRight.Submit);

    private static async Task<Answer<View>> HandleAsync(
        Id<Submission> id, Body body, CallContext call, CampaignsDb db, CancellationToken cancel)
    {
        if (Note.Wrong(body.Reason, "reason") is { } wrong)
        {
            return wrong;
        }

        return await db.MutateAsync<View>(call, async tx =>
        {
            var was = (await SubmissionRows.LockAsync(tx, [id], cancel)).FirstOrDefault();
            if (was is null || !was.IsVisibleTo(call.Actor))
            {
                return new Unknown("submission", id.ToString());
            }

            var open = await OpenPhases.OfAsync(tx, was.RoundId, cancel);
            var decision = Decide(was, open);
            if (!decision.IsSuccess)
            {
                return decision.Error;
            }

            await SubmissionRows.MoveAsync(tx, [decision.Value], cancel);
            await Placement.FreeAsync(tx, was.RoundId, [was], cancel);
            await HistoryRows.AddAsync(tx, was.RoundId, [new HistoryEntry(id, "withdrawn", body.Reason)], cancel);
            await tx.AuditAsync("campaigns.submission.withdrawn", $"submission:{id}",
                new RowOf(was.MerchantId, was.Category), body, cancel);
            return new View(id, decision.Value.To);
        }, cancel);
    }

    internal static Result<Moved> Decide(SubmissionState was, IReadOnlyCollection<RoundPhase> open) =>
        SubmissionMoves.Next(was.Id.ToString(), was.Status, SubmissionMove.Withdraw, open).Map(
            to => new Moved(was.Id, to));
}
