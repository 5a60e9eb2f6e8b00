using System.Diagnostics;
using Marquee.Kernel;

namespace Marquee.Jobs;

/// <summary>What a run is asked to plan.</summary>
/// <param name="Call">A call as the system, on the tenant of the run.</param>
/// <param name="RunId">The run.</param>
/// <param name="Args">The arguments given at the start, as JSON.</param>
public sealed record JobStart(CallContext Call, Id<JobRun> RunId, string Args)
{
    /// <summary>The arguments as their record.</summary>
    public T Read<T>() => MarqueeJson.Read<T>(Args);
}

/// <summary>
/// The half-open range of keys [<paramref name="Lo"/>, <paramref name="Hi"/>): dense ids, byte offsets, whatever the
/// job counts.
/// </summary>
/// <param name="Lo">The first key.</param>
/// <param name="Hi">The key after the last; above <paramref name="Lo"/>.</param>
/// <param name="Units">How many units of work it holds, for the progress; an estimate suffices.</param>
public sealed record KeyRange(long Lo, long Hi, long Units);

/// <summary>What there is to do.</summary>
/// <param name="Ranges">The ranges, in the order in which they are handed out; at most
/// <see cref="JobsLimits.RangesPerRun"/>; none ends the run at once.</param>
public sealed record JobPlan(IReadOnlyList<KeyRange> Ranges)
{
    /// <summary>Nothing to do.</summary>
    public static JobPlan Nothing { get; } = new([]);

    /// <summary>
    /// Cuts the dense keys [lo, hi) into ranges of at most <paramref name="size"/> keys, one unit a key.
    /// </summary>
    public static JobPlan Of(long lo, long hi, long size)
    {
        Debug.Assert(size > 0, "A range holds something.");
        var ranges = new List<KeyRange>();
        for (var at = lo; at < hi; at += size)
        {
            var end = Math.Min(hi, at + size);
            ranges.Add(new KeyRange(at, end, end - at));
        }

        return new JobPlan(ranges);
    }
}

/// <summary>What a range did, beyond what <see cref="JobRange.AdvanceAsync"/> has counted already.</summary>
/// <param name="Done">Units done.</param>
/// <param name="Failed">Units that could not be done and are recorded elsewhere (rejected rows); they do not make the
/// range fail.</param>
public sealed record RangeOutcome(long Done, long Failed)
{
    /// <summary>Nothing beyond what was counted.</summary>
    public static RangeOutcome Counted { get; } = new(0, 0);
}

/// <summary>The end of a run, as the job is told of it.</summary>
/// <param name="Call">A call as the system, on the tenant of the run.</param>
/// <param name="RunId">The run.</param>
/// <param name="Args">The arguments given at the start, as JSON.</param>
/// <param name="Status">How it ends: done, failed or cancelled.</param>
/// <param name="Error">Why it failed: the refusal of the plan or the error of the first isolated range; null
/// otherwise.</param>
public sealed record JobEnd(CallContext Call, Id<JobRun> RunId, string Args, JobRunStatus Status, JobFault? Error)
{
    /// <summary>The arguments as their record.</summary>
    public T Read<T>() => MarqueeJson.Read<T>(Args);
}

/// <summary>An error that a run or a range ended with.</summary>
/// <param name="Code">The stable code of the refusal; <c>jobs.exception</c> for an exception.</param>
/// <param name="Message">The sentence.</param>
public sealed record JobFault(string Code, string Message);
