using Npgsql;

namespace Marquee.Kernel.Webhooks;

/// <summary>
/// Puts events that webhooks want into their queues: thousands of outbox rows in one statement, whatever their number
/// and that of the webhooks. It has a cursor like a subscription, in the same table and the same commit-safe order.
/// </summary>
internal sealed class WebhookFeed(NpgsqlDataSource source)
{
    private const string CursorName = "kernel.webhook_feed";

    // A new webhook hears of what happens from then on: its making is compared with the recording.
    private const string Feed = """
        with here as materialized (
            select xid, seq from kernel.subscription where name = $1 for update),
        batch as materialized (
            select o.* from kernel.outbox o
            where (o.xid, o.seq) > ((select xid from here), (select seq from here))
              and o.xid < pg_snapshot_xmin(pg_current_snapshot())
            order by o.xid, o.seq limit $2),
        hears as materialized (
            select w.tenant_id, w.webhook_id, w.events, w.made_at, (
                select count(*) from kernel.webhook_delivery d
                where d.tenant_id = w.tenant_id and d.webhook_id = w.webhook_id and d.state = 'waiting') as waiting
            from kernel.webhook w
            where exists (select from batch o where o.tenant_id = w.tenant_id and o.type = any(w.events))),
        wanted as (
            select w.tenant_id, w.webhook_id, o.event_id, o.type, o.version, o.payload, o.occurred_at, o.xid, o.seq,
                row_number() over (partition by w.tenant_id, w.webhook_id order by o.xid, o.seq) + w.waiting as place
            from batch o join hears w on w.tenant_id = o.tenant_id and o.type = any(w.events)
                and o.recorded_at >= w.made_at),
        queued as (
            insert into kernel.webhook_delivery
                (tenant_id, delivery_id, webhook_id, event_id, event, version, payload, occurred_at)
            select tenant_id, gen_random_uuid(), webhook_id, event_id, type, version, payload, occurred_at
            from wanted where place <= $3 order by xid, seq
            on conflict (tenant_id, webhook_id, event_id) do nothing returning 1),
        missed as (
            update kernel.webhook w set missed = w.missed + m.rows
            from (select tenant_id, webhook_id, count(*) as rows from wanted where place > $3 group by 1, 2) m
            where w.tenant_id = m.tenant_id and w.webhook_id = m.webhook_id returning 1),
        moved as (
            update kernel.subscription s set xid = l.xid, seq = l.seq, updated_at = clock_timestamp()
            from (select xid, seq from batch order by xid desc, seq desc limit 1) l where s.name = $1 returning 1)
        select (select count(*) from batch), (select count(*) from queued), (select count(*) from missed)
        """;

    // Without a webhook nobody waits for what lies behind.
    private const string Skip = """
        update kernel.subscription s set xid = o.xid, seq = o.seq, updated_at = clock_timestamp()
        from (select xid, seq from kernel.outbox where xid < pg_snapshot_xmin(pg_current_snapshot())
            order by xid desc, seq desc limit 1) o
        where s.name = $1 and (o.xid, o.seq) > (s.xid, s.seq) and not exists (select from kernel.webhook)
        """;

    /// <summary>One statement; returns how many events it looked at and how many deliveries it queued.</summary>
    public async Task<(long Seen, long Queued)> TurnAsync(CancellationToken cancel)
    {
        await using var skip = source.CreateCommand(Skip);
        skip.Parameters.Add(new NpgsqlParameter { Value = CursorName });
        await using var feed = source.CreateCommand(Feed);
        feed.Parameters.Add(new NpgsqlParameter { Value = CursorName });
        feed.Parameters.Add(new NpgsqlParameter { Value = KernelLimits.WebhookFeedRows });
        feed.Parameters.Add(new NpgsqlParameter { Value = (long)KernelLimits.WebhookWaiting });
        await skip.ExecuteNonQueryAsync(cancel);
        await using var any = source.CreateCommand("select exists (select from kernel.webhook)");
        if (await any.ExecuteScalarAsync(cancel) is not true)
        {
            return (0, 0);
        }

        await using var row = await feed.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        return (row.GetInt64(0), row.GetInt64(1));
    }
}
