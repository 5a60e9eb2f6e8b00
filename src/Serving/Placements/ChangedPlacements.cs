using Marquee.Campaigns;
using Marquee.Kernel;

namespace Marquee.Serving.Placements;

/// <summary>The rounds that a change of a placement is about: where it draws from, and where it shall.</summary>
internal sealed class ChangedPlacements(ServingDb db, PlacementSources sources) : IChangedRounds
{
    public string Name => "placements";

    public async Task<IReadOnlyCollection<Guid>> RoundsOfAsync(
        CallContext call, IReadOnlyDictionary<string, object?> route, IReadOnlyList<object?> arguments,
        CancellationToken cancel)
    {
        var wanted = arguments.Select(one => one switch
        {
            EditPlacement.NewPlacement made => new Placement("new", made.PoolId, made.RoundId, 1, 1, call.Now),
            EditPlacement.Body body => new Placement("new", body.PoolId, body.RoundId, 1, 1, call.Now),
            _ => null,
        }).OfType<Placement>();
        var name = route.GetValueOrDefault("name")?.ToString() ?? "";
        var standing = await db.ReadAsync(call, tx => tx.QueryAsync(
            $"""
            select {new SqlText.Raw(PlacementSql.Columns)} from serving.placement
            where tenant_id = {call.Tenant.Id} and name = {name}
            """, PlacementSql.Of, cancel), cancel);
        var before = await sources.OfAsync(call, standing, cancel);
        var after = await sources.OfAsync(call, [.. wanted], cancel);
        return [.. before.Values, .. after.Values];
    }
}
