using Microsoft.Extensions.Logging;
using Npgsql;

namespace Marquee.Kernel.Messages;

/// <summary>
/// Subscriptions read events in the order of PostgreSQL's transaction ids, which belong to a cluster. A database that
/// was restored into another one brings ids from that cluster's future: what happens from now on would sort before
/// what was delivered long ago, and never be read. Then everything kept is moved before the first transaction, in the
/// same order, and the cursors with it.
/// </summary>
internal sealed partial class OutboxRebase(NpgsqlDataSource source, ILogger<OutboxRebase> log)
{
    private const string IsForeign = """
        select coalesce((select xid from kernel.outbox order by xid desc limit 1), '0')
                >= pg_snapshot_xmax(pg_current_snapshot())
            or coalesce((select xid from kernel.subscription order by xid desc limit 1), '0')
                >= pg_snapshot_xmax(pg_current_snapshot())
        """;

    private const string Move = """
        create temp table kept on commit drop as
            select o.*, row_number() over (order by xid, seq) as place from kernel.outbox o;
        update kernel.subscription s set xid = '0', seq = coalesce(
            (select max(place) from kept k where (k.xid, k.seq) <= (s.xid, s.seq)), 0);
        delete from kernel.outbox;
        insert into kernel.outbox
            (tenant_id, xid, seq, event_id, type, version, payload, occurred_at, recorded_at)
            overriding system value
            select tenant_id, '0', place, event_id, type, version, payload, occurred_at, recorded_at from kept;
        """;

    /// <summary>Does it where it is needed. Safe to call from several hosts at once.</summary>
    public async Task EnsureAsync(CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        if (!await IsForeignAsync(connection, cancel))
        {
            return;
        }

        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await using (var alone = new NpgsqlCommand(
            "lock table kernel.outbox, kernel.subscription in access exclusive mode", connection, transaction))
        {
            await alone.ExecuteNonQueryAsync(cancel);
        }

        // Another host may have done it while this one waited.
        if (await IsForeignAsync(connection, cancel))
        {
            await using var move = new NpgsqlCommand(Move, connection, transaction) { CommandTimeout = 600 };
            await move.ExecuteNonQueryAsync(cancel);
            LogMoved(log);
        }

        await transaction.CommitAsync(cancel);
    }

    private static async Task<bool> IsForeignAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var ask = new NpgsqlCommand(IsForeign, connection);
        return await ask.ExecuteScalarAsync(cancel) is true;
    }

    [LoggerMessage(EventId = 1027, Level = LogLevel.Information, Message =
        "The database comes from another cluster: its events were put before everything that happens from now on")]
    private static partial void LogMoved(ILogger log);
}
