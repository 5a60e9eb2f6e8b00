using Marquee.Campaigns;
using Marquee.Kernel;

namespace Marquee.Selection.Pools;

/// <summary>
/// A cloned season gets its pools: the same rules over the rounds that were made again, empty until those have campaign
/// items. Idempotent: the ids follow from the clone.
/// </summary>
internal sealed class BringPools(SelectionDb db, ISeasonClones clones) : ISubscription
{
    public string Name => "selection.bring_pools";

    public IReadOnlyList<string> EventNames { get; } = ["campaigns.season_cloned"];

    public async Task HandleAsync(Delivery delivery, CancellationToken cancel)
    {
        var (call, cloned) = (delivery.Call, delivery.Read<SeasonCloned>());
        var rounds = await clones.RoundsAsync(call, cloned.To, cancel);
        await using var tx = await db.BeginAsync(call, cancel);
        if (!await delivery.IsFirstAsync(tx, cancel))
        {
            return;
        }

        var pools = await tx.QueryAsync(
            $"""
            select pool_id, name, round_id from selection.pool
            where tenant_id = {call.Tenant.Id} and round_id = any({rounds.Keys.ToArray()})
            order by pool_id limit {SelectionLimits.Batch}
            """, row => (Id: row.GetGuid(0), Name: row.GetString(1), Round: row.Id<Round>(2)), cancel);
        foreach (var pool in pools)
        {
            await tx.ExecuteAsync($"""
                insert into selection.pool (tenant_id, pool_id, name, round_id, rule, score_field, pins, excludes,
                    feed_seq, created_at, refreshed_at)
                select tenant_id, {SeasonCloned.IdOf(cloned.To, pool.Id)},
                    {SeasonCloned.NameOf(cloned.To, pool.Name, SelectionLimits.NameLength)}, {rounds[pool.Round]},
                    rule, score_field, pins, excludes, feed_seq, {call.Now}, {call.Now}
                from selection.pool where tenant_id = {call.Tenant.Id} and pool_id = {pool.Id}
                on conflict do nothing
                """, cancel);
        }

        await tx.CommitAsync(cancel);
    }
}
