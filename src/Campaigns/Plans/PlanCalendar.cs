using Marquee.Kernel;
using NodaTime;

namespace Marquee.Campaigns.Plans;

/// <summary>
/// Between instants and the days of a plan, by the calendar of a zone: what began at eight in the morning begins at
/// eight in the morning, also across a change of the clocks. Pure.
/// </summary>
internal static class PlanCalendar
{
    /// <summary>The moment of an instant, counted from a first day.</summary>
    public static LocalMoment MomentOf(DateTimeZone zone, DateOnly first, DateTimeOffset instant)
    {
        var local = Instant.FromDateTimeOffset(instant).InZone(zone).LocalDateTime;
        return new LocalMoment(Period.DaysBetween(Of(first), local.Date), local.TickOfDay);
    }

    /// <summary>
    /// The instant of a moment; where the clocks skip it, as long after the skip as it would have been after its
    /// beginning.
    /// </summary>
    public static DateTimeOffset InstantOf(DateTimeZone zone, DateOnly first, LocalMoment moment) =>
        zone.AtLeniently(Of(first).PlusDays(moment.Day) + LocalTime.FromTicksSinceMidnight(moment.Tick))
            .ToDateTimeOffset().ToUniversalTime();

    /// <summary>The windows of a round of a plan that begins on that day.</summary>
    public static IReadOnlyList<DatedPhase> Windows(DateTimeZone zone, DateOnly first, RoundPlan round) =>
    [
        .. round.Phases.Select(phase => new DatedPhase(
            phase.Phase, InstantOf(zone, first, phase.Opens), InstantOf(zone, first, phase.Closes))),
    ];

    /// <summary>
    /// Everything that keeps a plan from beginning on that day: a phase outside of the season, or a sale in the past.
    /// </summary>
    public static IReadOnlyList<FieldError> Wrong(
        IEnumerable<RoundPlan> rounds, DateTimeZone zone, DateOnly first, DateTimeOffset opens, DateTimeOffset closes,
        DateTimeOffset now)
    {
        var windows = rounds.SelectMany(round =>
            Windows(zone, first, round).Select(window => (Round: round, Window: window))).ToList();
        var wrong = new List<FieldError>();
        if (windows.Where(one => one.Window.Opens < opens).OrderBy(one => one.Window.Opens).ToList() is [var early, ..])
        {
            wrong.Add(new FieldError(
                "opens", $"{EnumText.Of(early.Window.Phase)} of '{early.Round.Name}' would open before it",
                $"{opens:O}", $"an instant of {first:yyyy-MM-dd} up to {early.Window.Opens:O}"));
        }

        if (windows.Where(one => one.Window.Closes > closes).OrderByDescending(one => one.Window.Closes).ToList()
            is [var late, ..])
        {
            wrong.Add(new FieldError(
                "closes", $"{EnumText.Of(late.Window.Phase)} of '{late.Round.Name}' would close after it",
                $"{closes:O}", $"an instant from {late.Window.Closes:O} on"));
        }

        if (windows.Where(one => one.Window.Phase == RoundPhase.Live && one.Window.Opens < now)
            .OrderBy(one => one.Window.Opens).ToList() is [var past, ..])
        {
            wrong.Add(new FieldError(
                "opens", $"'{past.Round.Name}' would have gone live at {past.Window.Opens:u} already", $"{opens:O}",
                $"a day that puts it after {now:O}"));
        }

        return wrong;
    }

    private static LocalDate Of(DateOnly day) => new(day.Year, day.Month, day.Day);
}

/// <summary>One window of a planned round, with dates.</summary>
internal sealed record DatedPhase(RoundPhase Phase, DateTimeOffset Opens, DateTimeOffset Closes);
