using Marquee.Campaigns;
using Marquee.Kernel;

namespace Marquee.Serving.Placements;

/// <summary>
/// A cloned season gets its placements: those that draw from its rounds, or from pools over them, under names with the
/// clone's mark. Idempotent: names and pools follow from the clone, so nobody waits for anybody.
/// </summary>
internal sealed class BringPlacements(ServingDb db, ISeasonClones clones, PlacementSources sources) : ISubscription
{
    public string Name => "serving.bring_placements";

    public IReadOnlyList<string> EventNames { get; } = ["campaigns.season_cloned"];

    public async Task HandleAsync(Delivery delivery, CancellationToken cancel)
    {
        var (call, cloned) = (delivery.Call, delivery.Read<SeasonCloned>());
        var rounds = await clones.RoundsAsync(call, cloned.To, cancel);
        var placements = await db.ReadAsync(call, tx => tx.QueryAsync(
            $"""
            select {new SqlText.Raw(PlacementSql.Columns)} from serving.placement
            where tenant_id = {call.Tenant.Id} order by name limit {ServingLimits.PerTenant}
            """, PlacementSql.Of, cancel), cancel);
        var origins = await sources.OfAsync(call, placements, cancel);
        await using var tx = await db.BeginAsync(call, cancel);
        if (!await delivery.IsFirstAsync(tx, cancel))
        {
            return;
        }

        foreach (var placement in placements.Where(one =>
            origins.TryGetValue(one.Name, out var round) && rounds.ContainsKey(new Id<Round>(round))))
        {
            Guid? pool = placement.PoolId is { } drawn ? SeasonCloned.IdOf(cloned.To, drawn) : null;
            Guid? round = placement.RoundId is { } direct ? rounds[new Id<Round>(direct)].Value : null;
            await tx.ExecuteAsync($"""
                insert into serving.placement (tenant_id, name, pool_id, round_id, item_limit, revision, updated_at)
                values ({call.Tenant.Id},
                    {SeasonCloned.NameOf(cloned.To, placement.Name, ServingLimits.NameLength)}, {pool}, {round},
                    {placement.Limit}, 1, {call.Now})
                on conflict do nothing
                """, cancel);
        }

        await tx.CommitAsync(cancel);
    }
}
