using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using Marquee.Ledger.Shards;

namespace Marquee.Ledger.Journal;

/// <summary>
/// A segment's head: what it is, whose epoch wrote it, and the place of its first record. A segment's name holds that
/// place and the epoch, so that name order is the order of writing.
/// </summary>
/// <param name="First">The place of the first record, from zero.</param>
/// <param name="Epoch">The epoch of the writer.</param>
internal readonly record struct Segment(long First, uint Epoch)
{
    public const int HeadSize = EntryCodec.Size;

    private const ulong Magic = 0x31_4C_44_47_52_51_52_4D;

    public string Name => string.Create(CultureInfo.InvariantCulture, $"{First:D15}-{Epoch:D10}.journal");

    public static bool IsName(string name) => name.EndsWith(".journal", StringComparison.Ordinal);

    public void Write(Span<byte> to)
    {
        to[..HeadSize].Clear();
        BinaryPrimitives.WriteUInt64LittleEndian(to, Magic);
        BinaryPrimitives.WriteInt64LittleEndian(to[8..], First);
        BinaryPrimitives.WriteUInt32LittleEndian(to[16..], Epoch);
        BinaryPrimitives.WriteUInt32LittleEndian(to[20..], Sum(First, Epoch));
    }

    /// <summary>Reads a head; false when the segment was not yet begun.</summary>
    public static bool TryRead(ReadOnlySpan<byte> from, out Segment segment)
    {
        segment = new Segment(
            BinaryPrimitives.ReadInt64LittleEndian(from[8..]), BinaryPrimitives.ReadUInt32LittleEndian(from[16..]));
        return BinaryPrimitives.ReadUInt64LittleEndian(from) == Magic
            && BinaryPrimitives.ReadUInt32LittleEndian(from[20..]) == Sum(segment.First, segment.Epoch);
    }

    private static uint Sum(long first, uint epoch) =>
        BitOperations.Crc32C(BitOperations.Crc32C(~0u, (ulong)first), epoch);
}
