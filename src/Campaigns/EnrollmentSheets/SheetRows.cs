using Marquee.Jobs;
using Marquee.Kernel;
using Marquee.Sheets;
using Npgsql;

namespace Marquee.Campaigns.EnrollmentSheets;

/// <summary>A sheet as stored.</summary>
internal sealed record StoredSheet(
    Guid Id, Id<Round> Round, string Shop, string Name, SheetFormat Format, string Blob, long Bytes, Id<JobRun>? Run,
    IReadOnlyList<string>? Header, int Rows, Texts? Refusal, ActorKind ByKind, string ById, string By,
    DateTimeOffset CreatedAt)
{
    /// <summary>Whoever sent the sheet: what it does is done in their name, and for its shop only.</summary>
    public Actor Sender => new(
        ByKind, ById, By, new HashSet<Role> { Role.MerchantStaff }, null,
        new HashSet<string>(StringComparer.Ordinal) { Shop }, Shop);
}

/// <summary>What became of a row.</summary>
internal sealed record RowOutcome(int No, RowResult Result, Texts? Said, Texts? Change);

/// <summary>Reads and writes sheets and their rows.</summary>
internal static class SheetRows
{
    private static readonly SqlText.Raw Columns = new("""
        h.id, h.round_id, h.merchant_id, h.name, h.format, h.blob, h.bytes, h.run_id, h.header, h.row_count, h.refusal,
        h.actor_kind, h.actor_id, h.actor_name, h.created_at
        """);

    public static Task<StoredSheet?> FindAsync(Transaction tx, Guid id, CancellationToken cancel) => tx.FindAsync(
        $"select {Columns} from campaigns.sheet h where h.tenant_id = {tx.Call.Tenant.Id} and h.id = {id}", Read,
        cancel);

    /// <summary>Sheets that meet a condition over <c>h</c>, newest first.</summary>
    public static Task<List<StoredSheet>> WhereAsync(
        Transaction tx, SqlText condition, int limit, CancellationToken cancel) => tx.QueryAsync(
        $"""
        select {Columns} from campaigns.sheet h where h.tenant_id = {tx.Call.Tenant.Id} and {condition}
        order by h.id desc limit {limit}
        """, Read, cancel);

    /// <summary>Puts rows of a file beside their sheet; those that are there already stay.</summary>
    public static Task<int> StageAsync(
        Transaction tx, Guid sheet, IReadOnlyList<StagedRow> rows, CancellationToken cancel) => tx.ExecuteAsync($"""
        insert into campaigns.sheet_row (tenant_id, sheet_id, row_no, lead, item, cells)
        select {tx.Call.Tenant.Id}, {sheet}, r.no, r.lead, r.item, r.cells
        from jsonb_to_recordset({new SqlText.Json(rows)}) as r (no int, lead int, item text, cells text[])
        on conflict do nothing
        """, cancel);

    /// <summary>Notes that all rows are there, and how many.</summary>
    public static Task<int> CompleteAsync(
        Transaction tx, Guid sheet, IReadOnlyList<string> header, int rows, CancellationToken cancel) =>
        tx.ExecuteAsync($"""
            update campaigns.sheet set header = {new SqlText.Json(header)}, row_count = {rows}
            where tenant_id = {tx.Call.Tenant.Id} and id = {sheet}
            """, cancel);

    /// <summary>Notes why a file was refused as a whole.</summary>
    public static Task<int> RefuseAsync(Transaction tx, Guid sheet, Texts why, CancellationToken cancel) =>
        tx.ExecuteAsync($"""
            update campaigns.sheet set refusal = {new SqlText.Json(why)}
            where tenant_id = {tx.Call.Tenant.Id} and id = {sheet}
            """, cancel);

    /// <summary>The rows whose item begins in [lo, hi), item by item.</summary>
    public static Task<List<StagedRow>> LedAsync(
        Transaction tx, Guid sheet, long lo, long hi, CancellationToken cancel) => tx.QueryAsync(
        $"""
        select row_no, lead, item, cells from campaigns.sheet_row
        where tenant_id = {tx.Call.Tenant.Id} and sheet_id = {sheet} and lead >= {lo} and lead < {hi}
        order by lead, row_no
        """, row => new StagedRow(row.GetInt32(0), row.GetInt32(1), row.GetString(2), row.List<string>(3)), cancel);

    public static Task<int> WriteAsync(
        Transaction tx, Guid sheet, IReadOnlyList<RowOutcome> outcomes, CancellationToken cancel) =>
        tx.ExecuteAsync($"""
        update campaigns.sheet_row r set result = o.result, said = o.said, change = o.change
        from jsonb_to_recordset({new SqlText.Json(outcomes)}) as o (no int, result text, said jsonb, change jsonb)
        where r.tenant_id = {tx.Call.Tenant.Id} and r.sheet_id = {sheet} and r.row_no = o.no
        """, cancel);

    /// <summary>How many rows came to what, for each sheet.</summary>
    public static async Task<ILookup<Guid, (RowResult Result, long Count)>> CountsAsync(
        Transaction tx, IReadOnlyList<Guid> sheets, CancellationToken cancel) => (await tx.QueryAsync(
        $"""
        select sheet_id, result, count(*) from campaigns.sheet_row
        where tenant_id = {tx.Call.Tenant.Id} and sheet_id = any({sheets}) and result is not null group by 1, 2
        """,
        row => (Sheet: row.GetGuid(0), Counted: (row.Enum<RowResult>(1), row.GetInt64(2))), cancel))
        .ToLookup(row => row.Sheet, row => row.Counted);

    /// <summary>The rows with what became of them, in the order of the file; only the refused when asked.</summary>
    public static IAsyncEnumerable<(
        IReadOnlyList<string> Cells, RowResult? Result, Texts? Said, Texts? Change)> StreamAsync(
        Transaction tx, Guid sheet, bool fixOnly, CancellationToken cancel) => tx.StreamAsync(
        $"""
        select r.cells, r.result, r.said, r.change from campaigns.sheet_row r
        where r.tenant_id = {tx.Call.Tenant.Id} and r.sheet_id = {sheet}
            and (not {fixOnly} or r.result in ('refused', 'wrong'))
        order by r.row_no
        """,
        row =>
        {
            // Read in column order: the rows are streamed.
            var cells = row.List<string>(0);
            RowResult? result = row.IsDBNull(1) ? null : row.Enum<RowResult>(1);
            var said = row.IsDBNull(2) ? null : row.Json<Texts>(2);
            return (cells, result, said, row.IsDBNull(3) ? null : row.Json<Texts>(3));
        }, cancel);

    private static StoredSheet Read(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.Id<Round>(1), row.GetString(2), row.GetString(3), row.Enum<SheetFormat>(4),
        row.GetString(5), row.GetInt64(6), row.IsDBNull(7) ? null : row.Id<JobRun>(7),
        row.IsDBNull(8) ? null : row.Json<IReadOnlyList<string>>(8), row.GetInt32(9),
        row.IsDBNull(10) ? null : row.Json<Texts>(10), row.Enum<ActorKind>(11), row.GetString(12), row.GetString(13),
        row.Instant(14));
}
