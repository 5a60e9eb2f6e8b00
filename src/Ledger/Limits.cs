namespace Marquee.Ledger;

/// <summary>Every bound of Ledger, each with the reason for its number.</summary>
public static class LedgerLimits
{
    /// <summary>Requests of one batch: where the cost of a flush is spread so thin that more gains nothing.</summary>
    public const int BatchRequests = 4096;

    /// <summary>Accounts of one call: the activity stock of a thousand items with ten SKUs each.</summary>
    public const int Accounts = 10_000;

    /// <summary>Characters of an account's name and of a request key: two uuids, an external id and a word.</summary>
    public const int NameLength = 200;

    /// <summary>Characters of a subject: an external id and a word.</summary>
    public const int SubjectLength = 160;

    /// <summary>Limits on one request: shopper and device per day, week and campaign, and two to spare.</summary>
    public const int LimitsPerRequest = 8;

    /// <summary>Characters of a limit's name: it is part of a stable refusal, so it stays short.</summary>
    public const int LimitNameLength = 60;

    /// <summary>The largest cap and amount: sums of a million such accounts still fit 64 bits.</summary>
    public const long MaxUnits = 1_000_000_000_000;

    /// <summary>
    /// Expired holds that one touch of an account or one sweep takes in: a statement of a few milliseconds.
    /// </summary>
    public const int ExpiriesAtOnce = 5000;

    /// <summary>How often expired holds of accounts that nobody touches are looked for.</summary>
    public static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(2);
}
