namespace Marquee.Ledger.Shards;

/// <summary>An account's slice in one shard.</summary>
internal struct SliceRow
{
    /// <summary>What came from the main bucket, in all.</summary>
    public long Filled;

    /// <summary>What went back to the main bucket, in all.</summary>
    public long Drained;
    public long Spent;
    public long Reserved;
    public long Sequence;
    public bool Frozen;

    public readonly long Left => Filled - Drained - Spent - Reserved;
}

/// <summary>What one Take or Reserve was granted.</summary>
internal struct GrantRow
{
    public ulong SubjectHigh;
    public long Spent;
    public long Sequence;
    public uint SubjectLow;
    public int Account;

    /// <summary>The row of its hold; −1 for a Take.</summary>
    public int Hold;
    public ushort Limits;

    /// <summary>The day whose windows it was counted in.</summary>
    public ushort Day;

    public readonly Mark Subject => new(SubjectHigh, SubjectLow);
}

/// <summary>Units on hold.</summary>
internal struct HoldRow
{
    public long Reserved;
    public long ExpiresAt;
    public int Key;
}

/// <summary>What a Confirm, Release or GiveBack was answered.</summary>
internal struct MoveRow
{
    public long Sequence;
    public long Units;
}
