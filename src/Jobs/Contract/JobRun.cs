using Marquee.Kernel;

namespace Marquee.Jobs;

/// <summary>Where a run stands. Stored by name: members are never renamed.</summary>
public enum JobRunStatus
{
    /// <summary>Accepted; nobody has planned it yet.</summary>
    Queued,
    /// <summary>Its ranges are being worked on.</summary>
    Running,
    /// <summary>Somebody cancelled it; the ranges in work are being left.</summary>
    Cancelling,
    /// <summary>Ended: every range is done.</summary>
    Done,
    /// <summary>
    /// Ended: the plan was refused or at least one range was isolated. What the other ranges did stands.
    /// </summary>
    Failed,
    /// <summary>Ended by cancellation. What was done stands.</summary>
    Cancelled,
}

/// <summary>A run of a job, as screens and callers see it.</summary>
/// <param name="Id">The run.</param>
/// <param name="Job">The job's name.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="By">Who started it: the actor's name.</param>
/// <param name="CreatedAt">When it was started, wall clock.</param>
/// <param name="StartedAt">When it was planned; null before.</param>
/// <param name="FinishedAt">When it ended; null before.</param>
/// <param name="Total">Units of work according to the plan; 0 before it.</param>
/// <param name="Done">Units done.</param>
/// <param name="Failed">Units that could not be done and are recorded by the job.</param>
/// <param name="Ranges">Ranges of the plan.</param>
/// <param name="RangesDone">Ranges done.</param>
/// <param name="RangesIsolated">Ranges set aside with their error.</param>
/// <param name="RatePerSecond">Units per second since the start; null before anything is done.</param>
/// <param name="SecondsLeft">How long the rest takes at that rate; null when it cannot be said or the run
/// ended.</param>
/// <param name="Error">Why it failed; null otherwise.</param>
public sealed record JobRun(
    Id<JobRun> Id, string Job, JobRunStatus Status, string By, DateTimeOffset CreatedAt, DateTimeOffset? StartedAt,
    DateTimeOffset? FinishedAt, long Total, long Done, long Failed, int Ranges, int RangesDone, int RangesIsolated,
    long? RatePerSecond, long? SecondsLeft, JobFault? Error)
{
    /// <summary>Whether it ended, in whatever way.</summary>
    public bool HasEnded => Status is JobRunStatus.Done or JobRunStatus.Failed or JobRunStatus.Cancelled;
}
