using System.Diagnostics;

namespace Marquee.Planning.Engine;

/// <summary>
/// Fills slots by score: the best candidate first, each into the first slot of its wish that still has room. Pure and
/// deterministic: the same candidates in another order give the same plan. It is not the optimum where quotas overlap;
/// it is the plan a person would make by hand, and every decision has a reason that can be read.
/// </summary>
internal static class GreedyFill
{
    /// <summary>Places the candidates.</summary>
    /// <param name="slots">The slots, in the order in which they are filled.</param>
    /// <param name="candidates">The candidates, in any order; ids are unique.</param>
    public static IReadOnlyList<Placed> Fill(IReadOnlyList<SlotRoom> slots, IReadOnlyList<Candidate> candidates)
    {
        var rooms = slots.Select(slot => new Room(slot)).ToList();
        var byId = rooms.ToDictionary(room => room.Slot.Id);
        var plan = new List<Placed>(candidates.Count);
        foreach (var candidate in InOrder(candidates))
        {
            plan.Add(Place(candidate, plan.Count + 1, rooms, byId));
        }

        Debug.Assert(rooms.TrueForAll(room => room.IsWithinBounds), "No slot is over a bound.");
        return plan;
    }

    /// <summary>Best score first; without a score last; ties by id, which is the order of submission.</summary>
    internal static IEnumerable<Candidate> InOrder(IEnumerable<Candidate> candidates) => candidates
        .OrderByDescending(c => c.Score.HasValue).ThenByDescending(c => c.Score ?? 0).ThenBy(c => c.Id);

    private static Placed Place(Candidate candidate, int position, List<Room> rooms, Dictionary<Guid, Room> byId)
    {
        var turned = new List<Turned>();
        var wished = candidate.Wished.Count == 0 ? rooms
            : [.. candidate.Wished.Where(byId.ContainsKey).Select(id => byId[id])];
        foreach (var room in wished)
        {
            if (room.Refusal(candidate.Category) is not { } refusal)
            {
                room.Take(candidate.Category);
                return new Placed(candidate, room.Slot.Id, position, turned);
            }

            turned.Add(refusal);
        }

        // Free places the merchant did not ask for are named, so that somebody may ask the merchant.
        turned.AddRange(rooms.Except(wished)
            .Where(room => room.Refusal(candidate.Category) is null)
            .Select(room => new Turned(room.Slot.Id, Bound.NotWished, 0, null)));
        return new Placed(candidate, null, position, turned);
    }

    private sealed class Room(SlotRoom slot)
    {
        private readonly int[] _quotaTaken = [.. slot.Quotas.Select(quota => quota.Taken)];
        private int _taken = slot.Taken;

        public SlotRoom Slot => slot;

        // What was assigned before may be over a bound that was lowered since; the fill never adds to it.
        public bool IsWithinBounds => _taken <= Math.Max(slot.Capacity, slot.Taken)
            && slot.Quotas.Select((quota, i) => _quotaTaken[i] <= Math.Max(quota.Max, quota.Taken))
                .All(within => within);

        public Turned? Refusal(string? category)
        {
            if (_taken >= slot.Capacity)
            {
                return new Turned(slot.Id, Bound.Capacity, slot.Capacity, null);
            }

            for (var i = 0; i < slot.Quotas.Count; i++)
            {
                if (slot.Quotas[i].Covers(category) && _quotaTaken[i] >= slot.Quotas[i].Max)
                {
                    return new Turned(slot.Id, Bound.CategoryQuota, slot.Quotas[i].Max, slot.Quotas[i].Category);
                }
            }

            return null;
        }

        public void Take(string? category)
        {
            Debug.Assert(Refusal(category) is null, "Only a slot with room takes.");
            _taken++;
            for (var i = 0; i < slot.Quotas.Count; i++)
            {
                if (slot.Quotas[i].Covers(category))
                {
                    _quotaTaken[i]++;
                }
            }
        }
    }
}
