using System.Buffers.Binary;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace Marquee.Catalog.Imports.Files;

/// <summary>
/// Some thousand rows of a file, as bytes: the fields of every row by column, unescaped and trimmed, and the rows that
/// could not be read. Reused for one chunk after the other, so an import holds no more than two of them.
/// </summary>
internal sealed class Chunk(IReadOnlyList<string> columns)
{
    private byte[] _bytes = new byte[256 * 1024];
    private int _used;
    private int[] _starts = new int[1024 * columns.Count];
    private int[] _lengths = new int[1024 * columns.Count];
    private (int Start, int Length, long Line)[] _rows = new (int, int, long)[1024];

    /// <summary>The columns of the kind; a field that the file does not have is empty.</summary>
    public IReadOnlyList<string> Columns => columns;

    /// <summary>The number of rows that could be read.</summary>
    public int Count { get; private set; }

    public List<RefusedRow> Unreadable { get; } = [];

    public int Bytes => _used;

    /// <summary>Up to where the file was counted before the chunk.</summary>
    public long FromByte { get; private set; }

    /// <summary>Where the row after the chunk begins.</summary>
    public long NextByte { get; private set; }

    public long NextLine { get; private set; }

    public bool IsLast { get; private set; }

    public int RowsRead => Count + Unreadable.Count;

    public void Begin(long fromByte)
    {
        _used = 0;
        Count = 0;
        Unreadable.Clear();
        FromByte = fromByte;
        IsLast = false;
    }

    public void End(long nextByte, long nextLine, bool isLast)
    {
        (NextByte, NextLine, IsLast) = (nextByte, nextLine, isLast);
    }

    /// <summary>Begins a row: keeps its bytes, with every field empty. Returns where the bytes stand.</summary>
    public int AddRow(ReadOnlySpan<byte> raw, long line)
    {
        if (Count == _rows.Length)
        {
            Array.Resize(ref _rows, Count * 2);
            Array.Resize(ref _starts, _starts.Length * 2);
            Array.Resize(ref _lengths, _lengths.Length * 2);
        }

        var start = Append(raw);
        _rows[Count] = (start, raw.Length, line);
        Array.Clear(_lengths, Count * columns.Count, columns.Count);
        Count++;
        return start;
    }

    /// <summary>The last row turned out to be unreadable.</summary>
    public void DropRow(Fault fault)
    {
        Count--;
        Unreadable.Add(
            new RefusedRow(_rows[Count].Line, Readable(Span(_rows[Count].Start, _rows[Count].Length)), [fault]));
    }

    /// <summary>A field of the last row, by place in the kept bytes; surrounding blanks are left away.</summary>
    public void SetField(int column, int start, int length)
    {
        var trimmed = Span(start, length).TrimStart(" \t"u8);
        _starts[((Count - 1) * columns.Count) + column] = start + length - trimmed.Length;
        _lengths[((Count - 1) * columns.Count) + column] = trimmed.TrimEnd(" \t"u8).Length;
    }

    /// <summary>Room for further bytes of the last row, for a field that had to be unescaped.</summary>
    public int Append(ReadOnlySpan<byte> bytes)
    {
        if (_used + bytes.Length > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _used + bytes.Length));
        }

        bytes.CopyTo(_bytes.AsSpan(_used));
        _used += bytes.Length;
        return _used - bytes.Length;
    }

    public ReadOnlySpan<byte> Span(int start, int length) => _bytes.AsSpan(start, length);

    public ReadOnlySpan<byte> Field(int row, int column)
    {
        Debug.Assert(row < Count, "The row is there.");
        return Span(_starts[(row * columns.Count) + column], _lengths[(row * columns.Count) + column]);
    }

    public string Text(int row, int column) => Encoding.UTF8.GetString(Field(row, column));

    public long Line(int row) => _rows[row].Line;

    public RefusedRow Refuse(int row, params IReadOnlyList<Fault> faults) =>
        new(_rows[row].Line, Readable(Span(_rows[row].Start, _rows[row].Length)), faults);

    /// <summary>A digest of those fields of a row: equal fields, equal digest.</summary>
    public Guid Digest(int row, ReadOnlySpan<int> which, Span<byte> scratch)
    {
        var used = 0;
        foreach (var column in which)
        {
            var field = Field(row, column);
            if (used + field.Length + 4 > scratch.Length)
            {
                return LargeDigest(row, which);
            }

            BinaryPrimitives.WriteInt32LittleEndian(scratch[used..], field.Length);
            field.CopyTo(scratch[(used + 4)..]);
            used += field.Length + 4;
        }

        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(scratch[..used], hash);
        return new Guid(hash[..16]);
    }

    private Guid LargeDigest(int row, ReadOnlySpan<int> which)
    {
        var size = 0;
        foreach (var column in which)
        {
            size += Field(row, column).Length + 4;
        }

        return Digest(row, which, new byte[size]);
    }

    /// <summary>Bytes as text that can be stored and shown: broken ones replaced, no zero, cut.</summary>
    public static string Readable(ReadOnlySpan<byte> raw)
    {
        var text = Encoding.UTF8.GetString(raw[..Math.Min(raw.Length, CatalogLimits.RawLength)]).Replace(
            '\0', '\uFFFD');
        return text.TrimEnd('\r', '\n');
    }
}
