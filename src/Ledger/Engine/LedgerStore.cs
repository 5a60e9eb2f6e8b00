using Marquee.Kernel;

namespace Marquee.Ledger.Engine;

/// <summary>Writes what a batch changed: at most six statements in one round trip, whatever its size.</summary>
internal static class LedgerStore
{
    public static async Task SaveAsync(Transaction tx, LedgerState state, DateTimeOffset now, CancellationToken cancel)
    {
        var statements = new List<SqlText>(6);
        var tenant = tx.Call.Tenant.Id;
        AddAccounts(statements, tenant, [.. state.Accounts.Values.Where(account => account.IsChanged)]);
        AddNewGrants(statements, tenant, [.. state.Grants.Values.Where(grant => grant.IsNew)], now);
        AddChangedGrants(
            statements, tenant, [.. state.Grants.Values.Where(grant => grant is { IsNew: false, IsChanged: true })]);
        AddUses(statements, tenant, state);
        AddAnswers(statements, tenant, state.NewAnswers, now);
        AddJournal(statements, tenant, state.Journal, now);
        await tx.ExecuteAllAsync(statements, cancel);
    }

    private static void AddAccounts(List<SqlText> statements, Guid tenant, AccountState[] rows)
    {
        if (rows.Length > 0)
        {
            statements.Add($"""
                update ledger.account a set cap = c.cap, spent = c.spent, reserved = c.reserved, seq = c.seq
                from unnest({rows.Select(row => row.Name)}, {rows.Select(row => row.Cap)},
                    {rows.Select(row => row.Spent)},
                            {rows.Select(row => row.Reserved)}, {rows.Select(row => row.Sequence)})
                    as c(name, cap, spent, reserved, seq)
                where a.tenant_id = {tenant} and a.name = c.name
                """);
        }
    }

    private static void AddNewGrants(List<SqlText> statements, Guid tenant, GrantState[] rows, DateTimeOffset now)
    {
        if (rows.Length > 0)
        {
            statements.Add($"""
                insert into ledger.granted
                    (tenant_id, key, account, subject, units, spent, reserved, expires_at, counted, granted_at)
                select {tenant}, g.*, {now}
                from unnest({rows.Select(row => row.Key)}, {rows.Select(row => row.Account)},
                            {rows.Select(row => row.Subject).ToArray()}::text[], {rows.Select(row => row.Units)},
                            {rows.Select(row => row.Spent)}, {rows.Select(row => row.Reserved)},
                            {rows.Select(row => row.ExpiresAt).ToArray()}::timestamptz[],
                            {rows.Select(row => CountedText.Of(row.Counted))}) as g
                """);
        }
    }

    private static void AddChangedGrants(List<SqlText> statements, Guid tenant, GrantState[] rows)
    {
        if (rows.Length > 0)
        {
            statements.Add($"""
                update ledger.granted g set spent = c.spent, reserved = c.reserved
                from unnest({rows.Select(row => row.Key)}, {rows.Select(row => row.Spent)},
                    {rows.Select(row => row.Reserved)})
                    as c(key, spent, reserved)
                where g.tenant_id = {tenant} and g.key = c.key
                """);
        }
    }

    private static void AddUses(List<SqlText> statements, Guid tenant, LedgerState state)
    {
        if (state.ChangedUses.Count == 0)
        {
            return;
        }

        var rows = state.ChangedUses.ToArray();
        statements.Add($"""
            insert into ledger.subject_use (tenant_id, account, subject, limit_name, window_start, units)
            select {tenant}, u.*
            from unnest({rows.Select(row => row.Account)}, {rows.Select(row => row.Subject)},
                {rows.Select(row => row.Limit)},
                        {rows.Select(row => row.Start).ToArray()}, {rows.Select(row => state.Uses[row])}) as u
            on conflict (tenant_id, account, subject, limit_name, window_start) do update set units = excluded.units
            """);
    }

    private static void AddAnswers(
        List<SqlText> statements, Guid tenant, List<RememberedAnswer> rows, DateTimeOffset now)
    {
        if (rows.Count > 0)
        {
            statements.Add($"""
                insert into ledger.request (tenant_id, key, digest, granted, units, seq, refused_by, at)
                select {tenant}, r.*, {now}
                from unnest({rows.Select(row => row.Answer.Key)}, {rows.Select(row => row.Digest).ToArray()},
                            {rows.Select(row => row.Answer.Granted).ToArray()}, {rows.Select(row => row.Answer.Units)},
                            {rows.Select(row => row.Answer.Sequence)},
                            {rows.Select(row => row.Answer.RefusedBy).ToArray()}::text[]) as r
                """);
        }
    }

    private static void AddJournal(List<SqlText> statements, Guid tenant, List<JournalRecord> rows, DateTimeOffset now)
    {
        if (rows.Count > 0)
        {
            statements.Add($"""
                insert into ledger.journal
                    (tenant_id, account, seq, op, key, grant_key, cap_change, spent_change, reserved_change,
                     cap, spent, reserved, at)
                select {tenant}, j.*, {now}
                from unnest({rows.Select(row => row.Account)}, {rows.Select(row => row.Sequence)},
                    {rows.Select(row => row.Op)},
                            {rows.Select(row => row.Key)}, {rows.Select(row => row.Grant).ToArray()}::text[],
                            {rows.Select(row => row.CapChange)}, {rows.Select(row => row.SpentChange)},
                            {rows.Select(row => row.ReservedChange)}, {rows.Select(row => row.Cap)},
                            {rows.Select(row => row.Spent)}, {rows.Select(row => row.Reserved)}) as j
                """);
        }
    }
}
