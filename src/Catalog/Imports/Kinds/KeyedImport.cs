using System.Diagnostics;
using Marquee.Catalog.Changes;
using Marquee.Catalog.Imports.Files;
using Marquee.Kernel;

namespace Marquee.Catalog.Imports.Kinds;

/// <summary>A kind whose first column is the key of one table: merchants, categories, shoppers.</summary>
/// <typeparam name="TRow">A row as parsed.</typeparam>
internal abstract class KeyedImport<TRow>(string table, string numberColumn, string keyColumn, string numbers)
    : IImportKind
    where TRow : class
{
    /// <summary>A row that is to be written, under its number.</summary>
    internal sealed record Numbered(int No, string Key, Guid Digest, TRow Row);

    public abstract string Name { get; }

    public abstract BothTexts Label { get; }

    public abstract IReadOnlyList<ImportColumn> Columns { get; }

    protected virtual int KeyLength => KernelLimits.ExternalIdLength;

    /// <summary>The row's values; faults go to the parser.</summary>
    protected abstract TRow Parse(RowParser parser, string key);

    /// <summary>Takes a further turn where others than imports make such rows.</summary>
    protected virtual Task TakeTurnAsync(Transaction tx, CancellationToken cancel) => Task.CompletedTask;

    /// <summary>The columns an adapter derived.</summary>
    protected virtual IReadOnlyList<string> DerivedOf(RowParser parser) => [];

    /// <summary>Writes new rows and changed ones.</summary>
    protected abstract Task StoreAsync(
        Transaction tx, IReadOnlyList<Numbered> created, IReadOnlyList<Numbered> updated, CancellationToken cancel);

    public async Task<ChunkResult> ApplyAsync(
        Transaction tx, ImportRun run, Chunk chunk, CancellationToken cancel)
    {
        var seen = run.Seen;
        await TakeTurnAsync(tx, cancel);
        var result = new ChunkResult();
        var parser = new RowParser(tx.Call, chunk);
        var (keys, digests) = Keys(chunk);
        var known = await KnownAsync(tx, keys, cancel);
        var fresh = new List<(string Key, Guid Digest, TRow Row)>();
        var updated = new List<Numbered>();
        var met = new HashSet<string>(StringComparer.Ordinal);
        for (var row = 0; row < chunk.Count; row++)
        {
            parser.Begin(row);
            var exists = known.TryGetValue(keys[row], out var earlier);
            if (met.Contains(keys[row]) || (exists && seen.HasRow(earlier.No)))
            {
                result.Refused.Add(
                    chunk.Refuse(row, new Fault("catalog.duplicate_row", Columns[0].Name, parser.Value(0))));
                continue;
            }

            var unchanged = exists && earlier.Digest == digests[row];
            var parsed = unchanged ? null : Parse(parser, parser.Required(0, KeyLength));
            var derived = DerivedOf(parser);
            if (parser.Refused is { } refused)
            {
                result.Refused.Add(refused);
                continue;
            }

            met.Add(keys[row]);
            result.CountDerived(derived);
            if (unchanged)
            {
                result.Unchanged++;
                seen.AddRow(earlier.No);
            }
            else if (exists)
            {
                updated.Add(new Numbered(earlier.No, keys[row], digests[row], parsed!));
                seen.AddRow(earlier.No);
            }
            else
            {
                fresh.Add((keys[row], digests[row], parsed!));
            }
        }

        var first = await Numbers.TakeAsync(tx, numbers, fresh.Count, cancel);
        var created = fresh.Select((row, i) => new Numbered(first + i, row.Key, row.Digest, row.Row)).ToList();
        created.ForEach(row => seen.AddRow(row.No));
        if (created.Count + updated.Count > 0)
        {
            await StoreAsync(tx, created, updated, cancel);
        }

        result.Created = created.Count;
        result.Updated = updated.Count;
        Debug.Assert(
            result.Created + result.Updated + result.Unchanged + result.Refused.Count == chunk.Count,
                "Every row has an outcome.");
        return result;
    }

    private (string[] Keys, Guid[] Digests) Keys(Chunk chunk)
    {
        var keys = new string[chunk.Count];
        var digests = new Guid[chunk.Count];
        int[] all = [.. Enumerable.Range(0, Columns.Count)];
        var scratch = new byte[16 * 1024];
        for (var row = 0; row < chunk.Count; row++)
        {
            keys[row] = chunk.Text(row, 0).Replace('\0', '\uFFFD');
            digests[row] = chunk.Digest(row, all, scratch);
        }

        return (keys, digests);
    }

    private async Task<Dictionary<string, (int No, Guid? Digest)>> KnownAsync(
        Transaction tx, string[] keys, CancellationToken cancel)
    {
        var rows = await tx.QueryAsync(
            $"""
            select t.{new SqlText.Raw(keyColumn)}, t.{new SqlText.Raw(numberColumn)}, t.row_hash from
                {new SqlText.Raw(table)} t
            where t.tenant_id = {tx.Call.Tenant.Id} and t.{new SqlText.Raw(keyColumn)} = any({keys})
            """,
            row => (Key: row.GetString(0), No: row.GetInt32(1), Digest: row.IsDBNull(2) ? (Guid?)null : row.GetGuid(2)),
                cancel);
        return rows.ToDictionary(row => row.Key, row => (row.No, row.Digest), StringComparer.Ordinal);
    }
}
