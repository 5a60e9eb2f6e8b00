using Marquee.Campaigns.Rounds;
using Marquee.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Campaigns.Submissions;

/// <summary>
/// People decide about submissions, up to a thousand at once: two different people must approve, one suffices to
/// reject. Each is decided on its own; the others go on.
/// </summary>
internal static class DecideSubmissions
{
    internal enum Verb
    {
        Approve,
        Reject,
    }

    internal sealed record Body(Verb Decision, IReadOnlyList<Id<Submission>> Submissions, string? Note = null);

    internal sealed record ResultView(Id<Submission> Submission, SubmissionStatus? Status, EntryError? Error);

    internal sealed record View(IReadOnlyList<ResultView> Results);

    public static void Map(RouteGroupBuilder api) => api
        .MapPost("/submissions/decisions", HandleAsync).WithName(nameof(DecideSubmissions))
        .WithSummary("Approve or reject submissions; the second approval must come from another person, an approver")
        .Allow(Role.Reviewer, Role.Approver, Role.CategoryManager, Role.Operator);

    private static async Task<Answer<View>> HandleAsync(
        Body body, CallContext call, CampaignsDb db, CancellationToken cancel)
    {
        if (Wrong(body) is { } wrong)
        {
            return wrong;
        }

        return await db.MutateAsync<View>(call, async tx =>
        {
            var found = (await SubmissionRows.LockAsync(tx, body.Submissions, cancel))
                .Where(one => one.IsVisibleTo(call.Actor)).ToDictionary(one => one.Id);
            var results = new List<ResultView>();
            var moves = new List<(SubmissionState Was, Moved Move)>();
            var open = await OpenPhases.OfAsync(tx, found.Values.Select(one => one.RoundId), cancel);
            foreach (var id in body.Submissions)
            {
                if (!found.TryGetValue(id, out var was))
                {
                    results.Add(new ResultView(id, null, EntryError.Of(new Unknown("submission", id.ToString()))));
                    continue;
                }

                var decision = Decide(was, body.Decision, call.Actor, open[was.RoundId]);
                results.Add(decision.IsSuccess
                    ? new ResultView(id, decision.Value.To, null)
                    : new ResultView(id, was.Status, EntryError.Of(decision.Error)));
                if (decision.IsSuccess)
                {
                    moves.Add((was, decision.Value));
                }
            }

            await StoreAsync(tx, moves, body, cancel);
            return new View(results);
        }, cancel);
    }

    internal static Result<Moved> Decide(
        SubmissionState was, Verb verb, Actor actor, IReadOnlyCollection<RoundPhase> open)
    {
        var next = SubmissionMoves.Next(
            was.Id.ToString(), was.Status, verb == Verb.Approve ? SubmissionMove.Approve : SubmissionMove.Reject, open);
        if (!next.IsSuccess)
        {
            return next.Error;
        }

        if (next.Value == SubmissionStatus.Approved)
        {
            if (was.FirstReviewerId == actor.Id)
            {
                return new SameReviewer(was.Id);
            }

            if (!actor.IsAny(Role.Approver, Role.Operator))
            {
                return new NotAllowed("the role approver or operator: a second approval puts it on the shortlist");
            }
        }

        return next.Value == SubmissionStatus.FirstApproved
            ? new Moved(was.Id, next.Value, actor.Id, actor.Name)
            : new Moved(was.Id, next.Value);
    }

    private static InvalidRequest? Wrong(Body body)
    {
        if (body.Submissions.Count is 0 or > Limits.DecisionsPerRequest)
        {
            return new InvalidRequest(
                "submissions", "are too few or too many", body.Submissions.Count, $"1 to {Limits.DecisionsPerRequest}");
        }

        if (body.Submissions.Distinct().Count() != body.Submissions.Count)
        {
            return new InvalidRequest("submissions", "one is there twice", null, "every submission once");
        }

        if (body.Note?.Length > Limits.NoteLength)
        {
            return new InvalidRequest("note", "is too long", body.Note, $"up to {Limits.NoteLength} characters");
        }

        // Every refusal has a reason, also a person's.
        return body.Decision == Verb.Reject && string.IsNullOrWhiteSpace(body.Note)
            ? new InvalidRequest("note", "is missing", null, "a rejection says why")
            : null;
    }

    private static async Task StoreAsync(
        Transaction tx, IReadOnlyList<(SubmissionState Was, Moved Move)> moves, Body body, CancellationToken cancel)
    {
        await SubmissionRows.MoveAsync(tx, [.. moves.Select(one => one.Move)], cancel);
        foreach (var ofRound in moves.GroupBy(one => one.Was.RoundId))
        {
            await HistoryRows.AddAsync(
                tx, ofRound.Key,
                [.. ofRound.Select(one => new HistoryEntry(one.Was.Id, EnumText.Of(one.Move.To), body.Note))], cancel);
            // A row for each merchant and category: who is bounded reads of what lies within, and of nothing else.
            await tx.AuditEachAsync(
                $"campaigns.submissions.{EnumText.Of(body.Decision)}",
                ofRound.GroupBy(one => new RowOf(one.Was.MerchantId, one.Was.Category)).Select(
                    alike => ($"round:{ofRound.Key}", alike.Key,
                        (object?)new { ids = alike.Select(one => one.Was.Id), body.Note })), cancel);
            await tx.AddAsync(
                new SubmissionsDecided(
                    ofRound.Key, ofRound.Count(one => one.Move.To == SubmissionStatus.Approved),
                    ofRound.Count(one => one.Move.To == SubmissionStatus.FirstApproved),
                    ofRound.Count(one => one.Move.To == SubmissionStatus.Rejected)), cancel);
        }
    }
}
