namespace Marquee.Ledger.Shards;

/// <summary>A request as a shard takes it: no text, nothing to collect.</summary>
internal struct ShardRequest
{
    public LedgerOp Op;

    /// <summary>The limits that hold, as the shard knows them; zero for none.</summary>
    public ushort Limits;
    public int Account;

    /// <summary>The units; for Confirm, Release and GiveBack zero means all.</summary>
    public long Units;
    public Mark Key;

    /// <summary>28 bits that tell another request under the same key.</summary>
    public uint Digest;
    public Mark Subject;
    public Mark Grant;

    /// <summary>Reserve: the millisecond from which on the hold is gone.</summary>
    public long ExpiresAt;
}
