using System.Diagnostics;

namespace Marquee.Ledger.Shards;

/// <summary>
/// Runs a shard: one thread decides, another flushes. What is put to it while a flush is on its way becomes the next
/// batch, so that a lone request waits for one flush and a storm shares it; there is no timer. Answers are given after
/// the flush of their batch. Its slice is all there is: what it cannot pay is refused.
/// </summary>
internal sealed class ShardLoop : IDisposable
{
    private readonly Shard _shard;
    private readonly Func<ShardMoment> _now;
    private readonly int _most;
    private readonly Queue<ShardBatch> _waiting = new();
    private readonly SemaphoreSlim _flusherIsFree = new(1);
    private readonly SemaphoreSlim _toFlush = new(0);
    private readonly Thread _decider;
    private readonly Thread _flusher;
    private List<ShardBatch> _decided = [];
    private List<ShardBatch> _flushing = [];
    private bool _stops;
    private volatile bool _isBroken;

    /// <param name="shard">The shard; from now on it is the loop's.</param>
    /// <param name="now">The moment of a batch.</param>
    /// <param name="most">Requests of one flush: where its cost is spread so thin that more gains nothing.</param>
    public ShardLoop(Shard shard, Func<ShardMoment> now, int most)
    {
        (_shard, _now, _most) = (shard, now, most);
        _decider = new Thread(Decide) { Name = "ledger decides", IsBackground = true };
        _flusher = new Thread(Flush) { Name = "ledger flushes", IsBackground = true };
        _decider.Start();
        _flusher.Start();
    }

    /// <summary>Puts a batch to the shard. The caller bounds how many it has in flight.</summary>
    public void Post(ShardBatch batch)
    {
        batch.Fault = null;
        lock (_waiting)
        {
            ObjectDisposedException.ThrowIf(_stops, this);
            _waiting.Enqueue(batch);
            Monitor.Pulse(_waiting);
        }
    }

    /// <summary>Answers what waits, and ends.</summary>
    public void Dispose()
    {
        lock (_waiting)
        {
            _stops = true;
            Monitor.Pulse(_waiting);
        }

        _decider.Join();
        _flusher.Join();
        _flusherIsFree.Dispose();
        _toFlush.Dispose();
    }

    private void Decide()
    {
        while (TakeWaiting())
        {
            if (!_isBroken)
            {
                _shard.Core.Advance(_now());
                foreach (var batch in _decided)
                {
                    DecideBatch(batch);
                }
            }

            _flusherIsFree.Wait();
            if (!_isBroken)
            {
                _shard.Journal.Seal();
            }

            (_decided, _flushing) = (_flushing, _decided);
            _toFlush.Release();
        }

        _flusherIsFree.Wait();
        Debug.Assert(_decided.Count == 0, "Everything was answered.");
        _toFlush.Release();
    }

    private bool TakeWaiting()
    {
        lock (_waiting)
        {
            while (_waiting.Count == 0 && !_stops)
            {
                Monitor.Wait(_waiting);
            }

            var count = 0;
            while (_waiting.TryPeek(out var next) && (count == 0 || count + next.Count <= _most))
            {
                _decided.Add(_waiting.Dequeue());
                count += next.Count;
            }

            return count > 0 || _decided.Count > 0;
        }
    }

    private void DecideBatch(ShardBatch batch)
    {
        const int Ahead = 8;
        var requests = batch.Requests.AsSpan(0, batch.Count);
        for (var i = 0; i < requests.Length; i++)
        {
            if (i + Ahead < requests.Length)
            {
                _shard.Core.Prefetch(requests[i + Ahead]);
            }

            _shard.Core.Decide(requests[i], isLast: true, out batch.Answers[i]);
        }
    }

    private void Flush()
    {
        while (true)
        {
            _toFlush.Wait();
            if (_flushing.Count == 0)
            {
                return;
            }

            Exception? fault = null;
            try
            {
                _shard.Journal.Flush();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // The shard's memory is ahead of its disk now: nothing is answered until it is opened again.
                fault = e;
                _isBroken = true;
            }

            foreach (var batch in _flushing)
            {
                batch.Fault = fault;
                batch.Complete();
            }

            _flushing.Clear();
            _flusherIsFree.Release();
        }
    }
}
