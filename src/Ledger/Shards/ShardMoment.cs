namespace Marquee.Ledger.Shards;

/// <summary>The instant of a batch, which comes from outside: a shard reads no clock.</summary>
/// <param name="Milliseconds">Since 1970, on the clock of whose accounts these are.</param>
/// <param name="Day">The calendar day in their zone, from 2000-01-01.</param>
internal readonly record struct ShardMoment(long Milliseconds, ushort Day)
{
    // 2000-01-01 was a Saturday: two days later a week begins.
    private const int FirstMonday = 2;

    private static readonly int First = new DateOnly(2000, 1, 1).DayNumber;

    public static ShardMoment Of(DateTimeOffset now, DateOnly today) =>
        new(now.ToUnixTimeMilliseconds(), (ushort)(today.DayNumber - First));

    /// <summary>The first day of the window that a day lies in; zero for the account's whole life.</summary>
    public static ushort StartOf(LimitWindow window, ushort day) => window switch
    {
        LimitWindow.Campaign => 0,
        LimitWindow.Day => day,
        LimitWindow.Week => (ushort)(day - ((day - FirstMonday + 7) % 7)),
    };
}
