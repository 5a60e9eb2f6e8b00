using Marquee.Bench.Load;
using Marquee.Ledger;
using Marquee.Ledger.Journal;
using Marquee.Ledger.Shards;

namespace Marquee.Bench.Areas.Ledger;

/// <summary>A shard on a journal of its own, with draws put to it in batches.</summary>
internal sealed class Draws : IDisposable
{
    private readonly Shard _shard;
    private readonly ShardLoop _loop;
    private readonly int _accounts;
    private readonly ushort _limits;
    private readonly ushort[] _zipf = [];
    private int _next;

    public Draws(string folder, int accounts, int most)
    {
        _accounts = accounts;
        _shard = Shard.Open(new FolderDisk(folder), 1, 256L << 20, 1 << 20);
        for (var account = 0; account < accounts; account++)
        {
            _shard.Core.Open();
            _shard.Core.Fill(account, 1_000_000_000);
        }

        _limits = _shard.Core.Define([new LimitLine(1, LimitWindow.Day, 5), new LimitLine(2, LimitWindow.Campaign, 9)]);
        _shard.Journal.Seal();
        _shard.Journal.Flush();
        if (accounts > 1)
        {
            _zipf = Zipf(accounts);
        }

        _loop = new ShardLoop(_shard, Moment, most);
    }

    public long Flushes => _shard.Journal.Flushes;

    public long Bytes => _shard.Journal.BytesWritten;

    public double KeyBytes => _shard.Core.KeyBytes / (double)_shard.Core.Keys;

    /// <summary>Draws per second as fast as they go, with so many batches of so many in flight.</summary>
    public double Rate(int draws, int batch, int inFlight)
    {
        var free = new BatchPool(inFlight, batch);
        var began = TimeProvider.System.GetTimestamp();
        for (var sent = 0; sent < draws; sent += batch)
        {
            var next = free.Take();
            Write(next, batch);
            _loop.Post(next);
        }

        free.TakeAll(inFlight);
        return draws / TimeProvider.System.GetElapsedTime(began).TotalSeconds;
    }

    /// <summary>From when a draw was due to its answer, at a constant rate, a batch each millisecond.</summary>
    public Latencies AtRate(int perSecond, double seconds)
    {
        var latencies = new Latencies();
        var batch = perSecond / 1000;
        var free = new BatchPool(1024, batch, latencies);
        var began = TimeProvider.System.GetTimestamp();
        var tick = TimeProvider.System.TimestampFrequency / 1000;
        for (var i = 0; i < seconds * 1000; i++)
        {
            var due = began + (i * tick);
            while (TimeProvider.System.GetTimestamp() < due)
            {
                // The cores belong to what is measured; what falls due meanwhile is sent with its own times.
                Thread.Sleep(1);
            }

            var next = free.Take();
            next.Tag = due;
            Write(next, batch);
            _loop.Post(next);
        }

        free.TakeAll(1024);
        return latencies;
    }

    public void Dispose()
    {
        _loop.Dispose();
        _shard.Dispose();
    }

    private static ShardMoment Moment()
    {
        var now = TimeProvider.System.GetUtcNow();
        return ShardMoment.Of(now, DateOnly.FromDateTime(now.UtcDateTime));
    }

    private static ushort[] Zipf(int accounts)
    {
        var weights = Enumerable.Range(1, accounts).Select(rank => 1.0 / rank).ToArray();
        var sum = weights.Sum();
        var picks = new List<ushort>();
        for (var account = 0; account < accounts; account++)
        {
            var times = (int)Math.Ceiling(weights[account] / sum * 100_000);
            picks.AddRange(Enumerable.Repeat((ushort)account, times));
        }

        var order = picks.ToArray();
        new Random(1).Shuffle(order);
        return order;
    }

    private void Write(ShardBatch batch, int count)
    {
        batch.Count = count;
        for (var i = 0; i < count; i++)
        {
            var number = _next++;
            var high = unchecked(((ulong)number + 1) * 0x9E3779B97F4A7C15);
            batch.Requests[i] = new ShardRequest
            {
                Op = LedgerOp.Take, Account = _accounts == 1 ? 0 : _zipf[number % _zipf.Length], Units = 1,
                Key = new Mark(high, (uint)number), Subject = new Mark(~high, (uint)number), Limits = _limits,
                Digest = 7,
            };
        }
    }
}
