namespace Marquee.Ledger.Shards;

/// <summary>What a journal's record says. Stored: numbers are never changed.</summary>
internal enum EntryKind : byte
{
    None = 0,
    Take = 1,
    Reserve = 2,
    Confirm = 3,
    Release = 4,
    GiveBack = 5,
    Expire = 6,
    Refuse = 7,
    Fill = 8,
    Drain = 9,
    Freeze = 10,
    Thaw = 11,
    Open = 12,
    Limit = 13,
    Moment = 14,
}

/// <summary>
/// A record of the journal: the change that a decision makes. Deciding writes it and applies it; replaying applies it
/// again, by the same code. The fields mean, where not said otherwise, what their names say.
/// </summary>
internal struct Entry
{
    public EntryKind Kind;
    public Outcome Outcome;

    /// <summary>The account; of a Limit the number of its set.</summary>
    public int Account;

    /// <summary>The request's key; of an Expire the grant's.</summary>
    public Mark Key;
    public uint Digest;
    public long Units;

    /// <summary>What the slice has left after it: the check that names the first false record.</summary>
    public long Left;

    /// <summary>Take and Reserve: the subject. Confirm, Release, GiveBack: the grant's key.</summary>
    public Mark Other;

    /// <summary>The number of the limit set; of a Limit the window.</summary>
    public ushort Limits;

    /// <summary>The day whose windows count, from 2000-01-01.</summary>
    public ushort Day;

    /// <summary>Reserve: when it expires, in milliseconds. Moment: the time.</summary>
    public long At;
}
