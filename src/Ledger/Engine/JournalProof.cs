using Marquee.Kernel;

namespace Marquee.Ledger.Engine;

/// <summary>Proves the journal: one statement, so that all of it is read at one instant.</summary>
internal static class JournalProof
{
    public static async Task<LedgerAudit> RunAsync(Transaction tx, string prefix, CancellationToken cancel)
    {
        var tenant = tx.Call.Tenant.Id;
        var audit = await tx.FindAsync(
            $"""
            with account as (
                select name, cap, spent, reserved, seq from ledger.account
                where tenant_id = {tenant} and starts_with(name, {prefix})),
            journal as (
                select account, seq, cap, spent, reserved,
                       row_number() over w as place, sum(cap_change) over w as cap_sum,
                       sum(spent_change) over w as spent_sum, sum(reserved_change) over w as reserved_sum
                from ledger.journal where tenant_id = {tenant} and starts_with(account, {prefix})
                window w as (partition by account order by seq)),
            granted as (
                select account, sum(spent) as spent, sum(reserved) as reserved
                from ledger.granted where tenant_id = {tenant} and starts_with(account, {prefix}) group by account),
            broken as (
                select account as name, seq, 'record ' || seq || ': the sums of the changes before it are '
                       || cap_sum || '/' || spent_sum || '/' || reserved_sum || ', it says '
                       || cap || '/' || spent || '/' || reserved as why
                from journal
                where place <> seq or cap_sum <> cap or spent_sum <> spent or reserved_sum <> reserved
                   or spent < 0 or reserved < 0 or spent + reserved > cap
                union all
                select a.name, a.seq, 'the account says ' || a.cap || '/' || a.spent || '/' || a.reserved
                    || ' at record ' || a.seq
                       || ', its journal ends otherwise'
                from account a left join journal j on j.account = a.name and j.seq = a.seq
                where j.seq is null or j.cap <> a.cap or j.spent <> a.spent or j.reserved <> a.reserved
                   or exists (select from journal l where l.account = a.name and l.seq > a.seq)
                union all
                select a.name, a.seq, 'the account says ' || a.spent || '/' || a.reserved || ', its grants sum to '
                       || coalesce(g.spent, 0) || '/' || coalesce(g.reserved, 0)
                from account a left join granted g on g.account = a.name
                where coalesce(g.spent, 0) <> a.spent or coalesce(g.reserved, 0) <> a.reserved)
            select (select count(*) from account), (select count(*) from journal),
                   (select coalesce(sum(spent), 0)::bigint from account),
                   (select coalesce(sum(reserved), 0)::bigint from account),
                   (select coalesce(sum(cap - spent - reserved), 0)::bigint from account),
                   (select coalesce(sum(cap), 0)::bigint from account),
                   (select name || ', ' || why from broken order by name, seq limit 1)
            """,
            row => new LedgerAudit(
                row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.GetInt64(5),
                row.TextOrNull(6)),
            cancel);
        return audit!;
    }
}
