using Marquee.Kernel;

namespace Marquee.Jobs;

/// <summary>The run has ended; it cannot be cancelled any more.</summary>
public sealed record RunEnded(Id<JobRun> Id, JobRunStatus Status) : Error("jobs.run_ended", ErrorKind.Conflict)
{
    /// <inheritdoc/>
    public override string Message =>
        $"The run {Id} has ended: {EnumText.Of(Status)}. There is nothing left to cancel.";
}

/// <summary>
/// What a job returns when <see cref="JobRange.AdvanceAsync"/> said no: somebody else has the range now. The engine
/// ignores the outcome of a lost lease.
/// </summary>
public sealed record LeaseLost() : Error("jobs.lease_lost", ErrorKind.Conflict)
{
    /// <inheritdoc/>
    public override string Message => "The lease of this range has passed to another worker.";
}
