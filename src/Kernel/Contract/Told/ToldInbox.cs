using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace Marquee.Kernel;

/// <summary>
/// A module's book of what another system told it: each id once, what became of it, and what waits for what. It stands
/// in a table of the module's own and is written in the transaction of the effect. What is told may come repeated, in
/// any order and late; whoever decides sees each thing at most once as new, and again when what it waits for is there.
/// </summary>
/// <typeparam name="T">What is told, JSON-serialisable.</typeparam>
/// <param name="table">The module's table, made as <c>catalog.shop_event</c> is.</param>
public sealed class ToldInbox<T>(SqlText.Raw table) where T : class, ITold
{
    /// <summary>Decides and takes over, in the order given; one decision for each.</summary>
    public delegate Task<IReadOnlyList<ToldDecision>> Apply(IReadOnlyList<T> told);

    /// <summary>Which of these waits (<c>kind:id</c>) are over.</summary>
    public delegate Task<IReadOnlyCollection<string>> Arrived(IReadOnlyList<string> waits);

    /// <summary>
    /// Takes what was told, then tries again what waited for it. One transaction at a time per tenant; answers in the
    /// order given.
    /// </summary>
    public async Task<IReadOnlyList<ToldAnswer>> TakeAsync(
        Transaction tx, IReadOnlyList<T> told, Apply apply, Arrived arrived, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(tx);
        ArgumentNullException.ThrowIfNull(told);
        ArgumentNullException.ThrowIfNull(apply);
        await TakeTurnAsync(tx, cancel);
        var hashes = told.Select(HashOf).ToList();
        var known = await KnownAsync(tx, told.Select(one => one.Id), cancel);
        var fresh = new Dictionary<string, (T Told, string Hash)>(StringComparer.Ordinal);
        for (var i = 0; i < told.Count; i++)
        {
            if (!known.ContainsKey(told[i].Id))
            {
                fresh.TryAdd(told[i].Id, (told[i], hashes[i]));
            }
        }

        var news = fresh.Values.Select(one => one.Told).ToList();
        var decisions = await DecideAsync(news, apply);
        var room = await RoomAsync(tx, decisions, cancel);
        var decided = new Dictionary<string, ToldDecision>(StringComparer.Ordinal);
        for (var i = 0; i < news.Count; i++)
        {
            var tooMany = decisions[i].Outcome == ToldOutcome.Parked && --room < 0;
            decided[news[i].Id] = tooMany
                ? ToldDecision.Refuse(new ToldTooManyParked(KernelLimits.ToldParked))
                : decisions[i];
            if (!tooMany)
            {
                await InsertAsync(tx, news[i], fresh[news[i].Id].Hash, decisions[i], cancel);
            }
        }

        await RetryInTurnAsync(tx, apply, arrived, cancel);
        var settled = await KnownAsync(tx, decided.Keys, cancel);
        var answered = new HashSet<string>(StringComparer.Ordinal);
        return
        [
            .. told.Select((one, i) =>
            {
                var first = decided.ContainsKey(one.Id) && answered.Add(one.Id);
                var state = settled.GetValueOrDefault(one.Id) ?? known.GetValueOrDefault(one.Id);
                return AnswerOf(one.Id, hashes[i], state, first, decided.GetValueOrDefault(one.Id));
            }),
        ];
    }

    /// <summary>Whether anything waits. Cheap, and takes no turn.</summary>
    public Task<bool> AnyWaitsAsync(Transaction tx, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(tx);
        return tx.ScalarAsync<bool>(
            $"""
            select exists (
                select from {table} where tenant_id = {tx.Call.Tenant.Id} and outcome = {ToldOutcome.Parked})
            """,
            cancel);
    }

    /// <summary>Tries again what waits for something that is there by now; how many ended their waiting.</summary>
    public async Task<int> RetryAsync(Transaction tx, Apply apply, Arrived arrived, CancellationToken cancel)
    {
        await TakeTurnAsync(tx, cancel);
        return await RetryInTurnAsync(tx, apply, arrived, cancel);
    }

    /// <summary>What was told, oldest first, behind an id; only of one outcome when said.</summary>
    public Task<List<ToldRow>> ListAsync(
        Transaction tx, ToldOutcome? only, (DateTimeOffset At, string Id)? after, int limit, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(tx);
        var outcome = only is { } one ? EnumText.Of(one) : null;
        return tx.QueryAsync(
            $"""
            select event_id, type, entity, version, at, received_at, outcome, code, reason, waits_for from {table}
            where tenant_id = {tx.Call.Tenant.Id} and ({outcome}::text is null or outcome = {outcome})
                and ({after?.Id}::text is null or (received_at, event_id) > ({after?.At}, {after?.Id}))
            order by received_at, event_id limit {limit}
            """,
            row => new ToldRow(
                row.GetString(0), row.GetString(1), row.GetString(2), row.GetInt64(3), row.Instant(4), row.Instant(5),
                row.Enum<ToldOutcome>(6), row.TextOrNull(7), row.TextOrNull(8), row.TextOrNull(9)),
            cancel);
    }

    /// <summary>How many stand where.</summary>
    public async Task<ToldCounts> CountAsync(Transaction tx, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(tx);
        var rows = await tx.QueryAsync(
            $"""
            select outcome, count(*), min(received_at) from {table} where tenant_id = {tx.Call.Tenant.Id}
            group by outcome
            """,
            row => (Outcome: row.Enum<ToldOutcome>(0), Count: row.GetInt64(1), Oldest: row.Instant(2)), cancel);
        long Of(ToldOutcome outcome) => rows.Where(row => row.Outcome == outcome).Sum(row => row.Count);
        return new ToldCounts(
            Of(ToldOutcome.Applied), Of(ToldOutcome.Superseded), Of(ToldOutcome.Parked), Of(ToldOutcome.Refused),
            rows.Where(row => row.Outcome == ToldOutcome.Parked).Select(row => (DateTimeOffset?)row.Oldest)
                .FirstOrDefault());
    }

    private Task<int> TakeTurnAsync(Transaction tx, CancellationToken cancel) => tx.ExecuteAsync(
        $"select pg_advisory_xact_lock(hashtextextended({table.Text + "/" + tx.Call.Tenant.Id}, 0))", cancel);

    private static ToldAnswer AnswerOf(
        string id, string hash, State? state, bool first, ToldDecision? decision)
    {
        if (state is null)
        {
            // Not kept: the refusal is all there is, and the same for its repeats in the batch.
            return new ToldAnswer(
                id, ToldOutcome.Refused, null, decision?.Error?.Code, decision?.Error?.Message);
        }

        if (state.Hash != hash)
        {
            var reused = new ToldIdReused(id);
            return new ToldAnswer(id, ToldOutcome.Refused, null, reused.Code, reused.Message);
        }

        return first
            ? new ToldAnswer(id, state.Outcome, null, state.Code, state.Reason, state.WaitsFor)
            : new ToldAnswer(id, ToldOutcome.Repeated, state.Outcome, state.Code, state.Reason, state.WaitsFor);
    }

    private static async Task<IReadOnlyList<ToldDecision>> DecideAsync(List<T> told, Apply apply)
    {
        if (told.Count == 0)
        {
            return [];
        }

        var decisions = await apply(told);
        Debug.Assert(decisions.Count == told.Count, "Everything told has its decision.");
        Debug.Assert(
            decisions.All(one => one.Outcome != ToldOutcome.Repeated), "Whether it is a repeat is known here.");
        return decisions;
    }

    private async Task<int> RetryInTurnAsync(Transaction tx, Apply apply, Arrived arrived, CancellationToken cancel)
    {
        await TidyAsync(tx, cancel);
        var ended = 0;
        // What was taken over may be what the next waits for: an order, its payment, its refund.
        for (var round = 0; round < KernelLimits.ToldRetryRounds; round++)
        {
            var waits = await tx.QueryAsync(
                $"""
                select distinct waits_for from {table}
                where tenant_id = {tx.Call.Tenant.Id} and outcome = {ToldOutcome.Parked}
                order by waits_for limit {KernelLimits.ToldParked}
                """,
                row => row.GetString(0), cancel);
            if (waits.Count == 0 || await arrived(waits) is not { Count: > 0 } over)
            {
                return ended;
            }

            var again = await tx.QueryAsync(
                $"""
                select payload from {table}
                where tenant_id = {tx.Call.Tenant.Id} and outcome = {ToldOutcome.Parked}
                    and waits_for = any({over.ToArray()})
                order by version, received_at, event_id limit {KernelLimits.ToldBatch}
                """,
                row => row.Json<T>(0), cancel);
            var decisions = await DecideAsync(again, apply);
            for (var i = 0; i < again.Count; i++)
            {
                ended += decisions[i].Outcome == ToldOutcome.Parked ? 0 : 1;
                await UpdateAsync(tx, again[i].Id, decisions[i], cancel);
            }
        }

        return ended;
    }

    private async Task TidyAsync(Transaction tx, CancellationToken cancel)
    {
        var tenant = tx.Call.Tenant.Id;
        var late = await tx.QueryAsync(
            $"""
            select event_id, waits_for from {table}
            where tenant_id = {tenant} and outcome = {ToldOutcome.Parked}
                and received_at < {tx.Call.Now - KernelLimits.ToldParkedFor}
            order by received_at limit {KernelLimits.ToldBatch}
            """,
            row => (Id: row.GetString(0), WaitsFor: row.GetString(1)), cancel);
        foreach (var one in late)
        {
            var why = new ToldWaitedTooLong(one.WaitsFor, (int)KernelLimits.ToldParkedFor.TotalDays);
            await UpdateAsync(tx, one.Id, ToldDecision.Refuse(why), cancel);
        }

        await tx.ExecuteAsync(
            $"""
            delete from {table} where tenant_id = {tenant} and event_id in (
                select event_id from {table}
                where tenant_id = {tenant} and outcome <> {ToldOutcome.Parked}
                    and received_at < {tx.Call.Now - KernelLimits.ToldKept}
                order by received_at limit {KernelLimits.ToldBatch})
            """,
            cancel);
    }

    private async Task<int> RoomAsync(
        Transaction tx, IReadOnlyList<ToldDecision> decisions, CancellationToken cancel)
    {
        if (decisions.All(one => one.Outcome != ToldOutcome.Parked))
        {
            return 0;
        }

        var parked = await tx.ScalarAsync<long>(
            $"""
            select count(*) from {table} where tenant_id = {tx.Call.Tenant.Id} and outcome = {ToldOutcome.Parked}
            """,
            cancel);
        return (int)Math.Max(0, KernelLimits.ToldParked - parked);
    }

    private async Task<Dictionary<string, State>> KnownAsync(
        Transaction tx, IEnumerable<string> ids, CancellationToken cancel) =>
        (await tx.QueryAsync(
            $"""
            select event_id, hash, outcome, code, reason, waits_for from {table}
            where tenant_id = {tx.Call.Tenant.Id} and event_id = any({ids.ToArray()})
            """,
            row => (Id: row.GetString(0), State: new State(
                row.GetString(1), row.Enum<ToldOutcome>(2), row.TextOrNull(3), row.TextOrNull(4), row.TextOrNull(5))),
            cancel)).ToDictionary(row => row.Id, row => row.State, StringComparer.Ordinal);

    private async Task InsertAsync(
        Transaction tx, T told, string hash, ToldDecision decision, CancellationToken cancel) =>
        await tx.ExecuteAsync(
            $"""
            insert into {table} (tenant_id, event_id, type, entity, version, at, payload, hash, outcome, code, reason,
                waits_for, received_at)
            values ({tx.Call.Tenant.Id}, {told.Id}, {told.Type}, {told.Entity}, {told.Version}, {told.At},
                {new SqlText.Json(told)}, {hash}, {decision.Outcome}, {decision.Error?.Code},
                {decision.Error?.Message}, {decision.WaitsFor}, {tx.Call.Now})
            """,
            cancel);

    private async Task UpdateAsync(Transaction tx, string id, ToldDecision decision, CancellationToken cancel) =>
        await tx.ExecuteAsync(
            $"""
            update {table} set outcome = {decision.Outcome}, code = {decision.Error?.Code},
                reason = {decision.Error?.Message}, waits_for = {decision.WaitsFor}
            where tenant_id = {tx.Call.Tenant.Id} and event_id = {id} and outcome = {ToldOutcome.Parked}
            """,
            cancel);

    private static string HashOf(T told) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(MarqueeJson.Text(told))));

    private sealed record State(string Hash, ToldOutcome Outcome, string? Code, string? Reason, string? WaitsFor);
}
