using System.Diagnostics;
using Marquee.Campaigns.Rounds;
using Marquee.Campaigns.Submissions;
using Marquee.Kernel;

namespace Marquee.Campaigns.Scheduling;

/// <summary>The room in a slot while placements are decided. Not thread-safe.</summary>
internal sealed class SlotRoom(
    Id<Slot> id, int capacity, int filled, IReadOnlyList<(string Category, int AtMost, int Filled)> quotas)
{
    private readonly int[] _filledQuotas = [.. quotas.Select(quota => quota.Filled)];

    public Id<Slot> Id => id;

    public int Filled { get; private set; } = filled;

    public IEnumerable<(string Category, int Filled)> Quotas =>
        quotas.Select((quota, i) => (quota.Category, _filledQuotas[i]));

    /// <summary>Why an item of that category does not fit; null when it does.</summary>
    public Error? Refusal(string? category)
    {
        if (Filled >= capacity)
        {
            return new SlotFull(id, capacity);
        }

        for (var i = 0; i < quotas.Count; i++)
        {
            if (Covers(quotas[i].Category, category) && _filledQuotas[i] >= quotas[i].AtMost)
            {
                return new QuotaUsed(id, quotas[i].Category, quotas[i].AtMost);
            }
        }

        return null;
    }

    /// <summary>An item comes (+1) or goes (-1).</summary>
    public void Count(string? category, int by)
    {
        Filled += by;
        Debug.Assert(Filled >= 0 && Filled <= capacity, "A slot holds between nothing and its capacity.");
        for (var i = 0; i < quotas.Count; i++)
        {
            if (Covers(quotas[i].Category, category))
            {
                _filledQuotas[i] += by;
                Debug.Assert(_filledQuotas[i] >= 0, "Nothing leaves a quota that did not count in it.");
            }
        }
    }

    private static bool Covers(string quota, string? category) =>
        category is not null && (category == quota || category.StartsWith(quota + "/", StringComparison.Ordinal));
}

/// <summary>
/// Puts submissions into slots and takes them out. The rows of the slots are locked while it counts, in one order.
/// </summary>
internal static class Placement
{
    /// <summary>Decides and stores each assignment on its own, in order.</summary>
    public static async Task<IReadOnlyList<AssignmentOutcome>> AssignAsync(
        Transaction tx, RoundState round, IReadOnlyList<Assignment> assignments, CancellationToken cancel)
    {
        // Submissions before slots, as everywhere: two that want the same rows never wait for each other.
        var ids = assignments.Select(one => one.Submission).Distinct().ToArray();
        var submissions = (await SubmissionRows.LockAsync(tx, ids, cancel))
            .Where(one => one.RoundId == round.Id).ToDictionary(one => one.Id);
        var slots = await LockSlotsAsync(tx, round.Id, cancel);
        var open = OpenPhases.Of(round, tx.Call.Now);
        var outcomes = new List<AssignmentOutcome>();
        var moves = new Dictionary<Id<Submission>, Moved>();
        foreach (var one in assignments)
        {
            var was = submissions.GetValueOrDefault(one.Submission);
            var decision = Decide(was, one, slots, open);
            outcomes.Add(new AssignmentOutcome(one.Submission, decision.Error));
            if (decision is { IsSuccess: true, Value: { } move })
            {
                moves[move.Id] = move;
                submissions[move.Id] = was! with { Status = move.To, SlotId = move.SlotId };
            }
        }

        await SubmissionRows.MoveAsync(tx, [.. moves.Values], cancel);
        await StoreSlotsAsync(tx, slots.Values, cancel);
        await HistoryRows.AddAsync(
            tx, round.Id,
            [.. moves.Values.Select(move => new HistoryEntry(
                move.Id, "scheduled", Reason: SidedTexts.ForBoth(move.PlacedWhy)))], cancel);
        return outcomes;
    }

    /// <summary>
    /// The move of one assignment, counted in its slot; no move when it stands already. Pure but for the counts.
    /// </summary>
    internal static Result<Moved?> Decide(
        SubmissionState? was, Assignment wanted, IReadOnlyDictionary<Id<Slot>, SlotRoom> slots,
        IReadOnlyCollection<RoundPhase> open)
    {
        if (was is null)
        {
            return new Unknown("submission", wanted.Submission.ToString());
        }

        if (!slots.TryGetValue(wanted.Slot, out var slot))
        {
            return new Unknown("slot", wanted.Slot.ToString());
        }

        if (was.Status is SubmissionStatus.Scheduled or SubmissionStatus.Confirmed or SubmissionStatus.Locked
            && was.SlotId == slot.Id)
        {
            return Result<Moved?>.Of(null);
        }

        var next = SubmissionMoves.Next(was.Id.ToString(), was.Status, SubmissionMove.Assign, open);
        if (!next.IsSuccess)
        {
            return next.Error;
        }

        if (slot.Refusal(was.Category) is { } refusal)
        {
            return refusal;
        }

        slot.Count(was.Category, +1);
        if (was.SlotId is { } former)
        {
            slots[former].Count(was.Category, -1);
        }

        return new Moved(was.Id, next.Value, SlotId: slot.Id, Score: wanted.Score, PlacedWhy: wanted.Why);
    }

    /// <summary>Frees the places of submissions that leave, so that the slots can be filled again.</summary>
    public static async Task FreeAsync(
        Transaction tx, Id<Round> round, IReadOnlyList<SubmissionState> leaving, CancellationToken cancel)
    {
        if (leaving.All(one => one.SlotId is null))
        {
            return;
        }

        var slots = await LockSlotsAsync(tx, round, cancel);
        foreach (var one in leaving.Where(one => one.SlotId is not null))
        {
            slots[one.SlotId!.Value].Count(one.Category, -1);
        }

        await StoreSlotsAsync(tx, slots.Values, cancel);
    }

    private static async Task<IReadOnlyDictionary<Id<Slot>, SlotRoom>> LockSlotsAsync(
        Transaction tx, Id<Round> round, CancellationToken cancel)
    {
        var slots = await tx.QueryAsync(
            $"""
            select id, capacity, filled from campaigns.slot
            where tenant_id = {tx.Call.Tenant.Id} and round_id = {round} order by id for update
            """,
            row => (Id: row.Id<Slot>(0), Capacity: row.GetInt32(1), Filled: row.GetInt32(2)), cancel);
        var quotas = (await tx.QueryAsync(
            $"""
            select slot_id, category, at_most, filled from campaigns.slot_quota
            where tenant_id = {tx.Call.Tenant.Id} and slot_id = any({slots.Select(slot => slot.Id.Value).ToArray()})
            """,
            row => (Slot: row.Id<Slot>(0), Quota: (row.GetString(1), row.GetInt32(2), row.GetInt32(3))), cancel))
            .ToLookup(row => row.Slot, row => row.Quota);
        return slots.ToDictionary(
            slot => slot.Id, slot => new SlotRoom(slot.Id, slot.Capacity, slot.Filled, [.. quotas[slot.Id]]));
    }

    private static Task<int> StoreSlotsAsync(Transaction tx, IEnumerable<SlotRoom> slots, CancellationToken cancel)
    {
        var tenant = tx.Call.Tenant.Id;
        return tx.ExecuteAllAsync(
            [.. slots.SelectMany(slot => slot.Quotas
                .Select(quota => Text($"""
                    update campaigns.slot_quota set filled = {quota.Filled}
                    where tenant_id = {tenant} and slot_id = {slot.Id} and category = {quota.Category}
                        and filled <> {quota.Filled}
                    """))
                .Prepend(Text($"""
                    update campaigns.slot set filled = {slot.Filled}
                    where tenant_id = {tenant} and id = {slot.Id} and filled <> {slot.Filled}
                    """)))], cancel);
    }

    private static SqlText Text(SqlText text) => text;
}
