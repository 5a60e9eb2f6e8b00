using Marquee.Kernel;

namespace Marquee.Campaigns;

/// <summary>What a clone of a season came from, for modules that bring along what they have. Thread-safe.</summary>
public interface ISeasonClones
{
    /// <summary>
    /// The rounds of a cloned season by the round each was made from; at most 1,000, which is the largest season that
    /// can be cloned. Empty when there is no such season, or it is no clone.
    /// </summary>
    Task<IReadOnlyDictionary<Id<Round>, Id<Round>>> RoundsAsync(
        CallContext call, Id<Season> clone, CancellationToken cancel);
}
