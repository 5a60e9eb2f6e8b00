namespace Marquee.Ledger.Engine;

/// <summary>
/// The part of the ledger that a batch touches, as loaded under the accounts' locks and changed by the core.
/// </summary>
internal sealed class LedgerState
{
    public Dictionary<string, AccountState> Accounts { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, GrantState> Grants { get; } = new(StringComparer.Ordinal);

    /// <summary>Units counted so far; what is missing is zero.</summary>
    public Dictionary<UseKey, long> Uses { get; } = [];

    /// <summary>The counters that the batch changed.</summary>
    public HashSet<UseKey> ChangedUses { get; } = [];

    /// <summary>The answers given before, by key; with the digest of the request they answered.</summary>
    public Dictionary<string, RememberedAnswer> Remembered { get; } = new(StringComparer.Ordinal);

    /// <summary>The answers to remember, in order.</summary>
    public List<RememberedAnswer> NewAnswers { get; } = [];

    /// <summary>The records to append, in order.</summary>
    public List<JournalRecord> Journal { get; } = [];
}

/// <summary>An account while a batch works on it.</summary>
internal sealed class AccountState(
    string name, LedgerUnit unit, long cap, long spent, long reserved, bool frozen, long sequence)
{
    public string Name { get; } = name;

    public LedgerUnit Unit { get; } = unit;

    public long Cap { get; set; } = cap;

    public long Spent { get; set; } = spent;

    public long Reserved { get; set; } = reserved;

    public bool Frozen { get; set; } = frozen;

    public long Sequence { get; set; } = sequence;

    public bool IsChanged { get; set; }

    public long Left => Cap - Spent - Reserved;

    public LedgerBalance Balance() => new(Name, Unit, Cap, Spent, Reserved, Frozen, Sequence);
}

/// <summary>A grant while a batch works on it.</summary>
internal sealed class GrantState(
    string key, string account, string? subject, long units, long spent, long reserved,
    DateTimeOffset? expiresAt, IReadOnlyList<UseKey> counted)
{
    public string Key { get; } = key;

    public string Account { get; } = account;

    public string? Subject { get; } = subject;

    public long Units { get; } = units;

    public long Spent { get; set; } = spent;

    public long Reserved { get; set; } = reserved;

    public DateTimeOffset? ExpiresAt { get; } = expiresAt;

    /// <summary>The subject's counters that the grant went into.</summary>
    public IReadOnlyList<UseKey> Counted { get; } = counted;

    public bool IsNew { get; init; }

    public bool IsChanged { get; set; }
}

/// <summary>A subject's counter: one limit in one window of one account.</summary>
/// <param name="Account">The account.</param>
/// <param name="Subject">The subject.</param>
/// <param name="Limit">The limit's name.</param>
/// <param name="Start">The window's first day; <see cref="DateOnly.MinValue"/> for the account's whole life.</param>
internal readonly record struct UseKey(string Account, string Subject, string Limit, DateOnly Start);

/// <summary>An answer as it is remembered.</summary>
internal sealed record RememberedAnswer(LedgerAnswer Answer, byte[] Digest);

/// <summary>One record of an account's journal.</summary>
internal sealed record JournalRecord(
    string Account, long Sequence, string Op, string Key, string? Grant,
    long CapChange, long SpentChange, long ReservedChange, long Cap, long Spent, long Reserved);

/// <summary>The instant of a batch and the days that its windows begin on.</summary>
/// <param name="Now">The instant on the tenant's clock.</param>
/// <param name="Today">The day in the tenant's zone.</param>
internal readonly record struct LedgerMoment(DateTimeOffset Now, DateOnly Today)
{
    /// <summary>The first day of the window that the moment lies in.</summary>
    public DateOnly StartOf(LimitWindow window) => window switch
    {
        LimitWindow.Campaign => DateOnly.MinValue,
        LimitWindow.Day => Today,
        LimitWindow.Week => Today.AddDays(-(((int)Today.DayOfWeek + 6) % 7)),
    };
}
