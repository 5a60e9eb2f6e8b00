using Marquee.Kernel;

namespace Marquee.Campaigns.Rounds;

/// <summary>What of a round can be changed on its own. On the wire: members are never renamed.</summary>
internal enum RoundPart
{
    /// <summary>When a phase opens.</summary>
    Opens,
    /// <summary>When a phase closes.</summary>
    Closes,
    /// <summary>Names, sizes and category quotas of slots, and new ones.</summary>
    Slots,
    /// <summary>The order of slots, and slots that are taken away.</summary>
    SlotOrder,
    /// <summary>The mechanics.</summary>
    Mechanics,
    /// <summary>The exit policy.</summary>
    ExitPolicy,
}

/// <summary>Whether a part of a round may still be changed.</summary>
/// <param name="Part">The part.</param>
/// <param name="Phase">Of that phase; null where the part is no phase's.</param>
/// <param name="Allowed">Whether it may be changed at this instant.</param>
/// <param name="Until">The instant at which that ends, or ended; null when nothing ends it.</param>
internal sealed record Changeable(RoundPart Part, RoundPhase? Phase, bool Allowed, DateTimeOffset? Until);

/// <summary>
/// The one table of what may still be changed of a round after it was made. Pure. Nothing that somebody has acted upon
/// is changed under them: merchants wish for slots once they enroll, and confirm under mechanics and an exit policy;
/// shoppers are told in the warm-up when they can buy.
/// </summary>
internal static class RoundChanges
{
    public static IReadOnlyList<Changeable> At(IReadOnlyList<Window> windows, DateTimeOffset now) =>
    [
        .. windows.Select(window => Opening(windows, window, now)),
        .. windows.Select(window => Closing(window, now)),
        Before(RoundPart.Slots, OpensAt(windows, RoundPhase.Live), now),
        Before(RoundPart.SlotOrder, OpensAt(windows, RoundPhase.Enroll), now),
        Before(RoundPart.Mechanics, Binding(windows), now),
        Before(RoundPart.ExitPolicy, Binding(windows), now),
    ];

    /// <summary>What can be changed at that instant and until when, in words for a program.</summary>
    public static IReadOnlyList<string> AllowedNow(IReadOnlyList<Window> windows, DateTimeOffset now) =>
    [
        .. At(windows, now).Where(one => one.Allowed).Select(one =>
            (one.Phase is { } phase ? $"{EnumText.Of(phase)}." : "") + EnumText.Of(one.Part)
                + (one.Until is { } until ? $" until {until.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}" : "")),
    ];

    private static Changeable Opening(IReadOnlyList<Window> windows, Window window, DateTimeOffset now)
    {
        // What shoppers were promised in the warm-up stays.
        var until = window.Phase == RoundPhase.Live && OpensAt(windows, RoundPhase.WarmUp) is { } told
            && told < window.Opens ? told : window.Opens;
        return new Changeable(
            RoundPart.Opens, window.Phase, now < until && window.StateAt(now) == PhaseState.Waiting, until);
    }

    private static Changeable Closing(Window window, DateTimeOffset now)
    {
        // Offers and benefits took over the end of the live phase when it opened: from then on it is closed by hand.
        var live = window.Phase == RoundPhase.Live;
        return new Changeable(
            RoundPart.Closes, window.Phase,
            window.StateAt(now) is PhaseState.Waiting || (!live && window.StateAt(now) is PhaseState.Open),
            live ? window.Opens : window.Closes);
    }

    private static Changeable Before(RoundPart part, DateTimeOffset? until, DateTimeOffset now) =>
        new(part, null, until is null || now < until, until);

    /// <summary>From then on merchants are bound by what they confirmed.</summary>
    private static DateTimeOffset? Binding(IReadOnlyList<Window> windows) =>
        OpensAt(windows, RoundPhase.Confirm) ?? OpensAt(windows, RoundPhase.Live);

    private static DateTimeOffset? OpensAt(IReadOnlyList<Window> windows, RoundPhase phase) =>
        windows.FirstOrDefault(window => window.Phase == phase && window.Opens < window.Closes)?.Opens;
}
