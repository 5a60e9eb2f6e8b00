namespace Marquee.Jobs;

/// <summary>
/// The worker's waits. A host uses the defaults; tests that break things on purpose register shorter ones beforehand.
/// </summary>
public sealed record JobsTiming
{
    /// <summary>How long a lease holds without a sign of life.</summary>
    public TimeSpan Lease { get; init; } = JobsLimits.Lease;

    /// <summary>How often leases are renewed and cancellations are looked for.</summary>
    public TimeSpan Heartbeat { get; init; } = JobsLimits.Heartbeat;

    /// <summary>How often work is looked for that nobody announced.</summary>
    public TimeSpan Poll { get; init; } = JobsLimits.Poll;

    /// <summary>The wait before the second try; doubles with every further one.</summary>
    public TimeSpan FirstBackOff { get; init; } = JobsLimits.FirstBackOff;
}
