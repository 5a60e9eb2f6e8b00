using Marquee.Catalog.Imports.Files;
using Marquee.Kernel;

namespace Marquee.Catalog.Imports.Kinds;

/// <summary>A kind of file: its columns, and what a chunk of it does to the catalogue.</summary>
internal interface IImportKind : INamed
{
    /// <summary>What it is called.</summary>
    BothTexts Label { get; }

    /// <summary>Its columns.</summary>
    IReadOnlyList<ImportColumn> Columns { get; }

    /// <summary>
    /// Applies a chunk in the transaction, under the tenant's writing turn. Rows are taken in the order of the file,
    /// and the outcome does not depend on where a chunk ends. What cannot be taken is answered as refused; nothing of a
    /// row throws.
    /// </summary>
    Task<ChunkResult> ApplyAsync(Transaction tx, ImportRun run, Chunk chunk, CancellationToken cancel);
}

/// <summary>What became of a chunk's rows.</summary>
internal sealed class ChunkResult
{
    public long Created { get; set; }

    public long Updated { get; set; }

    public long Unchanged { get; set; }

    public List<RefusedRow> Refused { get; } = [];

    /// <summary>How often each column was derived, over the rows that were taken.</summary>
    public Dictionary<string, long> Derived { get; } = [];

    public void CountDerived(IEnumerable<string> columns)
    {
        foreach (var column in columns)
        {
            Derived[column] = Derived.GetValueOrDefault(column) + 1;
        }
    }
}
