using Marquee.Campaigns.Rounds;
using Marquee.Campaigns.Scheduling;
using Marquee.Campaigns.Submissions;
using Marquee.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Campaigns.Items;

/// <summary>
/// A locked item leaves its round: the merchant exits by the round's policy, or the platform removes it. The hold ends,
/// the slot is free again, consumers hear of it, the activity stock can no longer be taken; orders that were placed
/// stand.
/// </summary>
internal static class LeaveRound
{
    internal sealed record Body(string Reason);

    internal sealed record View(Id<Submission> Submission, SubmissionStatus Status, bool Requested, bool Breach);

    /// <summary>What leaving comes to. Not left yet when the marketplace has to agree first.</summary>
    internal sealed record Decision(SubmissionStatus To, bool Left, bool Breach);

    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost(
            "/submissions/{id}/exit", (Id<Submission> id, Body body, CallContext call, CampaignsDb db, Locking locking,
                CancellationToken cancel) => HandleAsync(id, SubmissionMove.Exit, body, call, db, locking, cancel))
            .WithName("ExitSubmission").WithSummary(
                "Leave after confirming, by the round's exit policy; an operator agrees to a request")
            .Allow([.. EndpointRules.MerchantPeople, Role.Operator, Role.Machine]).Needs(ShopRight.Confirm);
        api.MapPost(
            "/submissions/{id}/removal",
            (Id<Submission> id, Body body, CallContext call, CampaignsDb db, Locking locking,
                CancellationToken cancel) => HandleAsync(id, SubmissionMove.Remove, body, call, db, locking, cancel))
            .WithName("RemoveSubmission").WithSummary("Remove a submission from its round, whatever it has reached")
            .Allow(Role.Operator, Role.Risk);
    }

    private static async Task<Answer<View>> HandleAsync(
        Id<Submission> id, SubmissionMove move, Body body, CallContext call, CampaignsDb db, Locking locking,
        CancellationToken cancel)
    {
        if (Note.Wrong(body.Reason, "reason") is { } wrong)
        {
            return wrong;
        }

        var answer = await db.MutateAsync<View>(call, async tx =>
        {
            var was = (await SubmissionRows.LockAsync(tx, [id], cancel)).FirstOrDefault();
            if (was is null || !was.IsVisibleTo(call.Actor))
            {
                return new Unknown("submission", id.ToString());
            }

            var round = (await RoundRows.FindAsync(tx, was.RoundId, cancel))!;
            var decision = move == SubmissionMove.Exit
                ? DecideExit(was, round, call.Actor, call.Now)
                : DecideRemoval(was, round, call.Now);
            if (!decision.IsSuccess)
            {
                return decision.Error;
            }

            await StoreAsync(tx, was, decision.Value, move, body.Reason, cancel);
            return new View(id, decision.Value.To, !decision.Value.Left, decision.Value.Breach);
        }, cancel);
        if (answer is { Error: null } && !answer.Value.Requested)
        {
            await locking.FreezeAsync(call, id, cancel);
        }

        return answer;
    }

    /// <summary>By the policy: free up to an instant; afterwards agreed to by an operator, or not at all.</summary>
    internal static Result<Decision> DecideExit(SubmissionState was, RoundState round, Actor actor, DateTimeOffset now)
    {
        var next = SubmissionMoves.Next(was.Id.ToString(), was.Status, SubmissionMove.Exit, OpenPhases.Of(round, now));
        if (!next.IsSuccess)
        {
            return next.Error;
        }

        if (round.Live.StateAt(now) is PhaseState.Done or PhaseState.Skipped)
        {
            return new MoveRefused("submission", was.Id.ToString(), "ended", "exit", []);
        }

        if (now < round.ExitPolicy.FreeUntil(round.Live.Opens))
        {
            return new Decision(next.Value, Left: true, Breach: false);
        }

        return round.ExitPolicy.Afterwards switch
        {
            ExitAfterwards.Forbidden => new ExitClosed(was.Id, round.ExitPolicy.FreeUntil(round.Live.Opens)),
            ExitAfterwards.Approval => actor.IsAny(Role.Operator)
                ? new Decision(next.Value, Left: true, round.ExitPolicy.IsBreach)
                : new Decision(was.Status, Left: false, Breach: false),
        };
    }

    internal static Result<Decision> DecideRemoval(SubmissionState was, RoundState round, DateTimeOffset now) =>
        SubmissionMoves.Next(was.Id.ToString(), was.Status, SubmissionMove.Remove, OpenPhases.Of(round, now))
            .Map(to => new Decision(to, Left: true, Breach: false));

    private static async Task StoreAsync(
        Transaction tx, SubmissionState was, Decision decision, SubmissionMove move, string reason,
        CancellationToken cancel)
    {
        var word = decision.Left ? EnumText.Of(decision.To) : "exit_requested";
        await HistoryRows.AddAsync(tx, was.RoundId, [new HistoryEntry(was.Id, word, reason)], cancel);
        await tx.AuditAsync(
            $"campaigns.submission.{word}", $"submission:{was.Id}", new RowOf(was.MerchantId, was.Category),
            new { move, reason, decision.Breach }, cancel);
        if (!decision.Left)
        {
            await tx.ExecuteAsync($"""
                update campaigns.submission set exit_requested_at = coalesce(exit_requested_at, {tx.Call.Now})
                where tenant_id = {tx.Call.Tenant.Id} and id = {was.Id}
                """, cancel);
            return;
        }

        await SubmissionRows.MoveAsync(tx, [new Moved(was.Id, decision.To)], cancel);
        await Placement.FreeAsync(tx, was.RoundId, [was], cancel);
        await Holds.ReleaseAsync(tx, [was.Id], cancel);
        if (decision.Breach)
        {
            await tx.ExecuteAsync($"""
                insert into campaigns.breach (tenant_id, merchant_no, submission_id, at, reason)
                values ({tx.Call.Tenant.Id}, {was.MerchantNo}, {was.Id}, {tx.Call.Now}, {reason})
                """, cancel);
        }

        await CampaignItemRows.LeaveAsync(tx, was.RoundId, [was.Id], cancel);
    }
}
