using Marquee.Campaigns.Rounds;
using Marquee.Kernel;
using Marquee.Rules;

namespace Marquee.Campaigns.Submissions;

/// <summary>
/// What becomes of judged plans, however they came: by a request or by a sheet. Each is stored with its verdict, also
/// when it is refused; the same plan again changes nothing.
/// </summary>
internal static class Submitting
{
    /// <summary>An existing submission, as far as the decision needs it.</summary>
    internal sealed record Existing(Id<Submission> Id, SubmissionStatus Status, string PlanHash, string Outcome);

    /// <summary>What is to be stored for one plan; Unchanged when nothing is.</summary>
    internal sealed record Decision(SubmissionStatus To, bool Unchanged);

    /// <summary>Why nothing can be submitted to the round now; null when it can.</summary>
    public static Error? Refusal(RoundState round, DateTimeOffset now) =>
        round.CampaignStatus != CampaignStatus.Published
            ? new CampaignNotPublished(round.CampaignId)
            : round.Needs(now, RoundPhase.Enroll);

    /// <summary>Where a plan comes to stand, or why it cannot be submitted.</summary>
    /// <param name="item">The item's external id, for the refusal.</param>
    /// <param name="existing">The submission of the item in the round, if there is one.</param>
    /// <param name="planHash">The plan.</param>
    /// <param name="outcome">Its verdict.</param>
    /// <param name="open">The phases that are open.</param>
    internal static Result<Decision> Decide(
        string item, Existing? existing, string planHash, Outcome outcome, IReadOnlyCollection<RoundPhase> open)
    {
        var same = existing is not null && existing.PlanHash == planHash;
        if (same
            && existing!.Status is not (
                SubmissionStatus.Refused or SubmissionStatus.Rejected or SubmissionStatus.Withdrawn))
        {
            return new Decision(existing.Status, Unchanged: true);
        }

        if (same && existing!.Status == SubmissionStatus.Refused && outcome == Outcome.Fail)
        {
            return new Decision(SubmissionStatus.Refused, Unchanged: true);
        }

        var next = SubmissionMoves.Next(existing?.Id.ToString() ?? item, existing?.Status, SubmissionMove.Submit, open);
        if (!next.IsSuccess)
        {
            return next.Error;
        }

        return new Decision(
            outcome == Outcome.Fail
                ? SubmissionMoves.Next(item, next.Value, SubmissionMove.Refuse, open).Value
                : next.Value,
            Unchanged: false);
    }

    /// <summary>Stores judged plans; their rules are known to be still in force.</summary>
    public static async Task<VerdictsView> StoreAsync(
        Transaction tx, RoundState round, JudgedPlans judged, CancellationToken cancel)
    {
        var open = OpenPhases.Of(round, tx.Call.Now);
        var existing = (await SubmissionRows.LockItemsAsync(
            tx, round.Id, [.. judged.Plans.Where(plan => plan.Plan is not null).Select(plan => plan.Plan!.Item.ItemNo)],
            cancel))
            .ToDictionary(row => row.ItemNo);
        var results = new List<VerdictView>();
        var stored = new List<StoredSubmission>();
        foreach (var one in judged.Plans)
        {
            if (one.Plan is not { } plan || one.Judgement is not { } judgement)
            {
                results.Add(VerdictView.Refused(one.Item, one.Error!));
                continue;
            }

            var was = existing.GetValueOrDefault(plan.Item.ItemNo);
            var decision = Decide(
                one.Item, was is null ? null : new Existing(was.Id, was.Status, was.PlanHash, ""), plan.Plan.Hash,
                judgement.Outcome, open);
            if (!decision.IsSuccess)
            {
                results.Add(
                    VerdictView.Refused(one.Item, decision.Error) with { Submission = was?.Id, Status = was?.Status });
                continue;
            }

            var id = was?.Id ?? tx.Call.Ids.Next<Submission>();
            results.Add(
                VerdictView.Of(one.Item, judgement, judged.ForStaff, id, decision.Value.To, decision.Value.Unchanged));
            if (!decision.Value.Unchanged)
            {
                stored.Add(new StoredSubmission(id, plan, judgement, decision.Value.To));
            }
        }

        await SubmissionWriting.WriteAsync(tx, round.Id, stored, judged.Rules.Hashes, cancel);
        return new VerdictsView(results);
    }
}
