using Marquee.Kernel;

namespace Marquee.Campaigns.Rounds;

/// <summary>The window of one phase as stored: empty (opens = closes) when it was passed over.</summary>
/// <param name="Phase">The phase.</param>
/// <param name="Opens">The first instant of it.</param>
/// <param name="Closes">The first instant after it.</param>
/// <param name="Noticed">The state that was acted upon and announced.</param>
internal sealed record Window(RoundPhase Phase, DateTimeOffset Opens, DateTimeOffset Closes, PhaseState Noticed)
{
    public PhaseState StateAt(DateTimeOffset now) =>
        Opens == Closes ? PhaseState.Skipped
        : now < Opens ? PhaseState.Waiting
        : now < Closes ? PhaseState.Open : PhaseState.Done;

    /// <summary>
    /// The next instant after which <see cref="StateAt"/> differs from what was noticed; null when there is none.
    /// </summary>
    public DateTimeOffset? NextChange => Noticed switch
    {
        PhaseState.Waiting => Opens,
        PhaseState.Open => Closes,
        PhaseState.Done or PhaseState.Skipped => null,
    };
}

/// <summary>
/// The one table of what an operator may do with the phases of a round by hand, and what it does to the others. Pure.
/// Schedules move by the clock alone; see README.md for the picture.
/// </summary>
internal static class PhaseTable
{
    public static readonly RoundPhase[] InOrder = Enum.GetValues<RoundPhase>();

    /// <summary>
    /// The earlier phases that opening one by hand ends: those whose work must not move any more. Enrolling and
    /// reviewing may overlap, so opening the review leaves enrollment open; going live ends everything before it.
    /// </summary>
    private static readonly Dictionary<RoundPhase, RoundPhase[]> Ends = new()
    {
        [RoundPhase.Plan] = [],
        [RoundPhase.Enroll] = [RoundPhase.Plan],
        [RoundPhase.Review] = [RoundPhase.Plan],
        [RoundPhase.Schedule] = [RoundPhase.Plan, RoundPhase.Enroll],
        [RoundPhase.Confirm] = [RoundPhase.Plan, RoundPhase.Enroll, RoundPhase.Review],
        [RoundPhase.WarmUp] = [RoundPhase.Plan, RoundPhase.Enroll, RoundPhase.Review, RoundPhase.Schedule],
        [RoundPhase.Live] = InOrder[..(int)RoundPhase.Live],
        [RoundPhase.Settle] = InOrder[..(int)RoundPhase.Settle],
    };

    /// <summary>The phases after which an earlier one can no longer be opened: shoppers have seen the round.</summary>
    private static readonly RoundPhase[] PointsOfNoReturn = [RoundPhase.WarmUp, RoundPhase.Live, RoundPhase.Settle];

    public static IReadOnlyList<RoundPhase> EndedBy(RoundPhase opened) => Ends[opened];

    public static PhaseState StateOf(IReadOnlyList<Window> windows, RoundPhase phase, DateTimeOffset now) =>
        windows.FirstOrDefault(window => window.Phase == phase)?.StateAt(now) ?? PhaseState.Skipped;

    /// <summary>The latest phase in order that has opened by that instant.</summary>
    public static RoundPhase? Current(IReadOnlyList<Window> windows, DateTimeOffset now)
    {
        RoundPhase? current = null;
        foreach (var phase in InOrder)
        {
            if (StateOf(windows, phase, now) is PhaseState.Open or PhaseState.Done)
            {
                current = phase;
            }
        }

        return current;
    }

    /// <summary>Whether the phase may be opened by hand at that instant.</summary>
    public static bool MayOpen(IReadOnlyList<Window> windows, RoundPhase phase, DateTimeOffset now)
    {
        var state = StateOf(windows, phase, now);
        // Live and settle happen once; the phases of work may be opened again while no shopper has seen the round.
        var fresh = state == PhaseState.Waiting || (state == PhaseState.Done && phase < RoundPhase.WarmUp);
        var passed = PointsOfNoReturn.Any(later =>
            later > phase && StateOf(windows, later, now) is PhaseState.Open or PhaseState.Done
            // Late confirmations refill what left the round while it warms up.
            && !(later == RoundPhase.WarmUp && phase is RoundPhase.Schedule or RoundPhase.Confirm));
        return fresh && !passed && windows.Any(window => window.Phase == phase);
    }

    /// <summary>Whether the phase may be closed by hand at that instant.</summary>
    public static bool MayClose(IReadOnlyList<Window> windows, RoundPhase phase, DateTimeOffset now) =>
        StateOf(windows, phase, now) == PhaseState.Open;

    /// <summary>
    /// The latest instant at which the phase may close: work ends when shoppers buy, and buying when settlement begins.
    /// Null where nothing bounds it.
    /// </summary>
    public static DateTimeOffset? EndsAtMost(IReadOnlyList<Window> windows, RoundPhase phase) => windows
        .Where(window => window.Phase >= RoundPhase.Live && window.Phase > phase && window.Opens < window.Closes)
        .Min(window => (DateTimeOffset?)window.Opens);

    /// <summary>Everything an operator may do now, as <c>open:live</c> and <c>close:enroll</c>.</summary>
    public static IReadOnlyList<string> AllowedNow(IReadOnlyList<Window> windows, DateTimeOffset now) =>
    [
        .. InOrder.Where(phase => MayOpen(windows, phase, now)).Select(phase => "open:" + EnumText.Of(phase)),
        .. InOrder.Where(phase => MayClose(windows, phase, now)).Select(phase => "close:" + EnumText.Of(phase)),
    ];

    /// <summary>
    /// The windows after opening a phase by hand: it opens now, those it ends close now (or are passed over), and what
    /// was to open later keeps its schedule unless the opened phase would outlast it.
    /// </summary>
    /// <param name="windows">As stored.</param>
    /// <param name="phase">The phase to open; <see cref="MayOpen"/> must hold.</param>
    /// <param name="until">When it closes; its schedule when null.</param>
    /// <param name="now">The instant.</param>
    public static IReadOnlyList<Window> Open(
        IReadOnlyList<Window> windows, RoundPhase phase, DateTimeOffset? until, DateTimeOffset now)
    {
        System.Diagnostics.Debug.Assert(MayOpen(windows, phase, now), "Asked before.");
        return [.. windows.Select(window => window switch
        {
            _ when window.Phase == phase => window with { Opens = now, Closes = until ?? window.Closes },
            _ when EndedBy(phase).Contains(window.Phase) => End(window, now),
            _ => window,
        })];
    }

    /// <summary>The windows after closing a phase by hand.</summary>
    public static IReadOnlyList<Window> Close(IReadOnlyList<Window> windows, RoundPhase phase, DateTimeOffset now) =>
        [.. windows.Select(window => window.Phase == phase ? End(window, now) : window)];

    private static Window End(Window window, DateTimeOffset now) => window.StateAt(now) switch
    {
        // A phase opened and closed in one instant was passed over.
        PhaseState.Open => window with { Closes = now },
        PhaseState.Waiting => window with { Opens = now, Closes = now },
        PhaseState.Done or PhaseState.Skipped => window,
    };
}
