namespace Marquee.Catalog.Imports.Kinds;

/// <summary>One reading of a file from some row on: what it carries from chunk to chunk.</summary>
internal sealed class ImportRun(Guid id, long bytes, Seen seen)
{
    public Guid Id => id;

    /// <summary>Bytes of the whole file.</summary>
    public long Bytes => bytes;

    /// <summary>Which rows the file has named; stored with every chunk.</summary>
    public Seen Seen => seen;

    /// <summary>What makes looking up items and SKUs cheap; only speed is lost without it.</summary>
    public ItemExpectations Items { get; } = new();
}
