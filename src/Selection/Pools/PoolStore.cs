using System.Diagnostics;
using Marquee.Kernel;
using Marquee.Rules;

namespace Marquee.Selection.Pools;

/// <summary>Members in their table: the engine that the slices and the subscription share.</summary>
internal static class PoolStore
{
    internal sealed record Changed(int Added, int Removed);

    public static Task<PoolRow?> FindAsync(Transaction tx, Id<Pool> id, bool forUpdate, CancellationToken cancel) =>
        tx.FindAsync(
        $"""
        select {new SqlText.Raw(PoolRow.Columns)} from selection.pool
        where tenant_id = {tx.Call.Tenant.Id} and pool_id = {id} {new SqlText.Raw(forUpdate ? "for update" : "")}
        """, PoolRow.Of, cancel);

    public static Task<List<PoolRow>> OfRoundAsync(Transaction tx, Guid roundId, CancellationToken cancel) =>
        tx.QueryAsync(
        $"""
        select {new SqlText.Raw(PoolRow.Columns)} from selection.pool
        where tenant_id = {tx.Call.Tenant.Id} and round_id = {roundId} order by pool_id limit
        {SelectionLimits.PoolsPerRound}
        """, PoolRow.Of, cancel);

    /// <summary>Writes what was chosen about some items; items chosen against are taken out.</summary>
    public static async Task<Changed> WriteAsync(
        Transaction tx, Id<Pool> pool, IReadOnlyList<Chooser.Choice> choices, CancellationToken cancel)
    {
        Debug.Assert(choices.Select(choice => choice.CampaignItemNo).Distinct().Count() == choices.Count,
            "One choice per item.");
        var gone = choices.Where(choice => choice.Outcome == Outcome.Fail).Select(choice => choice.CampaignItemNo)
            .ToArray();
        var kept = choices.Where(choice => choice.Outcome != Outcome.Fail).ToList();
        var removed = await tx.ExecuteAsync(
            $"""
            delete from selection.member
            where tenant_id = {tx.Call.Tenant.Id} and pool_id = {pool} and campaign_item_no = any({gone})
            """,
            cancel);
        if (kept.Count == 0)
        {
            return new Changed(0, removed);
        }

        var added = await tx.QueryAsync(
            $"""
            insert into selection.member (tenant_id, pool_id, campaign_item_no, item_no, item_id, outcome, score)
            select {tx.Call.Tenant.Id}, {pool}, r."campaignItemNo", r."itemNo", r."itemId", r.outcome, r.score
            from jsonb_to_recordset({new SqlText.Json(kept)}) as r (
                "campaignItemNo" int, "itemNo" int, "itemId" text, outcome text, score bigint)
            on conflict (tenant_id, pool_id, campaign_item_no) do update set outcome = excluded.outcome, score =
            excluded.score
            returning xmax = 0
            """, row => row.GetBoolean(0), cancel);
        return new Changed(added.Count(isNew => isNew), removed);
    }

    public static Task CurrentAsync(Transaction tx, Id<Pool> pool, long feedSeq, CancellationToken cancel) =>
        tx.ExecuteAsync(
        $"""
        update selection.pool set feed_seq = greatest(feed_seq, {feedSeq}), refreshed_at = {tx.Call.Now}
        where tenant_id = {tx.Call.Tenant.Id} and pool_id = {pool}
        """, cancel);

    public static Task<List<PoolMember>> MembersAsync(
        Transaction tx, Id<Pool> pool, int afterRank, int limit, CancellationToken cancel) => tx.QueryAsync(
        $"""
        select r.rank, r.campaign_item_no, r.item_no, r.item_id, r.score, r.pin is not null
        from (
            select row_number() over (order by array_position(p.pins, m.item_id) nulls last,
                                               m.score desc nulls last, m.campaign_item_no) as rank,
                   m.campaign_item_no, m.item_no, m.item_id, m.score, array_position(p.pins, m.item_id) as pin
            from selection.member m join selection.pool p using (tenant_id, pool_id)
            where m.tenant_id = {tx.Call.Tenant.Id} and m.pool_id = {pool} and m.outcome = 'pass') r
        where r.rank > {afterRank} order by r.rank limit {limit}
        """,
        row => new PoolMember(
            checked((int)row.GetInt64(0)), row.GetInt32(1), row.GetInt32(2), row.GetString(3), row.LongOrNull(4),
                row.GetBoolean(5)),
        cancel);

    /// <summary>Members and undecided items of pools.</summary>
    public static async Task<Dictionary<Guid, (int Members, int Unknown)>> CountsAsync(
        Transaction tx, IReadOnlyList<Guid> pools, CancellationToken cancel) =>
        (await tx.QueryAsync(
            $"""
            select pool_id, count(*) filter (where outcome = 'pass')::int, count(*) filter (where outcome =
            'unknown')::int
            from selection.member where tenant_id = {tx.Call.Tenant.Id} and pool_id = any({pools}) group by pool_id
            """,
            row => (Id: row.GetGuid(0), Members: row.GetInt32(1), Unknown: row.GetInt32(2)), cancel))
        .ToDictionary(row => row.Id, row => (row.Members, row.Unknown));
}
