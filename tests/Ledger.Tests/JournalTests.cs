using Marquee.Ledger.Journal;
using Marquee.Ledger.Shards;
using Marquee.Ledger.Tests.Simulation;
using Marquee.Testing;

namespace Marquee.Ledger.Tests;

/// <summary>A shard's journal on a real folder.</summary>
public sealed class JournalTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("marquee-journal").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_recovered_shard_answers_as_before()
    {
        var random = TestSeed.RandomFor(nameof(A_recovered_shard_answers_as_before));
        var told = new List<(ShardRequest Request, ShardAnswer Answer)>();
        using (var shard = Opened(1, 5000))
        {
            for (var i = 0; i < 2000; i++)
            {
                shard.Core.Advance(new ShardMoment(i, 9000));
                var request = random.Next(4) switch
                {
                    0 when i > 0 => Marks.Move(LedgerOp.GiveBack, i, 0, random.Next(i), 0),
                    1 when i > 0 => Marks.Move(LedgerOp.Confirm, i, 0, random.Next(i), 0),
                    2 => Marks.Reserve(i, 0, random.Next(1, 9), i + random.Next(1, 300)),
                    _ => Marks.Take(i, 0, random.Next(1, 9)),
                };
                shard.Core.Decide(request, isLast: true, out var answer);
                told.Add((request, answer));
            }

            Commit(shard);
        }

        using var again = Shard.Open(new FolderDisk(_folder), 2, 1 << 16, 1 << 12);
        foreach (var (request, first) in told.Where(pair => pair.Answer.Outcome != Outcome.UnknownGrant))
        {
            again.Core.Decide(request, isLast: true, out var answer);
            Assert.Equal(first with { IsRepeat = true }, answer);
        }

        var audit = JournalAudit.Run(new FolderDisk(_folder));
        Assert.True(audit.Holds, audit.FirstBroken);
        Assert.Equal(5000, audit.Granted + audit.Reserved + audit.Left);
    }

    [Fact]
    public void A_torn_last_record_is_left_out_and_all_before_it_stand()
    {
        using (var shard = Opened(1, 100))
        {
            Commit(shard);
            for (var i = 0; i < 10; i++)
            {
                shard.Core.Decide(Marks.Take(i, 0, 1), isLast: true, out _);
            }

            Commit(shard);
        }

        var file = Directory.GetFiles(_folder).Single();
        var whole = File.ReadAllBytes(file);
        // The head, then open and fill, then ten takes: every cut through the last one.
        const int LastRecord = EntryCodec.Size * 12;
        for (var cut = LastRecord; cut < LastRecord + EntryCodec.Size; cut++)
        {
            var torn = whole.ToArray();
            Array.Clear(torn, cut, torn.Length - cut);
            // Zeros that the record has anyway are no damage.
            const int End = LastRecord + EntryCodec.Size;
            if (torn.AsSpan(0, End).SequenceEqual(whole.AsSpan(0, End)))
            {
                continue;
            }

            File.WriteAllBytes(file, torn);
            var audit = JournalAudit.Run(new FolderDisk(_folder));
            Assert.True(audit is { Holds: true, Records: 11, Granted: 9, Left: 91 }, $"cut at {cut}: {audit}");
        }
    }

    [Fact]
    public void The_audit_names_the_first_record_that_breaks_it()
    {
        using (var shard = Opened(1, 100))
        {
            for (var i = 0; i < 10; i++)
            {
                shard.Core.Decide(Marks.Take(i, 0, 2), isLast: true, out _);
            }

            Commit(shard);
        }

        // The fifth take is made cheaper than it was, under a checksum that is right.
        var file = Directory.GetFiles(_folder).Single();
        var bytes = File.ReadAllBytes(file);
        const int Place = 6;
        var at = EntryCodec.Size * (Place + 1);
        Assert.True(EntryCodec.TryRead(bytes.AsSpan(at), Place, out var entry, out var epoch));
        entry.Units = 1;
        EntryCodec.Write(bytes.AsSpan(at), entry, epoch, Place);
        File.WriteAllBytes(file, bytes);
        var audit = JournalAudit.Run(new FolderDisk(_folder));
        Assert.Contains("record 6: does not follow", audit.FirstBroken, StringComparison.Ordinal);
        Assert.Throws<IOException>(() => Shard.Open(new FolderDisk(_folder), 2, 1 << 16, 1 << 12));
    }

    [Fact]
    public void A_missing_segment_is_an_error_and_not_an_end()
    {
        using (var shard = Opened(1, 10_000))
        {
            for (var i = 0; i < 5000; i++)
            {
                shard.Core.Decide(Marks.Take(i, 0, 1), isLast: true, out _);
                if (i % 100 == 0)
                {
                    Commit(shard);
                }
            }

            Commit(shard);
        }

        var files = Directory.GetFiles(_folder).Order(StringComparer.Ordinal).ToArray();
        Assert.True(files.Length > 3);
        File.Delete(files[1]);
        var audit = JournalAudit.Run(new FolderDisk(_folder));
        Assert.Contains("goes on from", audit.FirstBroken, StringComparison.Ordinal);
    }

    [Fact]
    public void An_older_epoch_does_not_get_the_journal_and_what_it_still_writes_counts_for_nothing()
    {
        using var old = Opened(1, 100);
        Commit(old);
        using (var taken = Shard.Open(new FolderDisk(_folder), 2, 1 << 16, 1 << 12))
        {
            taken.Core.Decide(Marks.Take(1, 0, 10), isLast: true, out _);
            Commit(taken);
        }

        old.Core.Decide(Marks.Take(2, 0, 50), isLast: true, out _);
        Commit(old);
        Assert.Throws<IOException>(() => Shard.Open(new FolderDisk(_folder), 2, 1 << 16, 1 << 12));
        using var next = Shard.Open(new FolderDisk(_folder), 3, 1 << 16, 1 << 12);
        Assert.Equal(90, next.Core.Slice(0).Left);
        Assert.False(next.Core.Remembers(Marks.Of(2)));
    }

    [Fact]
    public void A_take_allocates_nothing()
    {
        using var shard = Opened(1, 1_000_000);
        var limits = shard.Core.Define([new LimitLine(1, LimitWindow.Day, 5)]);
        for (var i = 0; i < 20_000; i++)
        {
            shard.Core.Decide(Marks.Take(i, 0, 1, i, limits), isLast: true, out _);
        }

        Commit(shard);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 20_000; i < 20_060; i++)
        {
            shard.Core.Decide(Marks.Take(i, 0, 1, i, limits), isLast: true, out _);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_remembered_key_takes_at_most_thirty_two_bytes()
    {
        using var core = new ShardCore();
        core.Open();
        core.Fill(0, 10_000_000);
        for (var i = 0; i < 3_000_000; i++)
        {
            core.Decide(Marks.Take(i, 0, 1), isLast: true, out _);
            // From a million on, at any time: also just after the index doubled.
            if (i >= 1_000_000 && i % 50_000 == 0)
            {
                Assert.InRange(core.KeyBytes / (double)core.Keys, 20, 32);
            }
        }
    }

    private Shard Opened(uint epoch, long units)
    {
        var shard = Shard.Open(new FolderDisk(_folder), epoch, 1 << 16, 1 << 12);
        shard.Core.Open();
        shard.Core.Fill(0, units);
        return shard;
    }

    private static void Commit(Shard shard)
    {
        shard.Journal.Seal();
        shard.Journal.Flush();
    }
}
