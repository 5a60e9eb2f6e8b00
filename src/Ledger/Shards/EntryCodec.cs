using System.Buffers.Binary;
using System.Diagnostics;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Marquee.Ledger.Shards;

/// <summary>
/// A record as 64 bytes: length, kind, outcome, checksum, epoch, and the change. The checksum covers the record and its
/// place in the journal, so that a whole record at a false place is false.
/// </summary>
internal static class EntryCodec
{
    public const int Size = 64;

    private const long MaxFive = (1L << 40) - 1;
    private const long MaxSix = (1L << 48) - 1;

    public static void Write(Span<byte> to, in Entry entry, uint epoch, long place)
    {
        Debug.Assert(entry.Units is >= 0 and <= MaxFive && entry.Left is >= 0 and <= MaxFive, "Units fit five bytes.");
        Debug.Assert(entry.At is >= 0 and <= MaxSix, "Milliseconds fit six bytes.");
        to = to[..Size];
        BinaryPrimitives.WriteUInt16LittleEndian(to, Size);
        to[2] = (byte)entry.Kind;
        to[3] = (byte)entry.Outcome;
        BinaryPrimitives.WriteUInt32LittleEndian(to[4..], 0);
        BinaryPrimitives.WriteUInt32LittleEndian(to[8..], epoch);
        BinaryPrimitives.WriteInt32LittleEndian(to[12..], entry.Account);
        BinaryPrimitives.WriteUInt64LittleEndian(to[16..], entry.Key.High);
        BinaryPrimitives.WriteUInt32LittleEndian(to[24..], entry.Key.Low);
        BinaryPrimitives.WriteUInt32LittleEndian(to[28..], entry.Digest);
        BinaryPrimitives.WriteUInt64LittleEndian(to[32..], entry.Other.High);
        BinaryPrimitives.WriteUInt32LittleEndian(to[40..], entry.Other.Low);
        // The three narrow numbers, each written wide and the next over its empty end.
        BinaryPrimitives.WriteInt64LittleEndian(to[44..], entry.Units);
        BinaryPrimitives.WriteInt64LittleEndian(to[49..], entry.Left);
        BinaryPrimitives.WriteInt64LittleEndian(to[54..], entry.At);
        BinaryPrimitives.WriteUInt16LittleEndian(to[60..], entry.Limits);
        BinaryPrimitives.WriteUInt16LittleEndian(to[62..], entry.Day);
        BinaryPrimitives.WriteUInt32LittleEndian(to[4..], Checksum(to, place));
    }

    /// <summary>Reads a record; false when it is torn, false or of a later journal's place.</summary>
    public static bool TryRead(ReadOnlySpan<byte> from, long place, out Entry entry, out uint epoch)
    {
        entry = default;
        epoch = BinaryPrimitives.ReadUInt32LittleEndian(from[8..]);
        if (BinaryPrimitives.ReadUInt16LittleEndian(from) != Size
            || BinaryPrimitives.ReadUInt32LittleEndian(from[4..]) != Checksum(from, place))
        {
            return false;
        }

        entry = new Entry
        {
            Kind = (EntryKind)from[2],
            Outcome = (Outcome)from[3],
            Account = BinaryPrimitives.ReadInt32LittleEndian(from[12..]),
            Key = new Mark(
                BinaryPrimitives.ReadUInt64LittleEndian(from[16..]),
                BinaryPrimitives.ReadUInt32LittleEndian(from[24..])),
            Digest = BinaryPrimitives.ReadUInt32LittleEndian(from[28..]),
            Other = new Mark(
                BinaryPrimitives.ReadUInt64LittleEndian(from[32..]),
                BinaryPrimitives.ReadUInt32LittleEndian(from[40..])),
            Units = BinaryPrimitives.ReadInt64LittleEndian(from[44..]) & MaxFive,
            Left = BinaryPrimitives.ReadInt64LittleEndian(from[49..]) & MaxFive,
            At = BinaryPrimitives.ReadInt64LittleEndian(from[54..]) & MaxSix,
            Limits = BinaryPrimitives.ReadUInt16LittleEndian(from[60..]),
            Day = BinaryPrimitives.ReadUInt16LittleEndian(from[62..]),
        };
        return true;
    }

    private static uint Checksum(ReadOnlySpan<byte> record, long place)
    {
        var words = MemoryMarshal.Cast<byte, ulong>(record[..Size]);
        var sum = BitOperations.Crc32C(~0u, (ulong)place);
        // The first word without its upper half, which is the checksum itself.
        sum = BitOperations.Crc32C(sum, words[0] & uint.MaxValue);
        for (var i = 1; i < words.Length; i++)
        {
            sum = BitOperations.Crc32C(sum, words[i]);
        }

        return ~sum;
    }
}
