using Marquee.Kernel;
using Npgsql;

namespace Marquee.Ledger.Engine;

/// <summary>Reads what a batch touches. The accounts' row locks guard everything else that belongs to them.</summary>
internal static class LedgerLoad
{
    /// <summary>
    /// Locks the accounts, always in name order, so that two batches never wait for each other in a circle, and reads
    /// them.
    /// </summary>
    public static async Task LockAsync(
        Transaction tx, LedgerState state, IEnumerable<string> names, CancellationToken cancel)
    {
        var rows = await tx.QueryAsync(
            $"""
            select name, unit, cap, spent, reserved, frozen, seq from ledger.account
            where tenant_id = {tx.Call.Tenant.Id} and name = any({names.Distinct(StringComparer.Ordinal).ToArray()})
            order by name for update
            """,
            Account, cancel);
        foreach (var account in rows)
        {
            state.Accounts.Add(account.Name, account);
        }
    }

    /// <summary>
    /// Reads the first answers, the grants, the holds that are over and the counters that requests need.
    /// </summary>
    public static async Task FillAsync(
        Transaction tx, LedgerState state, IReadOnlyList<LedgerRequest> requests, LedgerMoment at,
        CancellationToken cancel)
    {
        await RememberedAsync(tx, state, requests.Select(request => request.Key), cancel);
        var named = requests.Select(request => request.Grant).OfType<string>().Distinct(
            StringComparer.Ordinal).ToArray();
        await GrantsAsync(tx, state, $"""
            select key, account, subject, units, spent, reserved, expires_at, counted from ledger.granted
            where tenant_id = {tx.Call.Tenant.Id} and key = any({named})
                and account = any({state.Accounts.Keys.ToArray()})
            """, cancel);
        await DueAsync(tx, state, at, cancel);
        var uses = state.Grants.Values.SelectMany(grant => grant.Counted).Concat(
            from request in requests
            from limit in request.Limits ?? []
            select new UseKey(request.Account, request.Subject!, limit.Name, at.StartOf(limit.Window)));
        await UsesAsync(tx, state, [.. uses.Distinct()], cancel);
    }

    /// <summary>Reads the first answers of keys.</summary>
    public static async Task RememberedAsync(
        Transaction tx, LedgerState state, IEnumerable<string> keys, CancellationToken cancel)
    {
        var rows = await tx.QueryAsync(
            $"""
            select key, granted, units, seq, refused_by, digest from ledger.request
            where tenant_id = {tx.Call.Tenant.Id} and key = any({keys.Distinct(StringComparer.Ordinal).ToArray()})
            """,
            row => new RememberedAnswer(
                new LedgerAnswer(
                    row.GetString(0), row.GetBoolean(1), row.GetInt64(2), row.GetInt64(3), row.TextOrNull(4), false),
                row.GetFieldValue<byte[]>(5)),
            cancel);
        foreach (var answer in rows)
        {
            state.Remembered.Add(answer.Answer.Key, answer);
        }
    }

    private static Task DueAsync(Transaction tx, LedgerState state, LedgerMoment at, CancellationToken cancel) =>
        GrantsAsync(tx, state, $"""
            select key, account, subject, units, spent, reserved, expires_at, counted from ledger.granted
            where tenant_id = {tx.Call.Tenant.Id} and account = any({state.Accounts.Keys.ToArray()})
              and reserved > 0 and expires_at <= {at.Now}
            order by expires_at limit {LedgerLimits.ExpiriesAtOnce}
            """, cancel);

    private static async Task GrantsAsync(Transaction tx, LedgerState state, SqlText sql, CancellationToken cancel)
    {
        foreach (var grant in await tx.QueryAsync(sql, Grant, cancel))
        {
            state.Grants.TryAdd(grant.Key, grant);
        }
    }

    private static async Task UsesAsync(Transaction tx, LedgerState state, UseKey[] keys, CancellationToken cancel)
    {
        if (keys.Length == 0)
        {
            return;
        }

        var rows = await tx.QueryAsync(
            $"""
            select u.account, u.subject, u.limit_name, u.window_start, u.units
            from unnest({keys.Select(key => key.Account)}, {keys.Select(key => key.Subject)},
                        {keys.Select(key => key.Limit)}, {keys.Select(key => key.Start).ToArray()})
                as k(account, subject, limit_name, window_start)
            join ledger.subject_use u on u.tenant_id = {tx.Call.Tenant.Id} and u.account = k.account
                and u.subject = k.subject and u.limit_name = k.limit_name and u.window_start = k.window_start
            """,
            row => (
                Key: new UseKey(row.GetString(0), row.GetString(1), row.GetString(2), row.GetFieldValue<DateOnly>(3)),
                Units: row.GetInt64(4)),
            cancel);
        foreach (var (key, units) in rows)
        {
            state.Uses.Add(key, units);
        }
    }

    internal static AccountState Account(NpgsqlDataReader row) => new(
        row.GetString(0), row.Enum<LedgerUnit>(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4),
        row.GetBoolean(5), row.GetInt64(6));

    private static GrantState Grant(NpgsqlDataReader row)
    {
        var account = row.GetString(1);
        var subject = row.TextOrNull(2);
        return new GrantState(
            row.GetString(0), account, subject, row.GetInt64(3), row.GetInt64(4), row.GetInt64(5), row.InstantOrNull(6),
            CountedText.Read(row.GetString(7), account, subject));
    }
}
