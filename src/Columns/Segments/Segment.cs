using System.Runtime.InteropServices;
using Marquee.Columns.Bits;

namespace Marquee.Columns.Segments;

/// <summary>
/// One column of one shard: a bit per row that tells whether its value is known, then the values. A segment grows by
/// chunks of 65,536 rows up to the shard.
/// </summary>
internal sealed class Segment : IDisposable
{
    private const int Chunk = 1 << 16;
    private SegmentMemory _memory;

    /// <summary>Nothing known.</summary>
    /// <param name="width">Bytes of a value: 0, 4 or 8. A segment without values is a set of rows.</param>
    public Segment(int width)
    {
        Width = width;
        _memory = new SegmentMemory(0);
    }

    /// <summary>As it stands in a file.</summary>
    public Segment(int width, int rows, SegmentMemory memory)
    {
        Width = width;
        Rows = rows;
        _memory = memory;
    }

    public int Width { get; }

    /// <summary>Rows there is room for; those behind are unknown.</summary>
    public int Rows { get; private set; }

    /// <summary>Whether anything changed since it was last saved.</summary>
    public bool IsDirty { get; set; }

    public ReadOnlySpan<byte> Bytes => _memory.Bytes;

    public Span<ulong> Known => MemoryMarshal.Cast<byte, ulong>(_memory.Bytes[..(Rows / 8)]);

    public static int LengthOf(int width, int rows) => (rows / 8) + (width * rows);

    public Span<T> Values<T>()
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(_memory.Bytes[(Rows / 8)..]);

    /// <summary>A value of a row of the shard; null for unknown.</summary>
    public void Put(int row, long? value)
    {
        if (row >= Rows)
        {
            if (value is null)
            {
                return;
            }

            Grow(row + 1);
        }

        Words.Put(Known, row, value is not null);
        // What is unknown is zero, so that equal contents are equal bytes.
        switch (Width)
        {
            case 4:
                Values<int>()[row] = (int)(value ?? 0);
                break;
            case 8:
                Values<long>()[row] = value ?? 0;
                break;
            default:
                break;
        }

        IsDirty = true;
    }

    public void Dispose() => _memory.Dispose();

    private void Grow(int rows)
    {
        // By half as much again at least: filling a shard row by row copies it a few times only.
        var wanted = Math.Min(
            ColumnsLimits.ShardRows, Math.Max((rows + Chunk - 1) / Chunk * Chunk, Rows / Chunk * 3 / 2 * Chunk));
        var wider = new SegmentMemory(LengthOf(Width, wanted));
        _memory.Bytes[..(Rows / 8)].CopyTo(wider.Bytes);
        _memory.Bytes[(Rows / 8)..].CopyTo(wider.Bytes[(wanted / 8)..]);
        _memory.Dispose();
        _memory = wider;
        Rows = wanted;
    }
}
