using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Marquee.Columns.Segments;

/// <summary>
/// A file of one piece of a table: 64 bytes of header, then the content, with a checksum (CRC-32C) of all of it.
/// Written once and never changed: what changes is written under another name.
/// </summary>
internal static class SegmentFile
{
    public const int HeaderSize = 64;
    private const uint Magic = 0x4743_514D; // "MQCG"

    /// <summary>Writes and flushes to the disk.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="rows">A number that the reader needs.</param>
    /// <param name="first">The content.</param>
    /// <param name="second">What follows it.</param>
    public static void Write(string path, int rows, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second = default)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16);
        Span<byte> header = stackalloc byte[HeaderSize];
        header.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(header, Magic);
        BinaryPrimitives.WriteInt32LittleEndian(header[4..], rows);
        BinaryPrimitives.WriteInt64LittleEndian(header[8..], (long)first.Length + second.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(header[16..], Checksum(Checksum((uint)rows, first), second));
        file.Write(header);
        file.Write(first);
        file.Write(second);

        file.Flush(flushToDisk: true);
    }

    /// <summary>The number of rows and the length of a file's content, once its checksum was found right.</summary>
    /// <exception cref="InvalidDataException">It is no such file, or damaged.</exception>
    public static (int Rows, SegmentMemory Memory) Map(string path)
    {
        var size = new FileInfo(path).Length;
        if (size is < HeaderSize or > int.MaxValue)
        {
            throw new InvalidDataException($"{Path.GetFileName(path)} has {size} bytes.");
        }

        using var header = new SegmentMemory(path, 0, HeaderSize);
        var rows = BinaryPrimitives.ReadInt32LittleEndian(header.Bytes[4..]);
        if (BinaryPrimitives.ReadUInt32LittleEndian(header.Bytes) != Magic || rows < 0
            || BinaryPrimitives.ReadInt64LittleEndian(header.Bytes[8..]) != size - HeaderSize)
        {
            throw new InvalidDataException($"{Path.GetFileName(path)} is no whole segment.");
        }

        var memory = size == HeaderSize
            ? new SegmentMemory(0)
            : new SegmentMemory(path, HeaderSize, (int)size - HeaderSize);
        if (Checksum((uint)rows, memory.Bytes) != BinaryPrimitives.ReadUInt32LittleEndian(header.Bytes[16..]))
        {
            memory.Dispose();
            throw new InvalidDataException($"{Path.GetFileName(path)} does not have its checksum.");
        }

        return (rows, memory);
    }

    public static uint Checksum(uint crc, ReadOnlySpan<byte> bytes)
    {
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (var word in words)
        {
            crc = BitOperations.Crc32C(crc, word);
        }

        foreach (var rest in bytes[(words.Length * 8)..])
        {
            crc = BitOperations.Crc32C(crc, rest);
        }

        return crc;
    }
}
