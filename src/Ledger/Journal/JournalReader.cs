using System.Buffers;
using Marquee.Ledger.Shards;

namespace Marquee.Ledger.Journal;

/// <summary>Reads a journal from its first record to the last complete one.</summary>
internal static class JournalReader
{
    private const int ChunkBytes = 1 << 16;

    /// <summary>
    /// Gives every record to <paramref name="take"/>, in order, until it says no. What follows a record that is torn
    /// was never acknowledged; a later segment goes on from there. A segment that goes on from further than what was
    /// read tells that acknowledged records are missing, which is an error and never passed over.
    /// </summary>
    /// <returns>The place after the last record, the highest epoch seen and, if any, what is wrong.</returns>
    public static JournalEnd Read(IJournalDisk disk, TakeEntry take)
    {
        long next = 0;
        uint epoch = 0;
        var segments = new List<(string Name, Segment Head)>();
        var head = new byte[Segment.HeadSize];
        foreach (var name in disk.Names().Where(Segment.IsName))
        {
            using var file = disk.Open(name);
            // A segment without a head was created and never written to.
            if (file.Read(0, head) == head.Length && Segment.TryRead(head, out var segment))
            {
                segments.Add((name, segment));
            }
        }

        for (var i = 0; i < segments.Count; i++)
        {
            var (name, segment) = segments[i];
            epoch = Math.Max(epoch, segment.Epoch);
            if (segment.First != next)
            {
                return new JournalEnd(next, epoch, $"{name} goes on from record {segment.First}, read up to {next}");
            }

            // What another epoch took over ends this one's journal, whatever its late writer still added.
            var end = i + 1 < segments.Count ? segments[i + 1].Head.First : long.MaxValue;
            using var file = disk.Open(name);
            if (ReadSegment(file, segment, end, take, ref next) is { } wrong)
            {
                return new JournalEnd(next, epoch, $"{name}, record {next}: {wrong}");
            }
        }

        return new JournalEnd(next, epoch, null);
    }

    private static string? ReadSegment(IJournalFile file, Segment segment, long end, TakeEntry take, ref long next)
    {
        var rented = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        try
        {
            return ReadRecords(file, segment, end, take, rented.AsSpan(0, ChunkBytes), ref next);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private static string? ReadRecords(
        IJournalFile file, Segment segment, long end, TakeEntry take, Span<byte> chunk, ref long next)
    {
        for (long at = Segment.HeadSize; ; at += ChunkBytes)
        {
            var read = file.Read(at, chunk);
            for (var i = 0; i + EntryCodec.Size <= read; i += EntryCodec.Size)
            {
                if (next == end || !EntryCodec.TryRead(chunk[i..], next, out var entry, out var epoch)
                    || epoch != segment.Epoch)
                {
                    return null;
                }

                if (!take(entry))
                {
                    return "does not follow from those before it";
                }

                next++;
            }

            if (read < chunk.Length)
            {
                return null;
            }
        }
    }

    internal delegate bool TakeEntry(in Entry entry);
}

/// <summary>Where a journal ends.</summary>
/// <param name="Next">The place after its last complete record.</param>
/// <param name="Epoch">The highest epoch that wrote it.</param>
/// <param name="Wrong">What breaks it; null when it is whole.</param>
internal readonly record struct JournalEnd(long Next, uint Epoch, string? Wrong);
