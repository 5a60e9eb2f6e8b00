using Marquee.Catalog.Imports.Files;
using Marquee.Kernel;
using Npgsql;

namespace Marquee.Catalog.Imports;

/// <summary>Where an import stands. Stored by name.</summary>
internal enum ImportStatus
{
    Queued,
    Running,
    Cancelling,
    Cancelled,
    Done,
    Failed,
}

internal enum FileFormat
{
    Csv,
    Ndjson,
}

/// <summary>Rows by outcome.</summary>
internal sealed record ImportRows(long Read, long Created, long Updated, long Unchanged, long Refused);

/// <summary>An import as screens and clients see it.</summary>
internal sealed record ImportView(
    Guid Id, string Kind, FileFormat Format, string Name, long Bytes, ImportStatus Status, string By,
    DateTimeOffset CreatedAt,
    DateTimeOffset? StartedAt, DateTimeOffset? FinishedAt, long BytesRead, ImportRows Rows, long? RowsPerSecond,
    long? SecondsLeft,
    IReadOnlyDictionary<string, long> Derived, ImportFault? Error)
{
    public static readonly SqlText.Raw Columns = new("""
        import_id, kind, format, name, bytes, status, started_by, created_at, started_at, finished_at, next_byte,
        rows_created, rows_updated, rows_unchanged, rows_refused, work_ms, derived, error_code, error_message,
            error_value, error_accepted
        """);

    public static Task<ImportView?> FindAsync(Transaction tx, Guid id, CancellationToken cancel) => tx.FindAsync(
        $"select {Columns} from catalog.import where tenant_id = {tx.Call.Tenant.Id} and import_id = {id}", Map,
            cancel);

    public static ImportView Map(NpgsqlDataReader row)
    {
        var status = row.Enum<ImportStatus>(5);
        var (bytes, next, ms) = (row.GetInt64(4), row.GetInt64(10), row.GetInt64(15));
        var rows = new ImportRows(
            row.GetInt64(11) + row.GetInt64(12) + row.GetInt64(13) + row.GetInt64(14),
            row.GetInt64(11), row.GetInt64(12), row.GetInt64(13), row.GetInt64(14));
        var left = status == ImportStatus.Running && ms > 0 && next > 0 ? (bytes - next) / Math.Max(1, next * 1000 / ms)
            : (long?)null;
        return new ImportView(
            row.GetGuid(0), row.GetString(1), row.Enum<FileFormat>(2), row.GetString(3), bytes, status, row.GetString(
                6),
            row.Instant(7), row.InstantOrNull(8), row.InstantOrNull(9), next, rows,
            ms > 0 ? rows.Read * 1000 / ms : null, left,
            row.Json<Dictionary<string, long>>(16),
            row.TextOrNull(17) is { } code ? ImportFault.Of(code, row.TextOrNull(18), row.TextOrNull(19),
                row.TextOrNull(20)) : null);
    }
}

/// <summary>Why an import failed.</summary>
/// <param name="Code">The stable code.</param>
/// <param name="Texts">The sentence in both languages.</param>
internal sealed record ImportFault(string Code, BothTexts Texts)
{
    public static ImportFault Of(string code, string? message, string? value, string? accepted) =>
        code.StartsWith("catalog.file_", StringComparison.Ordinal)
            ? new ImportFault(code, FaultTexts.Of(new Fault(code, null, value, accepted)))
            : new ImportFault(code, new BothTexts($"导入中断：{message}", message ?? code));
}
