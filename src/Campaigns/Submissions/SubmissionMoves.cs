using Marquee.Kernel;

namespace Marquee.Campaigns.Submissions;

/// <summary>What can happen to a submission. On the wire in <c>allowedNow</c>: members are never renamed.</summary>
internal enum SubmissionMove
{
    /// <summary>The merchant submits a plan, for the first time or again.</summary>
    Submit,
    /// <summary>A gate failed: the platform refuses what was submitted.</summary>
    Refuse,
    /// <summary>A person approves; two different ones are needed.</summary>
    Approve,
    /// <summary>A person rejects.</summary>
    Reject,
    /// <summary>It gets a slot.</summary>
    Assign,
    /// <summary>The merchant takes it back before confirming.</summary>
    Withdraw,
    /// <summary>The merchant confirms; the hold is written.</summary>
    Confirm,
    /// <summary>The shop changed what it was judged by: it is reviewed again.</summary>
    Reopen,
    /// <summary>The activity stock is open: the campaign item exists.</summary>
    Lock,
    /// <summary>The merchant leaves after confirming, by the exit policy.</summary>
    Exit,
    /// <summary>The platform removes it.</summary>
    Remove,
}

/// <summary>Who makes a move.</summary>
internal enum Mover
{
    /// <summary>The merchant's people, or staff for them.</summary>
    Merchant,
    /// <summary>Reviewers, approvers, category managers, operators.</summary>
    Reviewer,
    /// <summary>Operators and risk.</summary>
    Operator,
    /// <summary>The platform itself.</summary>
    System,
}

/// <summary>One line of the table.</summary>
/// <param name="From">Where it stands; null before it exists.</param>
/// <param name="Move">What happens.</param>
/// <param name="To">Where it stands then.</param>
/// <param name="By">Who makes the move.</param>
/// <param name="Phases">One of these phases must be open; empty for any time.</param>
internal sealed record MoveLine(
    SubmissionStatus? From, SubmissionMove Move, SubmissionStatus To, Mover By, IReadOnlyList<RoundPhase> Phases);

/// <summary>
/// The one table of what can happen to a submission. Slices ask it and nothing else; README.md draws it, and a test
/// compares the two. Live and Ended are not in it: a locked submission is live while its round's live phase is open,
/// without anything happening to it.
/// </summary>
internal static class SubmissionMoves
{
    private static readonly RoundPhase[] Enrolling = [RoundPhase.Enroll];
    // Also after the review: what was reopened, or what refills a slot, wants an opinion while work goes on.
    private static readonly RoundPhase[] Reviewing = [RoundPhase.Review, RoundPhase.Schedule, RoundPhase.Confirm];
    private static readonly RoundPhase[] Scheduling = [RoundPhase.Schedule, RoundPhase.Confirm];
    private static readonly RoundPhase[] Confirming = [RoundPhase.Confirm];
    private static readonly RoundPhase[] BeforeWarmUp =
        [RoundPhase.Enroll, RoundPhase.Review, RoundPhase.Schedule, RoundPhase.Confirm];
    private static readonly RoundPhase[] AnyTime = [];

    public static readonly IReadOnlyList<MoveLine> Table =
    [
        new(null, SubmissionMove.Submit, SubmissionStatus.InReview, Mover.Merchant, Enrolling),
        new(SubmissionStatus.Refused, SubmissionMove.Submit, SubmissionStatus.InReview, Mover.Merchant, Enrolling),
        new(SubmissionStatus.Rejected, SubmissionMove.Submit, SubmissionStatus.InReview, Mover.Merchant, Enrolling),
        new(SubmissionStatus.Withdrawn, SubmissionMove.Submit, SubmissionStatus.InReview, Mover.Merchant, Enrolling),
        new(SubmissionStatus.InReview, SubmissionMove.Submit, SubmissionStatus.InReview, Mover.Merchant, Enrolling),
        // A changed plan loses its first approval: it was given to another plan.
        new(SubmissionStatus.FirstApproved, SubmissionMove.Submit, SubmissionStatus.InReview, Mover.Merchant,
            Enrolling),
        // The other half of submitting: the verdict is there at once, in the same transaction.
        new(SubmissionStatus.InReview, SubmissionMove.Refuse, SubmissionStatus.Refused, Mover.System, AnyTime),
        new(SubmissionStatus.FirstApproved, SubmissionMove.Refuse, SubmissionStatus.Refused, Mover.System, AnyTime),

        new(SubmissionStatus.InReview, SubmissionMove.Approve, SubmissionStatus.FirstApproved, Mover.Reviewer,
            Reviewing),
        new(SubmissionStatus.FirstApproved, SubmissionMove.Approve, SubmissionStatus.Approved, Mover.Reviewer,
            Reviewing),
        new(SubmissionStatus.InReview, SubmissionMove.Reject, SubmissionStatus.Rejected, Mover.Reviewer, Reviewing),
        new(SubmissionStatus.FirstApproved, SubmissionMove.Reject, SubmissionStatus.Rejected, Mover.Reviewer,
            Reviewing),
        new(SubmissionStatus.Approved, SubmissionMove.Reject, SubmissionStatus.Rejected, Mover.Reviewer, Reviewing),

        new(SubmissionStatus.Approved, SubmissionMove.Assign, SubmissionStatus.Scheduled, Mover.Operator, Scheduling),
        new(SubmissionStatus.Scheduled, SubmissionMove.Assign, SubmissionStatus.Scheduled, Mover.Operator, Scheduling),

        new(SubmissionStatus.InReview, SubmissionMove.Withdraw, SubmissionStatus.Withdrawn, Mover.Merchant,
            BeforeWarmUp),
        new(SubmissionStatus.FirstApproved, SubmissionMove.Withdraw, SubmissionStatus.Withdrawn, Mover.Merchant,
            BeforeWarmUp),
        new(SubmissionStatus.Approved, SubmissionMove.Withdraw, SubmissionStatus.Withdrawn, Mover.Merchant,
            BeforeWarmUp),
        new(SubmissionStatus.Scheduled, SubmissionMove.Withdraw, SubmissionStatus.Withdrawn, Mover.Merchant,
            BeforeWarmUp),

        new(SubmissionStatus.FirstApproved, SubmissionMove.Reopen, SubmissionStatus.InReview, Mover.System, AnyTime),
        new(SubmissionStatus.Approved, SubmissionMove.Reopen, SubmissionStatus.InReview, Mover.System, AnyTime),
        new(SubmissionStatus.Scheduled, SubmissionMove.Reopen, SubmissionStatus.InReview, Mover.System, AnyTime),

        new(SubmissionStatus.Scheduled, SubmissionMove.Confirm, SubmissionStatus.Confirmed, Mover.Merchant, Confirming),
        new(SubmissionStatus.Confirmed, SubmissionMove.Lock, SubmissionStatus.Locked, Mover.System, AnyTime),

        new(SubmissionStatus.Locked, SubmissionMove.Exit, SubmissionStatus.Exited, Mover.Merchant, AnyTime),
        new(SubmissionStatus.InReview, SubmissionMove.Remove, SubmissionStatus.Removed, Mover.Operator, AnyTime),
        new(SubmissionStatus.FirstApproved, SubmissionMove.Remove, SubmissionStatus.Removed, Mover.Operator, AnyTime),
        new(SubmissionStatus.Approved, SubmissionMove.Remove, SubmissionStatus.Removed, Mover.Operator, AnyTime),
        new(SubmissionStatus.Scheduled, SubmissionMove.Remove, SubmissionStatus.Removed, Mover.Operator, AnyTime),
        new(SubmissionStatus.Locked, SubmissionMove.Remove, SubmissionStatus.Removed, Mover.Operator, AnyTime),
    ];

    /// <summary>Where the move leads, or the refusal with what is possible now.</summary>
    /// <param name="id">The submission, for the refusal.</param>
    /// <param name="from">Where it stands; null before it exists.</param>
    /// <param name="move">What is asked.</param>
    /// <param name="open">The phases that are open now.</param>
    public static Result<SubmissionStatus> Next(
        string id, SubmissionStatus? from, SubmissionMove move, IReadOnlyCollection<RoundPhase> open)
    {
        var line = Table.FirstOrDefault(line => line.From == from && line.Move == move);
        return line is not null && IsOpen(line, open)
            ? line.To
            : new MoveRefused(
                "submission", id, from is { } status ? EnumText.Of(status) : "not submitted", EnumText.Of(move),
                [.. Allowed(from, open).Select(allowed => EnumText.Of(allowed))]);
    }

    /// <summary>What people can do with a submission now.</summary>
    public static IEnumerable<SubmissionMove> Allowed(SubmissionStatus? from, IReadOnlyCollection<RoundPhase> open) =>
        Table.Where(line => line.From == from && line.By != Mover.System && IsOpen(line, open)).Select(
            line => line.Move);

    /// <summary>What that actor can do with a submission now.</summary>
    public static IReadOnlyList<SubmissionMove> AllowedTo(
        Actor actor, SubmissionStatus from, IReadOnlyCollection<RoundPhase> open) =>
        [.. Table.Where(line => line.From == from && IsOpen(line, open) && IsFor(actor, line.By)).Select(
            line => line.Move)];

    private static bool IsOpen(MoveLine line, IReadOnlyCollection<RoundPhase> open) =>
        line.Phases.Count == 0 || line.Phases.Any(open.Contains);

    private static bool IsFor(Actor actor, Mover by) => by switch
    {
        Mover.Merchant => actor.IsAny([.. EndpointRules.MerchantPeople, Role.Operator, Role.Machine]),
        Mover.Reviewer => actor.IsAny(Role.Reviewer, Role.Approver, Role.CategoryManager, Role.Operator),
        Mover.Operator => actor.IsAny(Role.Operator, Role.Risk),
        Mover.System => false,
    };
}
