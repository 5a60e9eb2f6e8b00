using Marquee.Kernel;

namespace Marquee.Jobs;

/// <summary>
/// A kind of background work, found by its name: a module registers its jobs with <c>services.AddSingleton&lt;IJob,
/// …&gt;()</c>. A run of it is planned into key ranges; each range is leased to one worker at a time.
/// </summary>
/// <remarks>
/// Everything may happen again: a worker that dies, loses its lease or fails leaves its range to another one, which
/// starts at the last position that <see cref="JobRange.AdvanceAsync"/> recorded. An effect is applied once when its
/// transaction also advances the range; an effect without that must be harmless when repeated. Every job inherits the
/// suite <c>JobCompliance</c> of the tests, which interrupts it everywhere.
/// </remarks>
public interface IJob : INamed
{
    /// <summary>
    /// How many ranges of one run may be worked on at once. 1 means: one after the other, in the order of the plan.
    /// </summary>
    int RangesAtOnce => 1;

    /// <summary>
    /// Says what there is to do. May be asked again before the plan is stored, so it changes nothing that a repeat
    /// would change again. A refusal ends the run as failed with that error, without <see cref="RunRangeAsync"/> ever
    /// being called; <see cref="FinishAsync"/> is called all the same.
    /// </summary>
    Task<Result<JobPlan>> PlanAsync(JobStart start, CancellationToken cancel);

    /// <summary>
    /// Works on a range from <see cref="JobRange.Position"/> to its end. A refusal and an exception are both retried
    /// with back-off; after the last try the range is set aside with its error (<em>isolated</em>) and the run goes on
    /// without it. Cancelled when the run is cancelled, the lease is lost or the host stops: leave at the next safe
    /// point.
    /// </summary>
    Task<Result<RangeOutcome>> RunRangeAsync(JobRange range, CancellationToken cancel);

    /// <summary>
    /// Called when every range is done, isolated or cancelled, and before the run counts as ended. Must be harmless
    /// when repeated.
    /// </summary>
    Task FinishAsync(JobEnd end, CancellationToken cancel);
}
