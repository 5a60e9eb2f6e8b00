using System.Data;
using System.Runtime.CompilerServices;
using Marquee.Kernel.Messages;
using Npgsql;

namespace Marquee.Kernel;

/// <summary>
/// One PostgreSQL transaction of one module: it runs as the module's role and sees only the rows of the call's tenant.
/// Disposing it without <see cref="CommitAsync"/> rolls everything back. Not thread-safe.
/// </summary>
public sealed class Transaction : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;
    private readonly List<Action> _afterCommit = [];

    internal Transaction(string module, CallContext call, NpgsqlConnection connection, NpgsqlTransaction transaction)
    {
        Module = module;
        Call = call;
        _connection = connection;
        _transaction = transaction;
    }

    /// <summary>The module whose role this transaction runs as.</summary>
    public string Module { get; }

    /// <summary>The call that the transaction serves.</summary>
    public CallContext Call { get; }

    /// <summary>Whether it was committed.</summary>
    public bool IsCommitted { get; private set; }

    /// <summary>The connection, for COPY and large results. Do not commit or change the role through it.</summary>
    public NpgsqlConnection Connection => _connection;

    /// <summary>Runs a statement and returns the number of rows it touched.</summary>
    public async Task<int> ExecuteAsync(SqlText sql, CancellationToken cancel)
    {
        await using var command = Command(sql);
        return await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>Runs several statements in one round trip; returns the rows they touched in all.</summary>
    public async Task<int> ExecuteAllAsync(IReadOnlyList<SqlText> statements, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(statements);
        if (statements.Count == 0)
        {
            return 0;
        }

        await using var batch = new NpgsqlBatch(_connection, _transaction);
        foreach (var sql in statements)
        {
            var command = new NpgsqlBatchCommand();
            sql.ApplyTo(command);
            batch.BatchCommands.Add(command);
        }

        return await batch.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>All rows, mapped. The caller bounds the number with <c>limit</c>.</summary>
    public async Task<List<T>> QueryAsync<T>(SqlText sql, Func<NpgsqlDataReader, T> map, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(map);
        await using var command = Command(sql);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancel))
        {
            rows.Add(map(reader));
        }

        return rows;
    }

    /// <summary>The one row, mapped, or null when there is none. More than one row is a bug and throws.</summary>
    public async Task<T?> FindAsync<T>(SqlText sql, Func<NpgsqlDataReader, T> map, CancellationToken cancel) where T
        : class
    {
        var rows = await QueryAsync(sql, map, cancel);
        return rows.Count switch
        {
            0 => null,
            1 => rows[0],
            _ => throw new InvalidOperationException($"One row was expected, {rows.Count} came."),
        };
    }

    /// <summary>The first column of the first row; default when there is no row or it is null.</summary>
    public async Task<T?> ScalarAsync<T>(SqlText sql, CancellationToken cancel)
    {
        await using var command = Command(sql);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        return await reader.ReadAsync(cancel) && !await reader.IsDBNullAsync(0, cancel)
            ? await reader.GetFieldValueAsync<T>(0, cancel)
            : default;
    }

    /// <summary>
    /// Rows as they come, for results too large to hold. Nothing else may run on the transaction meanwhile.
    /// </summary>
    public async IAsyncEnumerable<T> StreamAsync<T>(
        SqlText sql, Func<NpgsqlDataReader, T> map, [EnumeratorCancellation] CancellationToken cancel)
    {
        await using var command = Command(sql);
        await using var reader = await command.ExecuteReaderAsync(CommandBehavior.SequentialAccess, cancel);
        while (await reader.ReadAsync(cancel))
        {
            yield return map(reader);
        }
    }

    /// <summary>
    /// Puts an event into the outbox, in this transaction: it happens exactly when the change does. At most 16 kB of
    /// JSON: facts and ranges, never one event per row of bulk work.
    /// </summary>
    public async Task AddAsync(object @event, CancellationToken cancel)
    {
        var type = EventType.Of(@event.GetType());
        var payload = MarqueeJson.Text(@event);
        if (payload.Length > KernelLimits.EventBytes)
        {
            throw new InvalidOperationException(
                $"{type.Name} has {payload.Length} characters; at most {KernelLimits.EventBytes}.");
        }

        await ExecuteAsync($"""
            insert into kernel.outbox (tenant_id, event_id, type, version, payload, occurred_at)
            values ({Call.Tenant.Id}, {Call.Ids.Next()}, {type.Name}, {type.Version}, {payload}::text::jsonb,
                {Call.Now})
            """, cancel);
        _signal |= true;
    }

    /// <summary>Writes who did what to which thing into the audit, in this transaction.</summary>
    /// <param name="action">A stable name: <c>campaigns.rule.published</c>.</param>
    /// <param name="subject">What it was done to, as <c>kind:id</c>.</param>
    /// <param name="detail">What changed; no secrets, no personal data beyond ids.</param>
    /// <param name="cancel">Cancels.</param>
    public Task AuditAsync(string action, string subject, object? detail, CancellationToken cancel) =>
        AuditAsync(action, subject, new RowOf(null, null), detail, cancel);

    /// <summary>The same of a thing that is a merchant's or stands in a category, so that bounds can be kept.</summary>
    /// <param name="action">A stable name: <c>campaigns.rule.published</c>.</param>
    /// <param name="subject">What it was done to, as <c>kind:id</c>.</param>
    /// <param name="row">Whose the thing is, and in which category.</param>
    /// <param name="detail">What changed; no secrets, no personal data beyond ids.</param>
    /// <param name="cancel">Cancels.</param>
    public Task AuditAsync(string action, string subject, RowOf row, object? detail, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(row);
        return ExecuteAsync(AuditText(action, subject, row, detail), cancel);
    }

    /// <summary>One action on many things, in one round trip.</summary>
    /// <param name="action">A stable name: <c>campaigns.rule.published</c>.</param>
    /// <param name="entries">What it was done to, whose that is, and what changed.</param>
    /// <param name="cancel">Cancels.</param>
    public Task AuditEachAsync(
        string action, IEnumerable<(string Subject, RowOf Row, object? Detail)> entries, CancellationToken cancel) =>
        ExecuteAllAsync(
            [.. entries.Select(one => AuditText(action, one.Subject, one.Row, one.Detail))], cancel);

    private SqlText AuditText(string action, string subject, RowOf row, object? detail) => $"""
        insert into kernel.audit (tenant_id, id, at, actor_kind, actor_id, actor_name, action, subject, detail,
            shop, merchant, category)
        values ({Call.Tenant.Id}, {Call.Ids.Next()}, {Call.Now}, {Call.Actor.Kind}, {Call.Actor.Id},
            {Call.Actor.Name}, {action}, {subject}, {new SqlText.Json(detail)}, {Call.Actor.Shop}, {row.Merchant},
            {row.Category})
        """;

    /// <summary>
    /// Whether the call's request was carried out before under its key: then it is answered from memory and changes
    /// nothing.
    /// </summary>
    public async Task<bool> IsRepeatAsync(CancellationToken cancel) =>
        Call.IdempotencyKey is { } key && await ScalarAsync<bool>(
            $"""
            select exists (select from kernel.idempotency where tenant_id = {Call.Tenant.Id}
                and actor_id = {Call.Actor.Id} and key = {key} and request_hash = {Call.RequestHash ?? ""}
                and response is not null)
            """, cancel);

    /// <summary>Runs after a successful commit, in the order added: waking somebody, swapping a snapshot.</summary>
    public void AfterCommit(Action action) => _afterCommit.Add(action);

    /// <summary>Makes everything durable.</summary>
    public async Task CommitAsync(CancellationToken cancel)
    {
        if (_signal)
        {
            await ExecuteAsync(ChannelSignal.NotifyOf(OutboxSignal.Name), cancel);
        }

        await _transaction.CommitAsync(cancel);
        IsCommitted = true;
        foreach (var action in _afterCommit)
        {
            action();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }

    /// <summary>A command on this transaction, for what the other methods do not cover.</summary>
    public NpgsqlCommand Command(SqlText sql)
    {
        ArgumentNullException.ThrowIfNull(sql);
        var command = new NpgsqlCommand { Connection = _connection, Transaction = _transaction };
        sql.ApplyTo(command);
        return command;
    }

    private bool _signal;
}
