namespace Marquee.Ledger.Shards;

/// <summary>How a request ended. Stored in journals: numbers are never changed.</summary>
internal enum Outcome : byte
{
    None = 0,
    Granted = 1,
    Moved = 2,
    Cap = 3,
    Frozen = 4,
    Expired = 5,
    Grant = 6,
    Subject = 7,
    UnknownGrant = 8,
    UnknownAccount = 9,
    KeyReused = 10,

    /// <summary>The slice has not enough; the main bucket must be asked. Never an answer.</summary>
    Short = 11,
}

/// <summary>The answer to one request.</summary>
internal struct ShardAnswer
{
    public long Units;
    public long Sequence;
    public Outcome Outcome;
    public bool IsRepeat;

    /// <summary>The limit's name, as the shard knows it, when a subject's limit refused.</summary>
    public uint Limit;

    public readonly bool Granted => Outcome is Outcome.Granted or Outcome.Moved;
}
