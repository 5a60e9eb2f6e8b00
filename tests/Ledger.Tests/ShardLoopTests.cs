using Marquee.Ledger.Journal;
using Marquee.Ledger.Shards;
using Marquee.Ledger.Tests.Simulation;

namespace Marquee.Ledger.Tests;

/// <summary>A shard that runs by itself: nothing is answered that is not durable.</summary>
public sealed class ShardLoopTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public void Everything_put_at_once_is_answered_once_and_is_in_the_journal()
    {
        var disk = new SimDisk(new Random(1));
        const int Callers = 4, Batches = 200, Size = 16;
        using var answered = new CountdownEvent(Callers * Batches);
        var all = new ShardBatch[Callers * Batches];
        using (var shard = Opened(disk, 1_000_000))
        using (var loop = new ShardLoop(shard, () => new ShardMoment(1, 9000), 256))
        {
            Parallel.For(0, Callers, caller =>
            {
                for (var b = caller; b < all.Length; b += Callers)
                {
                    all[b] = BatchOf(b * Size, Size, _ => answered.Signal());
                    loop.Post(all[b]);
                }
            });
            Assert.True(answered.Wait(Patience), "Not everything was answered.");
        }

        Assert.All(all, batch => Assert.Null(batch.Fault));
        var answers = all.SelectMany(batch => batch.Answers).ToList();
        Assert.All(answers, answer => Assert.True(answer is { Outcome: Outcome.Granted, IsRepeat: false }));
        Assert.Equal(Enumerable.Range(1, answers.Count).Select(n => (long)n), answers.Select(a => a.Sequence).Order());
        var audit = JournalAudit.Run(disk);
        Assert.True(audit.Holds && audit.Granted == answers.Count, audit.ToString());
    }

    [Fact]
    public void After_a_flush_that_failed_nothing_is_answered_until_the_shard_is_opened_again()
    {
        var disk = new SimDisk(new Random(1));
        var told = new List<ShardBatch>();
        using (var shard = Opened(disk, 1000))
        using (var loop = new ShardLoop(shard, () => new ShardMoment(1, 9000), 256))
        {
            for (var b = 0; b < 10; b++)
            {
                using var answered = new ManualResetEventSlim();
                disk.FailsNextFlush |= b == 5;
                var batch = BatchOf(b * 4, 4, _ => answered.Set());
                loop.Post(batch);
                Assert.True(answered.Wait(Patience), "Not answered.");
                told.Add(batch);
            }
        }

        Assert.Equal(
            [.. Enumerable.Repeat(true, 5), .. Enumerable.Repeat(false, 5)], told.Select(b => b.Fault is null));
        disk.LosePower();
        using var again = Shard.Open(disk, 2, 8192, 4096);
        foreach (var batch in told.Where(batch => batch.Fault is null))
        {
            Assert.All(batch.Requests, request => Assert.True(again.Core.Remembers(request.Key)));
        }
    }

    private static ShardBatch BatchOf(int first, int count, Action<ShardBatch> done)
    {
        var batch = new ShardBatch(count, done) { Count = count };
        for (var i = 0; i < count; i++)
        {
            batch.Requests[i] = Marks.Take(first + i, 0, 1);
        }

        return batch;
    }

    private static Shard Opened(SimDisk disk, long units)
    {
        var shard = Shard.Open(disk, 1, 1 << 16, 1 << 12);
        shard.Core.Open();
        shard.Core.Fill(0, units);
        shard.Journal.Seal();
        shard.Journal.Flush();
        return shard;
    }
}
