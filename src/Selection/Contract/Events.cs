using Marquee.Kernel;

namespace Marquee.Selection;

/// <summary>A pool's members or their order changed.</summary>
/// <param name="PoolId">The pool.</param>
/// <param name="Added">How many became members.</param>
/// <param name="Removed">How many are members no longer.</param>
/// <param name="FeedSeq">Up to which row of the feed it is current.</param>
[Event("selection.pool_changed", 1)]
public sealed record PoolChanged(Id<Pool> PoolId, int Added, int Removed, long FeedSeq);
