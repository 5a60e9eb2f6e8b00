using Marquee.Catalog.Changes;
using Marquee.Catalog.Imports.Files;
using Marquee.Catalog.Imports.Kinds;
using Marquee.Kernel;

namespace Marquee.Catalog.Imports;

/// <summary>What an import knows of itself in the database.</summary>
internal static class ImportStore
{
    internal sealed record State(
        string Kind, FileFormat Format, string Blob, long Bytes, ImportStatus Status, long NextByte, long NextLine,
        Dictionary<string, long> Derived);

    public static Task<State?> LoadAsync(Transaction tx, Guid id, CancellationToken cancel) => tx.FindAsync(
        $"""
        select kind, format, blob, bytes, status, next_byte, next_line, derived from catalog.import
        where tenant_id = {tx.Call.Tenant.Id} and import_id = {id}
        """,
        row => new State(
            row.GetString(0), row.Enum<FileFormat>(1), row.GetString(2), row.GetInt64(3), row.Enum<ImportStatus>(4),
            row.GetInt64(5), row.GetInt64(6), row.Json<Dictionary<string, long>>(7)),
        cancel);

    /// <summary>What the chunks before have met.</summary>
    public static async Task<Seen> SeenAsync(Transaction tx, Guid id, CancellationToken cancel)
    {
        var seen = new Seen();
        await using var command = tx.Command($"""
            select 0, lower(r), upper(r) - 1 from catalog.import_seen s, unnest(s.rows_seen) r
            where s.tenant_id = {tx.Call.Tenant.Id} and s.import_id = {id}
            union all select 1, lower(r), upper(r) - 1 from catalog.import_seen s, unnest(s.items_seen) r
            where s.tenant_id = {tx.Call.Tenant.Id} and s.import_id = {id}
            """);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            (int, int)[] range = [(reader.GetInt32(1), reader.GetInt32(2))];
            seen.Restore(reader.GetInt32(0) == 0 ? range : [], reader.GetInt32(0) == 1 ? range : []);
        }

        return seen;
    }

    /// <summary>
    /// Keeps a chunk's refused rows, its counts and where the next one begins: with its effect, or not at all.
    /// </summary>
    public static async Task StoreAsync(
        Transaction tx, Guid id, Chunk chunk, ChunkResult result, Seen seen, Dictionary<string, long> derived,
        long workMs,
        CancellationToken cancel)
    {
        var tenant = tx.Call.Tenant.Id;
        await StoreRefusedAsync(tx, id, result.Refused, cancel);
        if (seen.NewRows.Count + seen.NewItems.Count > 0)
        {
            await tx.ExecuteAsync($"""
                insert into catalog.import_seen (tenant_id, import_id, next_byte, rows_seen, items_seen)
                values ({tenant}, {id}, {chunk.NextByte}, {Multirange(seen.NewRows)}::text::int4multirange,
                    {Multirange(seen.NewItems)}::text::int4multirange)
                """, cancel);
        }

        await tx.ExecuteAsync($"""
            update catalog.import set next_byte = {chunk.NextByte}, next_line = {chunk.NextLine},
                rows_created = rows_created + {result.Created}, rows_updated = rows_updated + {result.Updated},
                rows_unchanged = rows_unchanged + {result.Unchanged}, rows_refused = rows_refused +
                    {result.Refused.Count},
                derived = {new SqlText.Json(derived)}, work_ms = work_ms + {workMs}
            where tenant_id = {tenant} and import_id = {id}
            """, cancel);
    }

    private static async Task StoreRefusedAsync(
        Transaction tx, Guid id, List<RefusedRow> refused, CancellationToken cancel)
    {
        if (refused.Count == 0)
        {
            return;
        }

        var faults = refused.SelectMany(row => row.Faults.Select((fault, no) => (row, fault, no))).ToList();
        await tx.ExecuteAsync($"""
            insert into catalog.import_error (tenant_id, import_id, line, no, column_name, code, value, detail, raw)
            select {tx.Call.Tenant.Id}, {id}, line, no, column_name, code, value, detail, raw
            from unnest({faults.Select(f => f.row.Line).ToArray()}, {faults.Select(f => f.no).ToArray()},
                {faults.Select(f => f.fault.Column).ToArray()}, {faults.Select(f => f.fault.Code).ToArray()},
                {faults.Select(f => f.fault.Value).ToArray()}, {faults.Select(f => f.fault.Detail).ToArray()},
                {faults.Select(f => f.no == 0 ? f.row.Raw : "").ToArray()})
                as e (line, no, column_name, code, value, detail, raw)
            """, cancel);
    }

    private static string Multirange(IEnumerable<int> numbers) =>
        "{" + string.Join(',', ChangeLog.Ranges(numbers).Select(range =>
            FormattableString.Invariant($"[{range.First},{range.Last}]"))) + "}";
}
