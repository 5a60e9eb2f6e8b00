using System.Collections.Concurrent;
using Marquee.Bench.Load;
using Marquee.Ledger.Shards;

namespace Marquee.Bench.Areas.Ledger;

/// <summary>The batches that are not in flight.</summary>
internal sealed class BatchPool
{
    private readonly BlockingCollection<ShardBatch> _free = [];

    public BatchPool(int count, int size, Latencies? latencies = null)
    {
        void Done(ShardBatch batch)
        {
            latencies?.Add(TimeProvider.System.GetElapsedTime(batch.Tag).TotalMilliseconds);
            _free.Add(batch);
        }

        for (var i = 0; i < count; i++)
        {
            _free.Add(new ShardBatch(size, Done));
        }
    }

    public ShardBatch Take()
    {
        var batch = _free.Take();
        if (batch.Fault is { } fault)
        {
            throw new InvalidOperationException("A batch was not applied: " + fault.Message, fault);
        }

        // Every draw is granted: a fast refusal would measure nothing.
        for (var i = 0; i < batch.Count; i++)
        {
            if (!batch.Answers[i].Granted || batch.Answers[i].IsRepeat)
            {
                throw new InvalidOperationException("A draw was not granted: " + batch.Answers[i].Outcome);
            }
        }

        return batch;
    }

    public void TakeAll(int count)
    {
        for (var i = 0; i < count; i++)
        {
            Take();
        }
    }
}
