namespace Marquee.Ledger.Shards;

/// <summary>Requests that are put to a shard together, with room for their answers; used again and again.</summary>
internal sealed class ShardBatch(int capacity, Action<ShardBatch> done)
{
    public ShardRequest[] Requests { get; } = new ShardRequest[capacity];

    public ShardAnswer[] Answers { get; } = new ShardAnswer[capacity];

    public int Count { get; set; }

    /// <summary>What went wrong; then it is not known which of the requests were applied.</summary>
    public Exception? Fault { get; set; }

    /// <summary>For whoever made it.</summary>
    public long Tag { get; set; }

    /// <summary>Called when the answers are durable, or when there is a fault.</summary>
    public void Complete() => done(this);
}
