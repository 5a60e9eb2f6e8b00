using Marquee.Kernel;
using Npgsql;

namespace Marquee.Risk.Board;

/// <summary>Reads the journal.</summary>
internal static class TakedownRows
{
    private static readonly SqlText.Raw Columns = new("""
        t.takedown_id, t.kind, t.subject, t.title, t.merchant_id, t.category, t.reason, t.told, t.reversible,
        t.taken_at, t.until_at, t.taken_by_id, t.taken_by, t.revision, t.returned_at, t.returned_by_id, t.returned_by,
        t.return_reason, t.return_revision
        """);

    /// <summary>The revision of the list that holds now.</summary>
    public static async Task<long> HeadAsync(Transaction tx, CancellationToken cancel) =>
        await tx.ScalarAsync<long>($"select revision from risk.head where tenant_id = {tx.Call.Tenant.Id}", cancel);

    /// <summary>Locks the list against other changes and counts its revision up.</summary>
    public static Task<long> NextRevisionAsync(Transaction tx, CancellationToken cancel) => tx.ScalarAsync<long>(
        $"""
        insert into risk.head as h (tenant_id, revision) values ({tx.Call.Tenant.Id}, 1)
        on conflict (tenant_id) do update set revision = h.revision + 1 returning revision
        """, cancel);

    /// <summary>The entries that are in force, in no order.</summary>
    public static Task<List<Takedown>> InForceAsync(Transaction tx, CancellationToken cancel) => WhereAsync(
        tx,
        $"""
        t.returned_at is null and (t.until_at is null or t.until_at > {tx.Call.Now}) limit {RiskLimits.InForce}
        """, cancel);

    /// <summary>The entry of that id.</summary>
    public static async Task<Takedown?> FindAsync(
        Transaction tx, Id<Takedown> id, bool locked, CancellationToken cancel) =>
        (await WhereAsync(
            tx, $"t.takedown_id = {id} {new SqlText.Raw(locked ? "for update" : "")}", cancel)).SingleOrDefault();

    /// <summary>The entries that meet a condition over <c>t</c>.</summary>
    public static Task<List<Takedown>> WhereAsync(Transaction tx, SqlText condition, CancellationToken cancel) =>
        tx.QueryAsync(
            $"select {Columns} from risk.takedown t where t.tenant_id = {tx.Call.Tenant.Id} and {condition}",
            Of, cancel);

    private static Takedown Of(NpgsqlDataReader row) => new(
        row.Id<Takedown>(0), row.Enum<TakedownKind>(1), row.GetString(2), row.GetString(3), row.TextOrNull(4),
        row.TextOrNull(5), row.GetString(6), row.TextOrNull(7), row.GetBoolean(8), row.Instant(9),
        row.InstantOrNull(10), row.GetString(11), row.GetString(12), row.GetInt64(13),
        row.InstantOrNull(14) is { } back
            ? new TakedownReturn(back, row.GetString(15), row.GetString(16), row.GetString(17), row.GetInt64(18))
            : null);
}
