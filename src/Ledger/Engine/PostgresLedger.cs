using Marquee.Kernel;
using Marquee.Ledger.Storage;
using Npgsql;

namespace Marquee.Ledger.Engine;

/// <summary>
/// The ledger on PostgreSQL: one batch is one transaction under the row locks of the accounts it touches.
/// </summary>
internal sealed class PostgresLedger : ILedger
{
    // Two batches with one key on different accounts meet only at the insert; the second then sees the first and is
    // answered.
    private const int Tries = 4;

    private readonly LedgerDb _db;
    private readonly GroupCommit _group;

    public PostgresLedger(LedgerDb db)
    {
        _db = db;
        _group = new GroupCommit(
            (call, requests, cancel) => RepeatedAsync(() => ApplyOnceAsync(call, requests, cancel)));
    }

    public async Task<Result<Done>> OpenAsync(
        CallContext call, IReadOnlyList<LedgerAccount> accounts, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(accounts);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(accounts.Count, LedgerLimits.Accounts);
        foreach (var account in accounts)
        {
            RequestCheck.CheckName(account.Name, "account");
            RequestCheck.CheckUnits(account.Cap, 0);
        }

        // One order for all: two callers that open the same accounts never wait for each other in a circle.
        var rows = accounts.DistinctBy(account => account.Name).OrderBy(
            account => account.Name, StringComparer.Ordinal).ToArray();
        await using var tx = await _db.BeginAsync(call, cancel);
        await tx.ExecuteAsync($"""
            with opened as (
                insert into ledger.account (tenant_id, name, unit, cap, seq, opened_at)
                select {call.Tenant.Id}, a.name, a.unit, a.cap, 1, {call.Now}
                from unnest({rows.Select(row => row.Name)}, {rows.Select(row => EnumText.Of(row.Unit))},
                            {rows.Select(row => row.Cap)}) with ordinality as a(name, unit, cap, place)
                order by a.place
                on conflict do nothing
                returning name, cap)
            insert into ledger.journal
                (tenant_id, account, seq, op, key, cap_change, spent_change, reserved_change, cap, spent, reserved, at)
            select {call.Tenant.Id}, name, 1, 'open', name, cap, 0, 0, cap, 0, 0, {call.Now} from opened
            """, cancel);
        await tx.CommitAsync(cancel);
        return Done.Instance;
    }

    public async Task<IReadOnlyList<LedgerAnswer>> ApplyAsync(
        CallContext call, IReadOnlyList<LedgerRequest> requests, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(call);
        RequestCheck.Check(requests);
        return requests.Count == 0 ? [] : await _group.ApplyAsync(call, requests, cancel);
    }

    public async Task<Result<LedgerBalance>> RaiseAsync(
        CallContext call, string key, string account, long units, CancellationToken cancel)
    {
        RequestCheck.CheckName(key, "key");
        RequestCheck.CheckName(account, "account");
        RequestCheck.CheckUnits(units, 1);
        return await RepeatedAsync(() => RaiseOnceAsync(call, key, account, units, cancel));
    }

    public async Task<Result<Done>> FreezeAsync(
        CallContext call, IReadOnlyList<string> accounts, bool frozen, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(accounts);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(accounts.Count, LedgerLimits.Accounts);
        var state = new LedgerState();
        await using var tx = await _db.BeginAsync(call, cancel);
        await LedgerLoad.LockAsync(tx, state, accounts, cancel);
        if (accounts.FirstOrDefault(name => !state.Accounts.ContainsKey(name)) is { } missing)
        {
            return new LedgerUnknown(LedgerRefusals.UnknownAccount, missing);
        }

        var changed = state.Accounts.Values.Where(account => account.Frozen != frozen).Select(a => a.Name).ToArray();
        await tx.ExecuteAsync($"""
            update ledger.account set frozen = {frozen} where tenant_id = {call.Tenant.Id} and name = any({changed})
            """, cancel);
        foreach (var name in changed)
        {
            await tx.AuditAsync(
                frozen ? "ledger.account.frozen" : "ledger.account.thawed", "account:" + name, null, cancel);
        }

        await tx.CommitAsync(cancel);
        return Done.Instance;
    }

    public async Task<IReadOnlyDictionary<string, LedgerBalance>> BalancesAsync(
        CallContext call, IReadOnlyList<string> accounts, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(accounts);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(accounts.Count, LedgerLimits.Accounts);
        var rows = await _db.ReadAsync(call, tx => tx.QueryAsync(
            $"""
            select name, unit, cap, spent, reserved, frozen, seq from ledger.account
            where tenant_id = {call.Tenant.Id} and name = any({accounts})
            """,
            LedgerLoad.Account, cancel), cancel);
        return rows.ToDictionary(row => row.Name, row => row.Balance(), StringComparer.Ordinal);
    }

    public Task<LedgerAudit> AuditAsync(CallContext call, string prefix, CancellationToken cancel) =>
        _db.ReadAsync(call, tx => JournalProof.RunAsync(tx, prefix, cancel), cancel);

    /// <summary>
    /// Lets holds go whose time is over, on accounts that nobody touches. Returns how many there were.
    /// </summary>
    public async Task<int> ExpireAsync(CallContext call, CancellationToken cancel)
    {
        var state = new LedgerState();
        await using var tx = await _db.BeginAsync(call, cancel);
        var moment = MomentOf(call);
        var due = await tx.QueryAsync(
            $"""
            select distinct account from (
                select account from ledger.granted
                where tenant_id = {call.Tenant.Id} and reserved > 0 and expires_at <= {moment.Now}
                order by expires_at limit {LedgerLimits.ExpiriesAtOnce}) as d
            """,
            row => row.GetString(0), cancel);
        if (due.Count == 0)
        {
            return 0;
        }

        await LedgerLoad.LockAsync(tx, state, due, cancel);
        await LedgerLoad.FillAsync(tx, state, [], moment, cancel);
        var expired = LedgerCore.ExpireDue(state, moment);
        await LedgerStore.SaveAsync(tx, state, moment.Now, cancel);
        await tx.CommitAsync(cancel);
        return expired;
    }

    private async Task<IReadOnlyList<LedgerAnswer>> ApplyOnceAsync(
        CallContext call, IReadOnlyList<LedgerRequest> requests, CancellationToken cancel)
    {
        var state = new LedgerState();
        await using var tx = await _db.BeginAsync(call, cancel);
        await LedgerLoad.LockAsync(tx, state, requests.Select(request => request.Account), cancel);
        // The instant is taken under the locks, so that it never runs backwards within an account's journal.
        var moment = MomentOf(call);
        await LedgerLoad.FillAsync(tx, state, requests, moment, cancel);
        LedgerCore.ExpireDue(state, moment);
        var answers = new LedgerAnswer[requests.Count];
        for (var i = 0; i < answers.Length; i++)
        {
            answers[i] = LedgerCore.Apply(state, requests[i], moment);
        }

        await LedgerStore.SaveAsync(tx, state, moment.Now, cancel);
        await tx.CommitAsync(cancel);
        return answers;
    }

    private async Task<Result<LedgerBalance>> RaiseOnceAsync(
        CallContext call, string key, string name, long units, CancellationToken cancel)
    {
        var state = new LedgerState();
        await using var tx = await _db.BeginAsync(call, cancel);
        await LedgerLoad.LockAsync(tx, state, [name], cancel);
        if (!state.Accounts.TryGetValue(name, out var account))
        {
            return new LedgerUnknown(LedgerRefusals.UnknownAccount, name);
        }

        await LedgerLoad.RememberedAsync(tx, state, [key], cancel);
        var digest = RequestDigest.Of("raise", name, units, null, null);
        if (state.Remembered.TryGetValue(key, out var first))
        {
            return first.Digest.AsSpan().SequenceEqual(digest) ? account.Balance() : new LedgerKeyReused(key);
        }

        if (account.Cap + units > LedgerLimits.MaxUnits)
        {
            return new InvalidRequest(
                "units", "would raise the cap above the largest one", units,
                $"up to {LedgerLimits.MaxUnits - account.Cap}");
        }

        LedgerCore.Raise(state, account, key, units, digest);
        await LedgerStore.SaveAsync(tx, state, call.Now, cancel);
        await tx.AuditAsync("ledger.account.raised", "account:" + name, new { units, cap = account.Cap }, cancel);
        await tx.CommitAsync(cancel);
        return account.Balance();
    }

    private static LedgerMoment MomentOf(CallContext call)
    {
        var now = call.Now;
        return new LedgerMoment(now, call.DayOf(now));
    }

    private static async Task<T> RepeatedAsync<T>(Func<Task<T>> once)
    {
        for (var left = Tries; ; left--)
        {
            try
            {
                return await once();
            }
            catch (PostgresException e) when (left > 1 && e.SqlState is PostgresErrorCodes.UniqueViolation
                or PostgresErrorCodes.DeadlockDetected)
            {
                // Rolled back as a whole: trying again decides it anew.
            }
        }
    }
}
