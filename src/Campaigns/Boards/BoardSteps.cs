using Marquee.Campaigns.Rounds;
using Marquee.Kernel;

namespace Marquee.Campaigns.Boards;

/// <summary>What waits longer than it should.</summary>
internal sealed record StuckView(long Count, DateTimeOffset Since, Texts Reason, string Filter);

/// <summary>One step of a round's life on the board.</summary>
/// <param name="Phase">The phase.</param>
/// <param name="State">Where it stands now.</param>
/// <param name="Opens">When it opens or opened.</param>
/// <param name="Closes">When it closes or closed.</param>
/// <param name="Count">How many have come through this step (for plan: how many places there are).</param>
/// <param name="Of">What it is a share of; null where that makes no sense.</param>
/// <param name="Waiting">How many wait in it.</param>
/// <param name="LastHour">How many came through it in the last hour of the tenant's clock.</param>
/// <param name="Stuck">What waits longer than a day; null when nothing does.</param>
/// <param name="Filter">
/// The status filter of the list of submissions that gives those counted; null where it is not about them.
/// </param>
/// <param name="Allowed">open, close: what an operator may do with the phase now.</param>
internal sealed record StepView(
    RoundPhase Phase, PhaseState State, DateTimeOffset? Opens, DateTimeOffset? Closes, long Count, long? Of,
    long Waiting, long LastHour,
    StuckView? Stuck, string? Filter, IReadOnlyList<string> Allowed);

/// <summary>Makes the steps of a board from counts. Pure.</summary>
internal static class BoardSteps
{
    private static readonly SubmissionStatus[] Locked = [SubmissionStatus.Confirmed, SubmissionStatus.Locked];
    private static readonly SubmissionStatus[] Scheduled = [SubmissionStatus.Scheduled, .. Locked];
    private static readonly SubmissionStatus[] Approved = [SubmissionStatus.Approved, .. Scheduled];
    private static readonly SubmissionStatus[] InReview = [SubmissionStatus.InReview, SubmissionStatus.FirstApproved];
    private static readonly SubmissionStatus[] Submitted = Enum.GetValues<SubmissionStatus>();

    public static IReadOnlyList<StepView> Of(
        IReadOnlyList<Window> windows, RoundCounts counts, long places, bool operates, DateTimeOffset now) =>
        [.. PhaseTable.InOrder.Select(phase => Step(phase, windows, counts, places, operates, now))];

    private static StepView Step(
        RoundPhase phase, IReadOnlyList<Window> windows, RoundCounts counts, long places, bool operates,
        DateTimeOffset now)
    {
        var window = windows.FirstOrDefault(one => one.Phase == phase);
        var state = window?.StateAt(now) ?? PhaseState.Skipped;
        var began = state is PhaseState.Open or PhaseState.Done;
        var locked = counts.Of(SubmissionStatus.Locked);
        var step = new StepView(
            phase, state, window?.Opens, window?.Closes, 0, null, 0, 0, null, null,
            Allowed(phase, windows, operates, now));
        return phase switch
        {
            RoundPhase.Plan => step with { Count = places },
            RoundPhase.Enroll => step with
            {
                Count = counts.Of(Submitted),
                LastHour = counts.EnteredLastHour(SubmissionStatus.InReview, SubmissionStatus.Refused),
            },
            RoundPhase.Review => step with
            {
                Count = counts.Of(Approved),
                Of = counts.Of([.. Approved, .. InReview, SubmissionStatus.Rejected]),
                Waiting = counts.Of(InReview),
                LastHour = counts.EnteredLastHour(SubmissionStatus.Approved, SubmissionStatus.Rejected),
                Filter = FilterOf(Approved),
                Stuck = Stuck(counts, InReview, "等待审核", "waiting for review"),
            },
            RoundPhase.Schedule => step with
            {
                Count = counts.Of(Scheduled),
                Of = counts.Of(Approved),
                Waiting = counts.Of(SubmissionStatus.Approved),
                LastHour = counts.EnteredLastHour(SubmissionStatus.Scheduled),
                Filter = FilterOf(Scheduled),
                Stuck = Stuck(counts, [SubmissionStatus.Approved], "等待排期", "waiting for a slot"),
            },
            RoundPhase.Confirm => step with
            {
                Count = counts.Of(Locked),
                Of = counts.Of(Scheduled),
                Waiting = counts.Of(SubmissionStatus.Scheduled, SubmissionStatus.Confirmed),
                LastHour = counts.EnteredLastHour(SubmissionStatus.Confirmed),
                Filter = FilterOf(Locked),
                Stuck = Stuck(
                    counts, [SubmissionStatus.Scheduled, SubmissionStatus.Confirmed], "等待商家确认",
                    "waiting for the merchant's confirmation"),
            },
            RoundPhase.WarmUp or RoundPhase.Live or RoundPhase.Settle => step with
            {
                Count = began ? locked : 0,
                Of = locked,
                LastHour = 0,
                Filter = "locked,live,ended",
            },
        };
    }

    private static string FilterOf(SubmissionStatus[] statuses) => string.Join(
        ',', statuses.Select(status => EnumText.Of(status)).Concat(
            statuses.Contains(SubmissionStatus.Locked) ? ["live", "ended"] : []));

    private static IReadOnlyList<string> Allowed(
        RoundPhase phase, IReadOnlyList<Window> windows, bool operates, DateTimeOffset now) =>
        !operates ? [] : PhaseTable.MayOpen(windows, phase, now) ? ["open"]
        : PhaseTable.MayClose(windows, phase, now) ? ["close"] : [];

    private static StuckView? Stuck(RoundCounts counts, SubmissionStatus[] statuses, string zh, string en)
    {
        var found = statuses.Where(counts.Stuck.ContainsKey).Select(status => counts.Stuck[status]).ToList();
        return found.Count == 0 ? null : new StuckView(
            found.Sum(one => one.Count), found.Min(one => one.Since), new Texts(zh, en),
            string.Join(',', statuses.Select(status => EnumText.Of(status))));
    }
}
