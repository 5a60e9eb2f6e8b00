using Marquee.Jobs.Runs;
using Marquee.Kernel;

namespace Marquee.Jobs.Work;

/// <summary>A task in this worker's hands, under the lease that its fence numbers.</summary>
internal sealed record LeasedTask(
    CallContext Call, Id<JobRun> RunId, int No, string Job, string Args, long Lo, long Hi, long Position, long Fence,
    int Attempts,
    JobRunStatus RunStatus, JobRunStatus? EndsAs, JobFault? RunError)
{
    public bool IsPlan => No == TaskNo.Plan;

    public bool IsFinish => No == TaskNo.Finish;

    public JobStart ToStart() => new(Call, RunId, Args);

    public JobRange ToRange() => new(Call, RunId, Args, No, Lo, Hi, Position, Fence, Attempts);
}

/// <summary>What became of a lease at a heartbeat.</summary>
internal enum LeaseState
{
    /// <summary>Still ours.</summary>
    Held,
    /// <summary>Still ours, but the run is being cancelled.</summary>
    Cancelling,
    /// <summary>Somebody else's, or gone.</summary>
    Lost,
}
