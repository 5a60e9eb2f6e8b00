using System.Globalization;
using Marquee.Campaigns.Tree;
using Marquee.Kernel;

namespace Marquee.Campaigns.Rounds;

/// <summary>A round's settings as stored: what a change of them is compared with.</summary>
/// <param name="Round">The round with its windows.</param>
/// <param name="Slots">Its slots by position.</param>
/// <param name="Mechanics">Its mechanics in their order.</param>
/// <param name="Placed">How many items of each slot stand in each category; the empty text for none.</param>
internal sealed record RoundSettings(
    RoundState Round, IReadOnlyList<Slot> Slots, IReadOnlyList<RoundMechanic> Mechanics,
    IReadOnlyDictionary<Id<Slot>, IReadOnlyDictionary<string, int>> Placed);

/// <summary>
/// What a round's settings come to, or everything about the change that is not possible any more. Pure; the shape of
/// what was sent was checked before.
/// </summary>
internal static class RoundEdit
{
    /// <summary>The windows afterwards, all of them.</summary>
    public static Result<IReadOnlyList<Window>> Decide(RoundSettings was, EditRound.Body sent, DateTimeOffset now)
    {
        var changeable = RoundChanges.At(was.Round.Windows, now);
        var windows = Merged(was.Round.Windows, sent.Phases);
        List<FieldError> closed =
        [
            .. ClosedPhases(was.Round.Windows, sent, changeable, now),
            .. ClosedSlots(was, sent, changeable),
            .. ClosedRest(was, sent, changeable),
        ];
        return closed.Count == 0
            ? Result<IReadOnlyList<Window>>.Of(windows)
            : new SettingsClosed(was.Round.Id, [.. closed.Take(100)], RoundChanges.AllowedNow(was.Round.Windows, now));
    }

    /// <summary>How many of a slot's items stand in a category or below it.</summary>
    public static int CountIn(IReadOnlyDictionary<string, int> placed, string category) => placed
        .Where(one => one.Key == category || one.Key.StartsWith(category + "/", StringComparison.Ordinal))
        .Sum(one => one.Value);

    private static IReadOnlyList<Window> Merged(IReadOnlyList<Window> was, IReadOnlyList<RoundForm.PhaseBody> sent) =>
    [
        .. was.Where(window => window.Opens == window.Closes && sent.All(phase => phase.Phase != window.Phase))
            .Concat(sent.Select(phase => new Window(
                phase.Phase, phase.Opens, phase.Closes,
                was.FirstOrDefault(window => window.Phase == phase.Phase)?.Noticed ?? PhaseState.Waiting)))
            .OrderBy(window => window.Phase),
    ];

    private static IEnumerable<FieldError> ClosedPhases(
        IReadOnlyList<Window> was, EditRound.Body sent, IReadOnlyList<Changeable> changeable, DateTimeOffset now)
    {
        for (var i = 0; i < sent.Phases.Count; i++)
        {
            var (phase, path) = (sent.Phases[i], $"phases[{i}]");
            var stored = was.FirstOrDefault(window => window.Phase == phase.Phase);
            if (stored?.Opens != phase.Opens)
            {
                if (stored is not null && Closed(changeable, RoundPart.Opens, phase.Phase) is { } opening)
                {
                    yield return Refused($"{path}.opens", opening, phase.Opens, stored.Opens);
                }
                else if (phase.Opens < now)
                {
                    yield return Passed($"{path}.opens", phase.Opens, now);
                }
            }

            if (stored?.Closes != phase.Closes)
            {
                if (stored is not null && Closed(changeable, RoundPart.Closes, phase.Phase) is { } closing)
                {
                    yield return Refused($"{path}.closes", closing, phase.Closes, stored.Closes);
                }
                else if (phase.Closes <= now)
                {
                    yield return Passed($"{path}.closes", phase.Closes, now);
                }
                else if (Shortens(was, phase, stored, now))
                {
                    yield return new FieldError(
                        $"{path}.closes", "would shorten the price protection of what was sold already",
                        $"{phase.Closes:O}", $"an instant from {stored!.Closes:O} on");
                }
            }
        }

        foreach (var gone in was.Where(
            window => window.Opens < window.Closes && sent.Phases.All(phase => phase.Phase != window.Phase)))
        {
            if (Closed(changeable, RoundPart.Opens, gone.Phase) is { } opening)
            {
                yield return new FieldError(
                    "phases", $"{EnumText.Of(gone.Phase)} cannot be left out any more since {opening.Until:u}.", null,
                    $"{EnumText.Of(gone.Phase)} from {gone.Opens:O} to {gone.Closes:O}");
            }
        }
    }

    private static bool Shortens(
        IReadOnlyList<Window> was, RoundForm.PhaseBody phase, Window? stored, DateTimeOffset now) =>
        phase.Phase == RoundPhase.Settle && stored is not null && phase.Closes < stored.Closes
        && was.Any(window => window.Phase == RoundPhase.Live && window.Opens <= now);

    private static IEnumerable<FieldError> ClosedSlots(
        RoundSettings was, EditRound.Body sent, IReadOnlyList<Changeable> changeable)
    {
        var kept = sent.Slots.Where(slot => slot.Id is not null).ToList();
        var order = was.Slots.Select(slot => slot.Id).Where(id => kept.Any(slot => slot.Id == id));
        if (Closed(changeable, RoundPart.SlotOrder, null) is { } ordering)
        {
            foreach (var gone in was.Slots.Where(slot => kept.All(other => other.Id != slot.Id)))
            {
                yield return new FieldError(
                    "slots", $"'{gone.Name}' cannot be taken away any more since {ordering.Until:u}.", null,
                    "the slot, of a smaller capacity where it is too large");
            }

            if (!order.SequenceEqual(kept.Select(slot => slot.Id!.Value))
                || sent.Slots.SkipWhile(slot => slot.Id is not null).Any(slot => slot.Id is not null))
            {
                yield return new FieldError(
                    "slots", $"the order cannot be changed any more since {ordering.Until:u}.", null,
                    "the slots in their order, new ones at the end");
            }
        }

        var shut = Closed(changeable, RoundPart.Slots, null);
        for (var i = 0; i < sent.Slots.Count; i++)
        {
            var (slot, path) = (sent.Slots[i], $"slots[{i}]");
            var stored = was.Slots.FirstOrDefault(one => one.Id == slot.Id);
            if (shut is not null && !IsSame(stored, slot))
            {
                yield return Refused(path, shut, slot.Name, stored?.Name);
                continue;
            }

            if (stored is not null && slot.Capacity < stored.Filled)
            {
                yield return new FieldError(
                    $"{path}.capacity", $"{stored.Filled} items stand in it already.",
                    slot.Capacity.ToString(CultureInfo.InvariantCulture), $"{stored.Filled} or more");
            }

            foreach (var quota in (slot.Quotas ?? []).Where(quota => stored is not null
                && CountIn(was.Placed[stored.Id], quota.Category) > quota.AtMost))
            {
                var count = CountIn(was.Placed[stored!.Id], quota.Category);
                yield return new FieldError(
                    $"{path}.quotas", $"{count} items of {quota.Category} stand in it already.",
                    quota.AtMost.ToString(CultureInfo.InvariantCulture), $"{count} or more");
            }
        }
    }

    private static IEnumerable<FieldError> ClosedRest(
        RoundSettings was, EditRound.Body sent, IReadOnlyList<Changeable> changeable)
    {
        var same = was.Mechanics.Select(one => (one.Kind, MarqueeJson.Text(one.Spec)))
            .SequenceEqual(sent.Mechanics.Select(one => (one.Kind, MarqueeJson.Text(one.Spec))));
        if (!same && Closed(changeable, RoundPart.Mechanics, null) is { } mechanics)
        {
            yield return new FieldError(
                "mechanics", $"cannot be changed any more since {mechanics.Until:u}: merchants confirm under them.");
        }

        if (sent.ExitPolicy is { } policy && policy != was.Round.ExitPolicy
            && Closed(changeable, RoundPart.ExitPolicy, null) is { } exits)
        {
            yield return new FieldError(
                "exitPolicy", $"cannot be changed any more since {exits.Until:u}: merchants confirm under it.");
        }
    }

    private static bool IsSame(Slot? stored, EditRound.SlotBody sent) => stored is not null
        && stored.Name == sent.Name.Trim() && stored.Capacity == sent.Capacity
        && stored.Quotas.OrderBy(quota => quota.Category, StringComparer.Ordinal).SequenceEqual(
            (sent.Quotas ?? []).OrderBy(quota => quota.Category, StringComparer.Ordinal));

    private static Changeable? Closed(IReadOnlyList<Changeable> all, RoundPart part, RoundPhase? phase) =>
        all.FirstOrDefault(one => one.Part == part && one.Phase == phase && !one.Allowed);

    private static FieldError Refused(string path, Changeable part, object value, object? stored) => new(
        path, $"cannot be changed any more since {part.Until:u}.",
        Convert.ToString(value, CultureInfo.InvariantCulture),
        stored is DateTimeOffset at ? $"{at:O}" : stored?.ToString());

    private static FieldError Passed(string path, DateTimeOffset sent, DateTimeOffset now) =>
        new(path, "lies in the past.", $"{sent:O}", $"an instant after {now:O}");
}
