using Marquee.Kernel;

namespace Marquee.Serving;

/// <summary>Where placements draw from. Thread-safe.</summary>
public interface IPlacementSources
{
    /// <summary>
    /// The round that each of these placements draws from, directly or through its pool; those that do not exist, or
    /// whose pool is gone, are left out. At most <see cref="ServingLimits.PerTenant"/> names.
    /// </summary>
    Task<IReadOnlyDictionary<string, Guid>> RoundsOfAsync(
        CallContext call, IReadOnlyCollection<string> names, CancellationToken cancel);
}
