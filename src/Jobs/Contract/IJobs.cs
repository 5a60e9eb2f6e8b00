using Marquee.Kernel;

namespace Marquee.Jobs;

/// <summary>Starts runs of jobs and says how they go.</summary>
public interface IJobs
{
    /// <summary>
    /// Starts a run, in a transaction of its own: when this returns, the run is durable and some worker of some host
    /// will do it. Idempotent: the same job and key again return the same run and start nothing, whatever the
    /// arguments.
    /// </summary>
    /// <param name="call">The tenant and who starts it.</param>
    /// <param name="job">The job's name. One that is not registered is a bug and throws.</param>
    /// <param name="args">The arguments, at most <see cref="JobsLimits.ArgsLength"/> characters of JSON.</param>
    /// <param name="key">What makes this run this run: 1 to 200 characters.</param>
    /// <param name="cancel">Cancels.</param>
    Task<Id<JobRun>> StartAsync(CallContext call, string job, object? args, string key, CancellationToken cancel);

    /// <summary>The run, as of now; null when this tenant has none of that id.</summary>
    Task<JobRun?> FindAsync(CallContext call, Id<JobRun> id, CancellationToken cancel);

    /// <summary>The run of a job that was started under that key; null when there is none.</summary>
    Task<JobRun?> FindAsync(CallContext call, string job, string key, CancellationToken cancel);

    /// <summary>
    /// Asks a run to stop. What is done stands; ranges not begun never begin. Repeating it changes nothing.
    /// Refused with <see cref="RunEnded"/> when it ended otherwise, and as unknown when there is no such run.
    /// </summary>
    Task<Result<JobRun>> CancelAsync(CallContext call, Id<JobRun> id, CancellationToken cancel);
}
