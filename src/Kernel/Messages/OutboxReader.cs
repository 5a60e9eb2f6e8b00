using Marquee.Kernel.Notifications;
using Npgsql;
using NpgsqlTypes;

namespace Marquee.Kernel.Messages;

/// <summary>
/// Reads the outbox for one subscription, in commit-safe order, and keeps its cursor. Only rows of transactions older
/// than every running one are taken: what commits late still lies ahead of the cursor.
/// </summary>
internal sealed class OutboxReader(NpgsqlDataSource source)
{
    internal sealed record Row(
        string Xid, long Seq, Guid TenantId, Guid EventId, string Name, int Version, string Payload,
        DateTimeOffset OccurredAt);

    internal sealed record Cursor(string Xid, long Seq, int Attempts, bool HasReplays);

    internal sealed record Letter(Row Row, int Attempts);

    /// <summary>
    /// The subscription's cursor; a new subscription begins at the first event that is kept. Null while it waits to
    /// retry.
    /// </summary>
    public async Task<Cursor?> CursorAsync(string subscription, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("""
            insert into kernel.subscription as s (name) values ($1)
            on conflict (name) do update set updated_at = s.updated_at
            returning xid::text, seq, attempts, coalesce(retry_at <= clock_timestamp(), true),
                exists (select from kernel.dead_letter d where d.subscription = s.name and d.replay_at is not null)
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = subscription });
        await using var row = await command.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        return row.GetBoolean(3)
            ? new Cursor(row.GetString(0), row.GetInt64(1), row.GetInt32(2), row.GetBoolean(4)) : null;
    }

    /// <summary>The next events of those names after the cursor, at most a batch.</summary>
    public async Task<List<Row>> NextAsync(Cursor cursor, IReadOnlyList<string> names, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("""
            select xid::text, seq, tenant_id, event_id, type, version, payload::text, occurred_at
            from kernel.outbox
            where (xid, seq) > ($1::text::xid8, $2) and xid < pg_snapshot_xmin(pg_current_snapshot()) and type = any($3)
            order by xid, seq limit $4
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = cursor.Xid });
        command.Parameters.Add(new NpgsqlParameter { Value = cursor.Seq });
        command.Parameters.Add(new NpgsqlParameter { Value = names.ToArray() });
        command.Parameters.Add(new NpgsqlParameter { Value = KernelLimits.DeliveryBatch });
        await using var row = await command.ExecuteReaderAsync(cancel);
        var rows = new List<Row>();
        while (await row.ReadAsync(cancel))
        {
            rows.Add(new Row(
                row.GetString(0), row.GetInt64(1), row.GetGuid(2), row.GetGuid(3), row.GetString(4), row.GetInt32(5),
                row.GetString(6), row.Instant(7)));
        }

        return rows;
    }

    /// <summary>The dead letters of a subscription that somebody wants tried again, at most a batch.</summary>
    public async Task<List<Letter>> ReplaysAsync(string subscription, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("""
            select tenant_id, event_id, type, version, payload::text, occurred_at, attempts
            from kernel.dead_letter where subscription = $1 and replay_at is not null
            order by replay_at, event_id limit $2
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = subscription });
        command.Parameters.Add(new NpgsqlParameter { Value = KernelLimits.DeliveryBatch });
        await using var row = await command.ExecuteReaderAsync(cancel);
        var letters = new List<Letter>();
        while (await row.ReadAsync(cancel))
        {
            var @event = new Row(
                "0", 0, row.GetGuid(0), row.GetGuid(1), row.GetString(2), row.GetInt32(3), row.GetString(4),
                row.Instant(5));
            letters.Add(new Letter(@event, row.GetInt32(6)));
        }

        return letters;
    }

    /// <summary>The letter was handled after all.</summary>
    public Task ForgetLetterAsync(string subscription, Row row, CancellationToken cancel) => ExecuteAsync(
        "delete from kernel.dead_letter where tenant_id = $1 and subscription = $2 and event_id = $3",
        cancel, row.TenantId, subscription, row.EventId);

    /// <summary>The letter could not be handled this time either.</summary>
    public Task KeepLetterAsync(string subscription, Row row, string error, CancellationToken cancel) => ExecuteAsync(
        """
        update kernel.dead_letter set replay_at = null, replays = replays + 1, attempts = attempts + 1, error = $4,
            died_at = clock_timestamp()
        where tenant_id = $1 and subscription = $2 and event_id = $3
        """,
        cancel, row.TenantId, subscription, row.EventId, error);

    public Task AdvanceAsync(string subscription, Row row, CancellationToken cancel) => ExecuteAsync(
        """
        update kernel.subscription set xid = $2::text::xid8, seq = $3, attempts = 0, retry_at = null, last_error = null,
            updated_at = clock_timestamp() where name = $1
        """,
        cancel, subscription, row.Xid, row.Seq);

    public Task RetryLaterAsync(string subscription, TimeSpan wait, string error, CancellationToken cancel) =>
        ExecuteAsync(
        """
        update kernel.subscription set attempts = attempts + 1, retry_at = clock_timestamp() + $2, last_error = $3,
            updated_at = clock_timestamp() where name = $1
        """,
        cancel, subscription, wait, error);

    public async Task SetAsideAsync(string subscription, Row row, int attempts, string error, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await using var batch = new NpgsqlBatch(connection, transaction);
        var dead = new NpgsqlBatchCommand("""
            insert into kernel.dead_letter
                (tenant_id, subscription, event_id, type, version, payload, occurred_at, attempts, error)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing
            """);
        foreach (var value in (object[])[row.TenantId, subscription, row.EventId, row.Name, row.Version])
        {
            dead.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        dead.Parameters.Add(new NpgsqlParameter { Value = row.Payload, NpgsqlDbType = NpgsqlDbType.Jsonb });
        dead.Parameters.Add(new NpgsqlParameter { Value = row.OccurredAt.ToUniversalTime() });
        dead.Parameters.Add(new NpgsqlParameter { Value = attempts });
        dead.Parameters.Add(new NpgsqlParameter { Value = error });
        batch.BatchCommands.Add(dead);
        var move = new NpgsqlBatchCommand("""
            update kernel.subscription set xid = $2::text::xid8, seq = $3, attempts = 0, retry_at = null where name = $1
            """);
        move.Parameters.Add(new NpgsqlParameter { Value = subscription });
        move.Parameters.Add(new NpgsqlParameter { Value = row.Xid });
        move.Parameters.Add(new NpgsqlParameter { Value = row.Seq });
        batch.BatchCommands.Add(move);
        // Who looks after events hears of it; of its own letters only the list tells, or one would beget the next.
        if (subscription != NotificationFeed.SubscriptionName)
        {
            batch.BatchCommands.Add(AddedOf(subscription, row));
        }

        await batch.ExecuteNonQueryAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    private static NpgsqlBatchCommand AddedOf(string subscription, Row row)
    {
        var (name, version) = EventType.Of(typeof(DeadLetterAdded));
        var added = new NpgsqlBatchCommand("""
            insert into kernel.outbox (tenant_id, event_id, type, version, payload, occurred_at)
            values ($1, gen_random_uuid(), $2, $3, $4, $5)
            """);
        added.Parameters.Add(new NpgsqlParameter { Value = row.TenantId });
        added.Parameters.Add(new NpgsqlParameter { Value = name });
        added.Parameters.Add(new NpgsqlParameter { Value = version });
        added.Parameters.Add(new NpgsqlParameter
        {
            Value = MarqueeJson.Text(new DeadLetterAdded(subscription, row.EventId, row.Name)),
            NpgsqlDbType = NpgsqlDbType.Jsonb,
        });
        added.Parameters.Add(new NpgsqlParameter { Value = row.OccurredAt.ToUniversalTime() });
        return added;
    }

    /// <summary>
    /// The age in seconds of the oldest event that the subscription has not handled; zero when it is up to date.
    /// </summary>
    public async Task<double> LagSecondsAsync(
        string subscription, IReadOnlyList<string> names, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("""
            select coalesce(extract(epoch from clock_timestamp() - min(o.recorded_at)), 0)::float8
            from kernel.outbox o, kernel.subscription s
            where s.name = $1 and (o.xid, o.seq) > (s.xid, s.seq) and o.type = any($2)
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = subscription });
        command.Parameters.Add(new NpgsqlParameter { Value = names.ToArray() });
        return (double)(await command.ExecuteScalarAsync(cancel))!;
    }

    private async Task ExecuteAsync(string sql, CancellationToken cancel, params object[] values)
    {
        await using var command = source.CreateCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        await command.ExecuteNonQueryAsync(cancel);
    }
}
