using Marquee.Ledger.Journal;

namespace Marquee.Ledger.Shards;

/// <summary>
/// A shard with its journal. It is recovered by reading the journal, decides batches, and makes a batch durable by one
/// flush; whoever runs it gives answers only after that. After a flush that failed it must be opened again, because its
/// memory is ahead of its disk. One writer.
/// </summary>
internal sealed class Shard : IDisposable
{
    private Shard(ShardCore core, JournalWriter journal)
    {
        Core = core;
        Journal = journal;
    }

    public ShardCore Core { get; }

    public JournalWriter Journal { get; }

    /// <summary>Recovers a shard up to its last complete record and begins a new segment under the epoch.</summary>
    /// <exception cref="IOException">The journal is broken before its end, or a later epoch wrote it.</exception>
    public static Shard Open(IJournalDisk disk, uint epoch, long segmentBytes, int batchBytes)
    {
        var core = new ShardCore();
        var end = JournalReader.Read(disk, core.Replay);
        if (end.Wrong is { } wrong || end.Epoch >= epoch)
        {
            core.Dispose();
            throw new IOException(end.Wrong is null
                ? $"The journal was written by epoch {end.Epoch}; epoch {epoch} is too old for it."
                : $"The journal is broken: {end.Wrong}.");
        }

        // What was read may stand in the system's memory only; what is built on it must not outlive it.
        if (disk.Names().LastOrDefault(Segment.IsName) is { } last)
        {
            using var file = disk.Open(last);
            file.Flush();
        }

        var journal = new JournalWriter(disk, epoch, end.Next, segmentBytes, batchBytes);
        core.RecordTo(journal.Append);
        return new Shard(core, journal);
    }

    public void Dispose()
    {
        Core.Dispose();
        Journal.Dispose();
    }
}
