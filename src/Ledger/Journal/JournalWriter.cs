using System.Diagnostics;
using Marquee.Ledger.Shards;

namespace Marquee.Ledger.Journal;

/// <summary>
/// Appends a shard's entries: they gather in a buffer until the batch is sealed, and a sealed batch is written and
/// flushed while the next one gathers. A batch never straddles two segments. After a write or flush that threw, the
/// writer is done for: what is on the disk is found by reading it again.
/// </summary>
internal sealed class JournalWriter : IDisposable
{
    private readonly IJournalDisk _disk;
    private readonly uint _epoch;
    private readonly long _segmentBytes;
    private byte[] _gathering;
    private byte[] _sealed;
    private int _gathered;
    private int _toWrite;
    private IJournalFile? _file;
    private long _at;
    private long _written;

    /// <param name="disk">The journal's folder.</param>
    /// <param name="epoch">This writer's epoch, above that of every one before.</param>
    /// <param name="next">The place of the next record.</param>
    /// <param name="segmentBytes">The size of a segment.</param>
    /// <param name="batchBytes">The size that batches have as a rule; a larger one makes the buffer grow.</param>
    public JournalWriter(IJournalDisk disk, uint epoch, long next, long segmentBytes, int batchBytes)
    {
        (_disk, _epoch, _segmentBytes) = (disk, epoch, segmentBytes);
        (Next, _written) = (next, next);
        _gathering = new byte[batchBytes];
        _sealed = new byte[batchBytes];
    }

    /// <summary>The place of the next record.</summary>
    public long Next { get; private set; }

    public bool IsFaulted { get; private set; }

    public long Flushes { get; private set; }

    public long BytesWritten { get; private set; }

    public bool HasGathered => _gathered > 0;

    public void Append(Entry entry)
    {
        if (_gathered + EntryCodec.Size > _gathering.Length)
        {
            Array.Resize(ref _gathering, _gathering.Length * 2);
        }

        EntryCodec.Write(_gathering.AsSpan(_gathered), entry, _epoch, Next);
        _gathered += EntryCodec.Size;
        Next++;
    }

    /// <summary>Closes the batch: what is appended from now on belongs to the next one.</summary>
    public void Seal()
    {
        Debug.Assert(_toWrite == 0, "One batch is on its way at a time.");
        (_gathering, _sealed) = (_sealed, _gathering);
        (_toWrite, _gathered) = (_gathered, 0);
    }

    /// <summary>Writes the sealed batch and returns when it is durable.</summary>
    public void Flush()
    {
        if (IsFaulted)
        {
            throw new IOException("The journal failed before; it must be recovered.");
        }

        if (_toWrite == 0)
        {
            return;
        }

        // Until it has ended well, nothing is known of it.
        IsFaulted = true;
        var file = FileFor(_toWrite);
        file.Write(_at, _sealed.AsSpan(0, _toWrite));
        file.Flush();
        Flushes++;
        BytesWritten += _toWrite;
        _at += _toWrite;
        _written += _toWrite / EntryCodec.Size;
        _toWrite = 0;
        IsFaulted = false;
    }

    public void Dispose() => _file?.Dispose();

    private IJournalFile FileFor(int bytes)
    {
        if (_file is not null && _at + bytes <= _file.Length)
        {
            return _file;
        }

        _file?.Dispose();
        var segment = new Segment(_written, _epoch);
        _file = _disk.Create(segment.Name, Math.Max(_segmentBytes, Segment.HeadSize + bytes));
        Span<byte> head = stackalloc byte[Segment.HeadSize];
        segment.Write(head);
        _file.Write(0, head);
        _at = Segment.HeadSize;
        return _file;
    }
}
