using Marquee.Ledger.Journal;

namespace Marquee.Ledger.Tests.Simulation;

/// <summary>
/// A disk in memory that does what disks do: what was not flushed may be lost, whole, in sectors or in any order; a
/// flush may fail; there may be no room.
/// </summary>
internal sealed class SimDisk(Random random) : IJournalDisk
{
    private const int Sector = 512;
    private readonly SortedDictionary<string, SimFile> _files = new(StringComparer.Ordinal);

    public bool IsFull { get; set; }

    public bool FailsNextFlush { get; set; }

    public IReadOnlyList<string> Names() => [.. _files.Keys];

    public IJournalFile Create(string name, long size)
    {
        if (IsFull)
        {
            throw new IOException("No space left on device");
        }

        var file = new SimFile(this, size);
        _files.Add(name, file);
        return file;
    }

    public IJournalFile Open(string name) => _files[name];

    /// <summary>The power goes: of what was not flushed, any sectors are kept and the rest is not.</summary>
    public void LosePower()
    {
        foreach (var file in _files.Values)
        {
            for (var at = 0; at < file.Seen.Length; at += Sector)
            {
                var length = Math.Min(Sector, file.Seen.Length - at);
                if (random.Next(2) == 0)
                {
                    // A sector may be torn as well: only its first bytes came down.
                    var kept = random.Next(4) == 0 ? random.Next(length) : length;
                    Array.Copy(file.Seen, at, file.Kept, at, kept);
                }
            }

            Array.Copy(file.Kept, file.Seen, file.Kept.Length);
        }
    }

    private sealed class SimFile(SimDisk disk, long size) : IJournalFile
    {
        public byte[] Seen { get; } = new byte[size];

        public byte[] Kept { get; } = new byte[size];

        public long Length => Seen.Length;

        public void Write(long at, ReadOnlySpan<byte> bytes)
        {
            if (disk.IsFull)
            {
                bytes[..(bytes.Length / 2)].CopyTo(Seen.AsSpan((int)at));
                throw new IOException("No space left on device");
            }

            bytes.CopyTo(Seen.AsSpan((int)at));
        }

        public void Flush()
        {
            if (disk.FailsNextFlush)
            {
                disk.FailsNextFlush = false;
                throw new IOException("Input/output error");
            }

            Array.Copy(Seen, Kept, Kept.Length);
        }

        public int Read(long at, Span<byte> into)
        {
            var length = (int)Math.Clamp(Seen.Length - at, 0, into.Length);
            Seen.AsSpan((int)Math.Min(at, Seen.Length), length).CopyTo(into);
            return length;
        }

        public void Dispose()
        {
        }
    }
}
