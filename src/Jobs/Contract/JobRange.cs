using System.Diagnostics;
using Marquee.Kernel;

namespace Marquee.Jobs;

/// <summary>
/// A range in the hands of one worker. Its <see cref="Fence"/> rises with every lease: whoever holds an older one has
/// lost it.
/// </summary>
/// <param name="Call">A call as the system, on the tenant of the run.</param>
/// <param name="RunId">The run.</param>
/// <param name="Args">The arguments given at the start, as JSON.</param>
/// <param name="No">The range's number in the plan, from 0.</param>
/// <param name="Lo">The first key.</param>
/// <param name="Hi">The key after the last.</param>
/// <param name="Position">The first key not yet done: <paramref name="Lo"/> at first, later what was last
/// recorded.</param>
/// <param name="Fence">The number of the lease.</param>
/// <param name="Attempt">The how-manieth try this is, from 1.</param>
public sealed record JobRange(
    CallContext Call, Id<JobRun> RunId, string Args, int No, long Lo, long Hi, long Position, long Fence, int Attempt)
{
    /// <summary>The arguments as their record.</summary>
    public T Read<T>() => MarqueeJson.Read<T>(Args);

    /// <summary>
    /// Records in the effect's own transaction that everything before <paramref name="position"/> is done, with counts
    /// for the progress. The effect, the position and the counts become durable together or not at all, so a range that
    /// is started again goes on exactly behind its last effect.
    /// </summary>
    /// <returns> False when this lease is no longer the one in force: roll back and return <see cref="LeaseLost"/>.
    /// When true, the range cannot be given to anybody else before the transaction ends.
    /// </returns>
    public async Task<bool> AdvanceAsync(
        Transaction tx, long position, long done, long failed, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(tx);
        Debug.Assert(position >= Position && position <= Hi, "A position moves forward within its range.");
        Debug.Assert(done >= 0 && failed >= 0, "Counts are not taken back.");
        return await tx.ScalarAsync<bool>(
            $"select jobs.advance_range({RunId}, {No}, {Fence}, {position}, {done}, {failed})", cancel);
    }

    /// <summary>
    /// Whether this lease is still the one in force; if so the range cannot be given to anybody else before the
    /// transaction ends. For effects that are harmless when repeated and need no position.
    /// </summary>
    public async Task<bool> FenceHoldsAsync(Transaction tx, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(tx);
        return await tx.ScalarAsync<bool>($"select jobs.fence_holds({RunId}, {No}, {Fence})", cancel);
    }
}
