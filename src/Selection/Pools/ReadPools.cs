using Marquee.Campaigns;
using Marquee.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Marquee.Selection.Pools;

/// <summary>Pools and their members, for people and (as <see cref="ISelection"/>) for other modules.</summary>
internal sealed class ReadPools(SelectionDb db) : ISelection
{
    public static void Map(ModuleRoutes routes)
    {
        routes.Api.MapGet("/pools", ListAsync).AllowStaff().Rows(RowRule.Common)
            .WithName("ListPools").WithSummary("The pools, of a round if one is named, last made first; at most 500.");
        routes.Api.MapGet("/pools/{id}", FindAsync).AllowStaff().Rows(RowRule.Common)
            .WithName("GetPool").WithSummary("A pool.");
        routes.Api.MapGet("/pools/{id}/members", PageAsync).AllowStaff().Rows(RowRule.Whole)
            .WithName("ListPoolMembers").WithSummary("The members of a pool from the best on.");
    }

    public async Task<IReadOnlyList<Pool>> GetAsync(CallContext call, IReadOnlyList<Id<Pool>> ids,
        CancellationToken cancel) =>
        await db.ReadAsync(call, async tx => await ViewAsync(tx, await tx.QueryAsync(
            $"""
            select {new SqlText.Raw(PoolRow.Columns)} from selection.pool
            where tenant_id = {call.Tenant.Id} and pool_id = any({ids.Select(id => id.Value).ToArray()})
            order by pool_id limit 100
            """, PoolRow.Of, cancel), cancel), cancel);

    public async Task<IReadOnlyList<PoolMember>> MembersAsync(
        CallContext call, Id<Pool> pool, int afterRank, int limit, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, SelectionLimits.Members);
        return await db.ReadAsync(call, tx => PoolStore.MembersAsync(tx, pool, afterRank, limit, cancel), cancel);
    }

    private static async Task<Answer<IReadOnlyList<Pool>>> ListAsync(
        CallContext call, Guid? round, SelectionDb db, CancellationToken cancel) =>
        Answer<IReadOnlyList<Pool>>.Of(await db.ReadAsync(call, async tx => await ViewAsync(tx, await tx.QueryAsync(
            $"""
            select {new SqlText.Raw(PoolRow.Columns)} from selection.pool
            where tenant_id = {call.Tenant.Id} and ({round} is null or round_id = {round})
            order by created_at desc, pool_id limit {SelectionLimits.Pools}
            """, PoolRow.Of, cancel), cancel), cancel));

    private static async Task<Answer<Pool>> FindAsync(CallContext call, Id<Pool> id, ISelection selection,
        CancellationToken cancel) =>
        await selection.GetAsync(call, [id], cancel) is [var pool] ? pool : new Unknown("pool", id.ToString());

    private static async Task<Answer<Page<PoolMember>>> PageAsync(
        CallContext call, Id<Pool> id, [AsParameters] PageQuery page, SelectionDb db, CancellationToken cancel)
    {
        var start = page.Start<int>(call, "selection.members:" + id);
        if (!start.IsSuccess)
        {
            return start.Error;
        }

        return await db.ReadAsync<Answer<Page<PoolMember>>>(call, async tx =>
        {
            if (await PoolStore.FindAsync(tx, id, forUpdate: false, cancel) is null)
            {
                return new Unknown("pool", id.ToString());
            }

            var members = await PoolStore.MembersAsync(tx, id, start.Value.After ?? 0, start.Value.Limit + 1, cancel);
            return start.Value.Of(members, member => member.Rank);
        }, cancel);
    }

    private static async Task<IReadOnlyList<Pool>> ViewAsync(Transaction tx, List<PoolRow> rows,
        CancellationToken cancel)
    {
        var counts = await PoolStore.CountsAsync(tx, [.. rows.Select(row => row.Id.Value)], cancel);
        return [.. rows.Select(row => counts.TryGetValue(row.Id.Value, out var count)
            ? row.View(count.Members, count.Unknown) : row.View(0, 0))];
    }
}
