using Marquee.Campaigns.Rounds;
using Marquee.Kernel;

namespace Marquee.Campaigns.Items;

/// <summary>A campaign item as stored; Seq and No are null while its activity stock is being opened.</summary>
internal sealed record StoredItem(ItemContent Content, int? No, bool Left, int Version, string Hash, long? Seq);

/// <summary>Reads and writes campaign items.</summary>
internal static class CampaignItemRows
{
    /// <summary>Writes items that are confirmed but not yet open to readers.</summary>
    public static async Task WriteAsync(Transaction tx, IReadOnlyList<ItemContent> items, CancellationToken cancel)
    {
        if (items.Count == 0)
        {
            return;
        }

        await tx.ExecuteAsync($"""
            insert into campaigns.campaign_item (tenant_id, id, round_id, submission_id, item_no, content, version,
                hash)
            select {tx.Call.Tenant.Id}, i.id, i."roundId", i."submissionId", i."itemNo", i.content, 1, i.hash
            from jsonb_to_recordset({new SqlText.Json(items.Select(item => new
        {
            item.Id,
            item.RoundId,
            item.SubmissionId,
            item.ItemNo,
            Content = item,
            Hash = item.HashOf(left: false),
        }))}) as i (id uuid, "roundId" uuid, "submissionId" uuid, "itemNo" int, content jsonb, hash text)
            """, cancel);
        var skus = items.SelectMany(item => item.Skus.Select(sku => (item.Id, sku.SkuNo))).ToArray();
        await tx.ExecuteAsync($"""
            insert into campaigns.campaign_sku (tenant_id, campaign_item_id, sku_no)
            select {tx.Call.Tenant.Id}, s.item, s.sku
            from unnest({skus.Select(sku => sku.Id.Value).ToArray()},
                {skus.Select(sku => sku.SkuNo).ToArray()}) as s (item, sku)
            """, cancel);
    }

    /// <summary>
    /// Gives items that are confirmed their numbers and places in the feed, and announces them. The counter stays
    /// locked until the transaction ends, so that numbers become visible in order: call it last.
    /// </summary>
    public static async Task OpenAsync(
        Transaction tx, Id<Round> round, IReadOnlyList<Id<Submission>> submissions, CancellationToken cancel)
    {
        if (submissions.Count == 0)
        {
            return;
        }

        var (seq, no) = await TakeAsync(tx, submissions.Count, submissions.Count, cancel);
        await tx.ExecuteAsync($"""
            update campaigns.campaign_item c set seq = {seq} + n.nr, no = {no} + n.nr
            from (select id, row_number() over (order by item_no) as nr from campaigns.campaign_item
                  where tenant_id = {tx.Call.Tenant.Id} and submission_id = any({submissions}) and seq is null) n
            where c.tenant_id = {tx.Call.Tenant.Id} and c.id = n.id
            """, cancel);
        await tx.AddAsync(new CampaignItemsChanged(round, seq + 1, seq + submissions.Count), cancel);
    }

    /// <summary>
    /// The items of submissions leave their round: a new version, at the end of the feed. Call it last, as OpenAsync.
    /// </summary>
    public static async Task LeaveAsync(
        Transaction tx, Id<Round> round, IReadOnlyList<Id<Submission>> submissions, CancellationToken cancel)
    {
        var items = (await ReadAsync(
            tx, $"c.submission_id = any({submissions}) and c.left_at is null", cancel)).ToList();
        if (items.Count == 0)
        {
            return;
        }

        var (seq, _) = await TakeAsync(tx, items.Count, 0, cancel);
        await tx.ExecuteAsync($"""
            update campaigns.campaign_item c
            set left_at = {tx.Call.Now}, version = c.version + 1, hash = n.hash, seq = {seq} + n.nr
            from unnest({items.Select(item => item.Content.Id.Value).ToArray()},
                        {items.Select(item => item.Content.HashOf(left: true)).ToArray()}) with ordinality as n (id,
                        hash, nr)
            where c.tenant_id = {tx.Call.Tenant.Id} and c.id = n.id
            """, cancel);
        await tx.AddAsync(new CampaignItemsChanged(round, seq + 1, seq + items.Count), cancel);
    }

    /// <summary>Stored items that meet a condition over <c>c</c>.</summary>
    public static Task<List<StoredItem>> ReadAsync(Transaction tx, SqlText condition, CancellationToken cancel) =>
        tx.QueryAsync(
        $"""
        select c.content, c.no, c.left_at is not null, c.version, c.hash, c.seq from campaigns.campaign_item c
        where c.tenant_id = {tx.Call.Tenant.Id} and {condition}
        """,
        row => new StoredItem(
            row.Json<ItemContent>(0), row.IntOrNull(1), row.GetBoolean(2), row.GetInt32(3), row.GetString(4),
            row.LongOrNull(5)),
        cancel);

    /// <summary>Stored items as everybody reads them, at the instant of the call.</summary>
    public static async Task<IReadOnlyList<(long Seq, CampaignItem Item)>> ViewsAsync(
        Transaction tx, SqlText condition, CancellationToken cancel)
    {
        var stored = await ReadAsync(tx, $"c.seq is not null and {condition}", cancel);
        var rounds = (await RoundRows.GetAsync(tx, [.. stored.Select(item => item.Content.RoundId).Distinct()], cancel))
            .ToDictionary(round => round.Id);
        return [.. stored.Select(item =>
        {
            var round = rounds[item.Content.RoundId];
            return (item.Seq!.Value, item.Content.At(
                item.No!.Value, item.Left, round.Live, round.LockedUntil, item.Version, item.Hash, tx.Call.Now));
        })];
    }

    private static async Task<(long Seq, int No)> TakeAsync(
        Transaction tx, int rows, int items, CancellationToken cancel) =>
        (await tx.QueryAsync(
            $"""
            insert into campaigns.counter as c (tenant_id, feed_seq, item_no) values ({tx.Call.Tenant.Id}, {rows},
                {items})
            on conflict (tenant_id) do update set feed_seq = c.feed_seq + {rows}, item_no = c.item_no + {items}
            returning feed_seq - {rows}, item_no - {items}
            """,
            row => (row.GetInt64(0), row.GetInt32(1)), cancel))[0];
}
