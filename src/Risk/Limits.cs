namespace Marquee.Risk;

/// <summary>Every bound of Risk, each with the reason for its number.</summary>
public static class RiskLimits
{
    /// <summary>
    /// Take-downs in force of one tenant: the list is in the memory of every host, about 300 bytes each. Whoever needs
    /// more takes down the merchant or the campaign.
    /// </summary>
    public const int InForce = 10_000;

    /// <summary>Characters of a reason: some sentences and a reference to a case.</summary>
    public const int ReasonLength = 1_000;

    /// <summary>Characters of a subject: an external id or a uuid.</summary>
    public const int SubjectLength = 128;

    /// <summary>Characters of the name of a surface or host that acknowledges from outside.</summary>
    public const int NameLength = 80;

    /// <summary>
    /// How old the list may be when money is decided by it, and when it is looked at again: the promise is that a
    /// take-down holds everywhere within a second.
    /// </summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    /// <summary>How often a host looks when no signal came; twice within <see cref="Fresh"/>.</summary>
    public static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// How long pages go on with the last list while the database is away: as long as they show prices without it.
    /// </summary>
    public static readonly TimeSpan Kept = TimeSpan.FromMinutes(2);

    /// <summary>How often a host says that it is there.</summary>
    public static readonly TimeSpan Beat = TimeSpan.FromSeconds(5);

    /// <summary>After how long without a word a host counts as gone: some beats.</summary>
    public static readonly TimeSpan Gone = TimeSpan.FromSeconds(20);

    /// <summary>Revisions whose acknowledgements are kept: the last days of a busy market.</summary>
    public const int KeptRevisions = 1_000;

    /// <summary>How long a host that is gone stays in the table: long enough to be asked about tomorrow.</summary>
    public static readonly TimeSpan HostKept = TimeSpan.FromDays(1);
}
