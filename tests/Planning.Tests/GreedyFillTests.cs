using FsCheck;
using FsCheck.Fluent;
using Marquee.Planning.Engine;
using Marquee.Testing;

namespace Marquee.Planning.Tests;

public sealed class GreedyFillTests
{
    private static readonly string[] Categories = ["home", "home/lamps", "home/lamps/desk", "food", "food/tea"];

    /// <summary>A round with its candidates.</summary>
    public sealed record Round(IReadOnlyList<object> Slots, IReadOnlyList<object> Candidates)
    {
        internal IReadOnlyList<SlotRoom> Rooms => [.. Slots.Cast<SlotRoom>()];

        internal IReadOnlyList<Candidate> Wanting => [.. Candidates.Cast<Candidate>()];
    }

    [Fact]
    public void No_slot_goes_over_its_capacity_or_a_quota() => Law.Holds(Rounds, round =>
    {
        var plan = GreedyFill.Fill(round.Rooms, round.Wanting);
        return round.Rooms.All(slot =>
        {
            var here = plan.Where(placed => placed.Slot == slot.Id).Select(placed => placed.Candidate).ToList();
            return slot.Taken + here.Count <= Math.Max(slot.Capacity, slot.Taken)
                && slot.Quotas.All(q => q.Taken + here.Count(c => q.Covers(c.Category)) <= Math.Max(q.Max, q.Taken));
        });
    });

    [Fact]
    public void Nobody_is_left_out_who_would_fit_into_a_slot_they_wished_for() => Law.Holds(Rounds, round =>
    {
        var plan = GreedyFill.Fill(round.Rooms, round.Wanting);
        return plan.Where(placed => placed.Slot is null).All(placed => round.Rooms
            .Where(slot => placed.Candidate.Wished.Count == 0 || placed.Candidate.Wished.Contains(slot.Id))
            .All(slot => !HasRoom(slot, plan, placed.Candidate)));
    });

    [Fact]
    public void Everybody_without_a_slot_has_a_reason_for_every_slot_they_could_have_had() => Law.Holds(Rounds, round =>
    {
        var plan = GreedyFill.Fill(round.Rooms, round.Wanting);
        return plan.Where(placed => placed.Slot is null).All(placed =>
            round.Rooms.Where(slot => placed.Candidate.Wished.Count == 0 || placed.Candidate.Wished.Contains(slot.Id))
                .All(slot => placed.Turned.Any(turned => turned.Slot == slot.Id && turned.Bound != Bound.NotWished)));
    });

    [Fact]
    public void The_order_in_which_candidates_come_changes_nothing() => Law.Holds(Rounds, round =>
    {
        var plan = GreedyFill.Fill(round.Rooms, round.Wanting);
        var other = GreedyFill.Fill(round.Rooms, [.. round.Wanting.Reverse()]);
        return plan.Select(placed => (placed.Candidate.Id, placed.Slot)).SequenceEqual(
            other.Select(placed => (placed.Candidate.Id, placed.Slot)));
    });

    [Fact]
    public void Everybody_stands_in_the_plan_once_and_only_in_slots_they_wished_for() => Law.Holds(Rounds, round =>
    {
        var plan = GreedyFill.Fill(round.Rooms, round.Wanting);
        return plan.Select(placed => placed.Candidate.Id).Order().SequenceEqual(round.Wanting.Select(c => c.Id).Order())
            && plan.All(placed => placed.Slot is not { } slot || placed.Candidate.Wished.Count == 0
                || placed.Candidate.Wished.Contains(slot));
    });

    [Fact]
    public void The_better_score_gets_the_last_place()
    {
        var slot = new SlotRoom(G(1), 1, 0, []);
        var plan = GreedyFill.Fill([slot], [new Candidate(G(10), 5, "food", []), new Candidate(G(11), 9, "food", [])]);
        Assert.Equal(G(11), Assert.Single(plan, placed => placed.Slot == slot.Id).Candidate.Id);
        Assert.Equal(new Turned(slot.Id, Bound.Capacity, 1, null), Assert.Single(plan[1].Turned));
    }

    [Fact]
    public void An_unknown_score_ranks_behind_a_score_of_zero()
    {
        var plan = GreedyFill.Fill([], [new Candidate(G(10), null, null, []), new Candidate(G(11), 0, null, [])]);
        Assert.Equal([G(11), G(10)], plan.Select(placed => placed.Candidate.Id));
    }

    [Fact]
    public void A_quota_counts_what_stands_below_its_category_and_is_named()
    {
        var slot = new SlotRoom(G(1), 10, 0, [new CategoryQuota("home", 1, 0)]);
        var plan = GreedyFill.Fill(
            [slot], [new Candidate(G(10), 2, "home/lamps", []), new Candidate(G(11), 1, "home", []),
                new Candidate(G(12), 0, "homeware", [])]);
        Assert.Equal([slot.Id, null, slot.Id], plan.Select(placed => placed.Slot));
        Assert.Equal(new Turned(slot.Id, Bound.CategoryQuota, 1, "home"), Assert.Single(plan[1].Turned));
    }

    [Fact]
    public void A_free_slot_that_was_not_wished_for_is_named_and_not_taken()
    {
        var (full, free) = (new SlotRoom(G(1), 1, 1, []), new SlotRoom(G(2), 1, 0, []));
        var placed = Assert.Single(GreedyFill.Fill([full, free], [new Candidate(G(10), 1, null, [full.Id])]));
        Assert.Null(placed.Slot);
        Assert.Equal([Bound.Capacity, Bound.NotWished], placed.Turned.Select(turned => turned.Bound));
    }

    private static bool HasRoom(SlotRoom slot, IReadOnlyList<Placed> plan, Candidate candidate)
    {
        var here = plan.Where(placed => placed.Slot == slot.Id).Select(placed => placed.Candidate).ToList();
        return slot.Taken + here.Count < slot.Capacity
            && slot.Quotas.Where(q => q.Covers(candidate.Category))
                .All(q => q.Taken + here.Count(c => q.Covers(c.Category)) < q.Max);
    }

    private static Guid G(int n) => new(n, 0, 0, new byte[8]);

    private static Gen<Round> Rounds =>
        from slotCount in Gen.Choose(0, 4)
        from capacities in Gen.Choose(0, 4).ListOf(slotCount)
        from taken in Gen.Choose(0, 2).ListOf(slotCount)
        from quotas in Quotas.ListOf(slotCount)
        from candidateCount in Gen.Choose(0, 16)
        from scores in Gen.Choose(-1, 6).ListOf(candidateCount)
        from categories in Gen.Elements<string?>([null, .. Categories]).ListOf(candidateCount)
        from wishes in Gen.Choose(0, 15).ListOf(candidateCount)
        select new Round(
            [.. Enumerable.Range(0, slotCount)
                .Select(i => new SlotRoom(G(i + 1), capacities.ElementAt(i), taken.ElementAt(i), quotas.ElementAt(i)))],
            [.. Enumerable.Range(0, candidateCount).Select(i => new Candidate(
                G(100 + i), scores.ElementAt(i) < 0 ? null : scores.ElementAt(i), categories.ElementAt(i),
                [.. Enumerable.Range(0, slotCount).Where(slot => (wishes.ElementAt(i) >> slot & 1) == 1)
                    .Select(slot => G(slot + 1))]))]);

    private static Gen<IReadOnlyList<CategoryQuota>> Quotas =>
        from named in Gen.Elements(Categories).ListOf().Select(list => list.Distinct().Take(2).ToList())
        from max in Gen.Choose(0, 3)
        select (IReadOnlyList<CategoryQuota>)[.. named.Select(category => new CategoryQuota(category, max, 0))];
}
