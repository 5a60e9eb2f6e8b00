using Marquee.Kernel;
using Marquee.Selection;

namespace Marquee.Serving.Placements;

/// <summary>The rounds that placements draw from, directly or through their pools.</summary>
internal sealed class PlacementSources(ServingDb db, ISelection selection) : IPlacementSources
{
    public async Task<IReadOnlyDictionary<string, Guid>> RoundsOfAsync(
        CallContext call, IReadOnlyCollection<string> names, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(names.Count, ServingLimits.PerTenant);
        return await OfAsync(
            call,
            await db.ReadAsync(call, tx => tx.QueryAsync(
                $"""
                select {new SqlText.Raw(PlacementSql.Columns)} from serving.placement
                where tenant_id = {call.Tenant.Id} and name = any({names.ToArray()})
                """, PlacementSql.Of, cancel), cancel),
            cancel);
    }

    /// <summary>The round of each placement by name; those whose pool is gone are left out.</summary>
    public async Task<IReadOnlyDictionary<string, Guid>> OfAsync(
        CallContext call, IReadOnlyList<Placement> placements, CancellationToken cancel)
    {
        var pools = new Dictionary<Guid, Guid>();
        var drawn = placements.Select(one => one.PoolId).OfType<Guid>().Distinct().Select(id => new Id<Pool>(id));
        foreach (var page in drawn.Chunk(100))
        {
            foreach (var pool in await selection.GetAsync(call, page, cancel))
            {
                pools[pool.Id.Value] = pool.RoundId.Value;
            }
        }

        return placements
            .Select(one => (one.Name, Round: one.RoundId
                ?? (one.PoolId is { } id && pools.TryGetValue(id, out var round) ? round : (Guid?)null)))
            .Where(one => one.Round is not null)
            .ToDictionary(one => one.Name, one => one.Round!.Value, StringComparer.Ordinal);
    }
}
