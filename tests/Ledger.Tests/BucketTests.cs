using FsCheck;
using FsCheck.Fluent;
using Marquee.Ledger.Buckets;
using Marquee.Ledger.Shards;
using Marquee.Ledger.Tests.Simulation;
using Marquee.Testing;
using Outcome = Marquee.Ledger.Shards.Outcome;

namespace Marquee.Ledger.Tests;

/// <summary>Whatever is left in total is granted if it is enough, wherever it lies.</summary>
public sealed class BucketTests
{
    private static readonly Gen<(int Cap, int Shards, (int Shard, int Units)[] Asks)> Storms =
        from cap in Gen.Choose(0, 2000)
        from shards in Gen.Choose(1, 12)
        from asks in (from shard in Gen.Choose(0, 11) from units in Gen.Choose(1, 90) select (shard, units)).ArrayOf()
        select (cap, shards, asks);

    [Fact]
    public void Three_yuan_left_in_ten_buckets_of_thirty_cents_pay_one_yuan()
    {
        ShardCore[] shards = [.. Enumerable.Range(0, 10).Select(_ => Opened())];
        var bucket = new MainBucket(0, 300, shards);
        // Everybody takes a cent of a slice of thirty and gives it back: ten slices of thirty, nothing in the main one.
        for (var i = 0; i < 10; i++)
        {
            Assert.True(bucket.Pay(i, 30));
        }

        Assert.Equal(0, bucket.Left);
        Assert.All(shards, shard => Assert.Equal(30, shard.Slice(0).Left));
        Assert.True(Ask(bucket, shards, 4, Marks.Take(1, 0, 100)).Granted);
        Assert.Equal(Outcome.Cap, Ask(bucket, shards, 5, Marks.Take(2, 0, 201)).Outcome);
        Assert.True(Ask(bucket, shards, 6, Marks.Take(3, 0, 200)).Granted);
    }

    [Fact]
    public void Never_over_and_never_stranded_over_any_number_of_shards() => Law.Holds(Storms, storm =>
    {
        ShardCore[] shards = [.. Enumerable.Range(0, storm.Shards).Select(_ => Opened())];
        var bucket = new MainBucket(0, storm.Cap, shards);
        long granted = 0, leastRefused = long.MaxValue;
        foreach (var ((shard, units), i) in storm.Asks.Select((ask, i) => (ask, i)))
        {
            var answer = Ask(bucket, shards, shard % storm.Shards, Marks.Take(i, 0, units));
            Assert.Equal(units <= storm.Cap - granted, answer.Granted);
            granted += answer.Units;
            leastRefused = answer.Granted ? leastRefused : Math.Min(leastRefused, units);
        }

        Assert.True(granted <= storm.Cap);
        Assert.True(leastRefused == long.MaxValue || storm.Cap - granted < leastRefused);
        Assert.Equal(storm.Cap, granted + bucket.Left + shards.Sum(shard => shard.Slice(0).Left));
        Array.ForEach(shards, shard => shard.Dispose());
    });

    [Fact]
    public void Slices_shrink_with_the_main_bucket_and_end_at_the_need()
    {
        var left = 1_000_000L;
        var last = long.MaxValue;
        var fills = 0;
        for (; left > 0; fills++)
        {
            var slice = MainBucket.SliceOf(left, 1, 8);
            Assert.InRange(slice, 1, last);
            (left, last) = (left - slice, slice);
        }

        Assert.Equal(1, last);
        Assert.True(fills < 500, $"{fills} fills for a million units");
    }

    private static ShardCore Opened()
    {
        var core = new ShardCore();
        core.Open();
        return core;
    }

    private static ShardAnswer Ask(MainBucket bucket, ShardCore[] shards, int shard, ShardRequest request)
    {
        shards[shard].Decide(request, isLast: false, out var answer);
        if (answer.Outcome == Outcome.Short)
        {
            bucket.Pay(shard, request.Units - shards[shard].Slice(0).Left);
            shards[shard].Decide(request, isLast: true, out answer);
        }

        return answer;
    }
}
