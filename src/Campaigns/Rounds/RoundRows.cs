using Marquee.Kernel;

namespace Marquee.Campaigns.Rounds;

/// <summary>A round as the engine needs it: where it stands, without slots and mechanics.</summary>
internal sealed record RoundState(
    Id<Round> Id,
    Id<Campaign> CampaignId,
    Id<Season> SeasonId,
    string Name,
    string CampaignName,
    string CampaignType,
    CampaignStatus CampaignStatus,
    ExitPolicy ExitPolicy,
    int Revision,
    IReadOnlyList<Window> Windows)
{
    public bool IsOpen(RoundPhase phase, DateTimeOffset now) =>
        PhaseTable.StateOf(Windows, phase, now) == PhaseState.Open;

    public Window Live => Windows.First(window => window.Phase == RoundPhase.Live);

    /// <summary>
    /// The end of price protection: of settlement, or of the live phase where a round has no settlement.
    /// </summary>
    public DateTimeOffset LockedUntil =>
        Windows.FirstOrDefault(window => window.Phase == RoundPhase.Settle) is { } settle && settle.Closes > Live.Closes
            ? settle.Closes
            : Live.Closes;

    /// <summary>The refusal of a move that needs one of these phases; null when one is open.</summary>
    public Error? Needs(DateTimeOffset now, params RoundPhase[] phases)
    {
        if (phases.Any(phase => IsOpen(phase, now)))
        {
            return null;
        }

        var opens = Windows.Where(window => phases.Contains(window.Phase) && window.StateAt(now) == PhaseState.Waiting)
            .Select(window => (DateTimeOffset?)window.Opens).Min();
        return new PhaseNotOpen(phases, [.. PhaseTable.InOrder.Where(phase => IsOpen(phase, now))], opens);
    }
}

/// <summary>Reads rounds.</summary>
internal static class RoundRows
{
    private static readonly SqlText.Raw Columns = new("""
        r.id, r.campaign_id, c.season_id, r.name, c.name, c.type, c.status, r.exit_policy, r.revision
        """);

    /// <summary>The round, locked against other changes of it; null when there is none.</summary>
    public static async Task<RoundState?> LockAsync(Transaction tx, Id<Round> id, CancellationToken cancel)
    {
        await tx.ExecuteAsync(
            $"select from campaigns.round where tenant_id = {tx.Call.Tenant.Id} and id = {id} for update", cancel);
        return await FindAsync(tx, id, cancel);
    }

    /// <summary>
    /// The round, with its phases kept as they are until the transaction ends: others may do the same at the same time,
    /// opening or closing a phase waits. Null when there is none.
    /// </summary>
    public static async Task<RoundState?> KeepAsync(Transaction tx, Id<Round> id, CancellationToken cancel)
    {
        await tx.ExecuteAsync(
            $"select from campaigns.round where tenant_id = {tx.Call.Tenant.Id} and id = {id} for share", cancel);
        return await FindAsync(tx, id, cancel);
    }

    public static async Task<RoundState?> FindAsync(Transaction tx, Id<Round> id, CancellationToken cancel) =>
        await GetAsync(tx, [id], cancel) is [var round] ? round : null;

    /// <summary>The rounds of these ids, in the order asked.</summary>
    public static async Task<IReadOnlyList<RoundState>> GetAsync(
        Transaction tx, IReadOnlyList<Id<Round>> ids, CancellationToken cancel)
    {
        var windows = await WindowsAsync(tx, ids, cancel);
        var rounds = await tx.QueryAsync(
            $"""
            select {Columns} from campaigns.round r
            join campaigns.campaign c on c.tenant_id = r.tenant_id and c.id = r.campaign_id
            where r.tenant_id = {tx.Call.Tenant.Id} and r.id = any({ids})
            """,
            row => new RoundState(
                row.Id<Round>(0), row.Id<Campaign>(1), row.Id<Season>(2), row.GetString(3), row.GetString(4),
                row.GetString(5),
                row.Enum<CampaignStatus>(6), row.Json<ExitPolicy>(7), row.GetInt32(8), [.. windows[row.Id<Round>(0)]]),
            cancel);
        var byId = rounds.ToDictionary(round => round.Id);
        return [.. ids.Where(byId.ContainsKey).Select(id => byId[id])];
    }

    /// <summary>The rounds as other modules see them.</summary>
    public static async Task<IReadOnlyList<Round>> ViewsAsync(
        Transaction tx, IReadOnlyList<Id<Round>> ids, CancellationToken cancel)
    {
        var rounds = await GetAsync(tx, ids, cancel);
        var slots = await SlotsAsync(tx, ids, cancel);
        var mechanics = (await tx.QueryAsync(
            $"""
            select round_id, id, kind, spec from campaigns.mechanic
            where tenant_id = {tx.Call.Tenant.Id} and round_id = any({ids}) order by round_id, position
            """,
            row => (Round: row.Id<Round>(0), Mechanic: new RoundMechanic(
                row.Id<RoundMechanic>(1), row.GetString(2), row.Json<MechanicSpec>(3))),
            cancel)).ToLookup(row => row.Round, row => row.Mechanic);
        return [.. rounds.Select(round => View(round, mechanics[round.Id], slots[round.Id], tx.Call.Now))];
    }

    private static Round View(
        RoundState round, IEnumerable<RoundMechanic> mechanics, IEnumerable<Slot> slots, DateTimeOffset now) => new(
        round.Id, round.CampaignId, round.SeasonId, round.Name, round.CampaignName, round.CampaignType,
        round.CampaignStatus,
        PhaseTable.Current(round.Windows, now),
        [.. PhaseTable.InOrder.Select(phase =>
        {
            var window = round.Windows.FirstOrDefault(window => window.Phase == phase);
            return new PhaseWindow(phase, window?.StateAt(now) ?? PhaseState.Skipped, window?.Opens, window?.Closes);
        })],
        [.. mechanics], [.. slots], round.Revision);

    private static async Task<ILookup<Id<Round>, Window>> WindowsAsync(
        Transaction tx, IReadOnlyList<Id<Round>> ids, CancellationToken cancel) => (await tx.QueryAsync(
        $"""
        select round_id, phase, opens, closes, noticed from campaigns.phase
        where tenant_id = {tx.Call.Tenant.Id} and round_id = any({ids})
        """,
        row => (Round: row.Id<Round>(0), Window: new Window(
            row.Enum<RoundPhase>(1), row.Instant(2), row.Instant(3), row.Enum<PhaseState>(4))),
        cancel)).OrderBy(row => row.Window.Phase).ToLookup(row => row.Round, row => row.Window);

    private static async Task<ILookup<Id<Round>, Slot>> SlotsAsync(
        Transaction tx, IReadOnlyList<Id<Round>> ids, CancellationToken cancel)
    {
        var quotas = (await tx.QueryAsync(
            $"""
            select q.slot_id, q.category, q.at_most from campaigns.slot_quota q
            join campaigns.slot s on s.tenant_id = q.tenant_id and s.id = q.slot_id
            where q.tenant_id = {tx.Call.Tenant.Id} and s.round_id = any({ids}) order by q.category
            """,
            row => (Slot: row.Id<Slot>(0), Quota: new CategoryQuota(row.GetString(1), row.GetInt32(2))),
            cancel)).ToLookup(row => row.Slot, row => row.Quota);
        return (await tx.QueryAsync(
            $"""
            select round_id, id, name, position, capacity, filled from campaigns.slot
            where tenant_id = {tx.Call.Tenant.Id} and round_id = any({ids}) order by round_id, position
            """,
            row => (Round: row.Id<Round>(0), Slot: new Slot(
                row.Id<Slot>(1), row.GetString(2), row.GetInt32(3), row.GetInt32(4), row.GetInt32(5),
                [.. quotas[row.Id<Slot>(1)]])),
            cancel)).ToLookup(row => row.Round, row => row.Slot);
    }
}
