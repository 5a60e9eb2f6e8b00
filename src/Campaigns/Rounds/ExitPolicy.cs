namespace Marquee.Campaigns.Rounds;

/// <summary>What happens to a merchant who leaves after confirming.</summary>
internal enum ExitAfterwards
{
    /// <summary>The marketplace has to agree; until it does the item stays.</summary>
    Approval,
    /// <summary>Nobody leaves any more.</summary>
    Forbidden,
}

/// <summary>The exit policy of a round.</summary>
/// <param name="FreeHoursBeforeLive">Until so many hours before the live phase, leaving is free.</param>
/// <param name="Afterwards">What holds from then on.</param>
/// <param name="IsBreach">Whether leaving after the free window counts as a breach of the merchant.</param>
internal sealed record ExitPolicy(int FreeHoursBeforeLive, ExitAfterwards Afterwards, bool IsBreach)
{
    /// <summary>
    /// What a round has when nothing is said: free until a day before, then by approval and on record.
    /// </summary>
    public static ExitPolicy Standard { get; } = new(24, ExitAfterwards.Approval, true);

    /// <summary>The first instant at which leaving is no longer free.</summary>
    public DateTimeOffset FreeUntil(DateTimeOffset liveOpens) => liveOpens - TimeSpan.FromHours(FreeHoursBeforeLive);
}
