using System.Text.Unicode;

namespace Marquee.Catalog.Imports.Files;

/// <summary>What a look at the bytes found.</summary>
internal enum Found
{
    /// <summary>The row does not end in what is there: more bytes are needed.</summary>
    NeedMore,
    /// <summary>A row or a broken row; it stands in the chunk.</summary>
    Row,
    /// <summary>An empty line; it counts as nothing.</summary>
    Blank,
    /// <summary>A row beyond the limit: the rest of its line is still to be skipped.</summary>
    TooLong,
}

/// <summary>How rows stand in a file.</summary>
internal abstract class RowFormat
{
    /// <summary>Takes the first row of the data into the chunk.</summary>
    /// <param name="data">Bytes from the row's first on.</param>
    /// <param name="isEnd">Whether the file ends with them.</param>
    /// <param name="line">The line the row begins on.</param>
    /// <param name="chunk">Where it goes.</param>
    /// <param name="consumed">How many bytes it was, line end included.</param>
    public abstract Found Take(ReadOnlySpan<byte> data, bool isEnd, long line, Chunk chunk, out int consumed);

    /// <summary>
    /// A row that cannot be read. Only its first line is given up: what follows is read as rows again.
    /// </summary>
    protected static Found Broken(
        ReadOnlySpan<byte> data, bool isEnd, long line, Chunk chunk, Fault fault, out int consumed)
    {
        var end = data.IndexOf((byte)'\n');
        if (end < 0 && !isEnd)
        {
            chunk.Unreadable.Add(new RefusedRow(line, Chunk.Readable(data), [fault]));
            consumed = data.Length;
            return Found.TooLong;
        }

        consumed = end < 0 ? data.Length : end + 1;
        chunk.Unreadable.Add(new RefusedRow(line, Chunk.Readable(data[..consumed]), [fault]));
        return Found.Row;
    }

    /// <summary>
    /// What to answer when a row has no end in the data: wait for more, or give it up beyond the limit.
    /// </summary>
    protected static Found Unended(ReadOnlySpan<byte> data, long line, Chunk chunk, out int consumed)
    {
        consumed = 0;
        return data.Length < CatalogLimits.RowBytes
            ? Found.NeedMore
            : Broken(data, false, line, chunk, new Fault("catalog.row_too_long", Detail: $"{CatalogLimits.RowBytes}"),
                out consumed);
    }

    protected static bool IsText(ReadOnlySpan<byte> row) => Utf8.IsValid(row);
}
