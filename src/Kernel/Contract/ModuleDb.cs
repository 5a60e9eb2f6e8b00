using System.Data;
using Npgsql;

namespace Marquee.Kernel;

/// <summary>
/// A module's door to PostgreSQL. Every transaction begins by becoming the module's role and naming the tenant, so the
/// database itself refuses another module's tables and another tenant's rows.
/// </summary>
/// <remarks>
/// Each module derives a sealed class of its own, so that a slice cannot be given another module's door.
/// </remarks>
public abstract class ModuleDb
{
    private readonly NpgsqlDataSource _source;
    private readonly string _module;
    private readonly string? _role;

    /// <summary>For derived classes: the module's name in lower case is its schema and part of its role.</summary>
    protected ModuleDb(string module, NpgsqlDataSource source, MarqueeSettings settings)
        : this(module, source, settings?.RoleOf(module))
    {
    }

    private protected ModuleDb(string module, NpgsqlDataSource source, string? role)
    {
        _module = module;
        _source = source;
        _role = role;
    }

    /// <summary>Opens a transaction for the call's tenant. Read committed.</summary>
    public Task<Transaction> BeginAsync(CallContext call, CancellationToken cancel) =>
        BeginAsync(call, IsolationLevel.ReadCommitted, cancel);

    /// <summary>
    /// Opens a transaction whose statements all see one moment: for sums that must tie with each other. For reading.
    /// </summary>
    public Task<Transaction> BeginSnapshotAsync(CallContext call, CancellationToken cancel) =>
        BeginAsync(call, IsolationLevel.RepeatableRead, cancel);

    private async Task<Transaction> BeginAsync(CallContext call, IsolationLevel isolation, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(call);
        var connection = await _source.OpenConnectionAsync(cancel);
        try
        {
            var transaction = await connection.BeginTransactionAsync(isolation, cancel);
            await using var batch = new NpgsqlBatch(connection, transaction);
            if (_role is not null)
            {
                // The role's name comes from settings, never from a request.
                batch.BatchCommands.Add(new NpgsqlBatchCommand($"set local role \"{_role}\""));
            }

            var tenant = new NpgsqlBatchCommand("select set_config('marquee.tenant', $1, true)");
            tenant.Parameters.Add(new NpgsqlParameter { Value = call.Tenant.Id.ToString("D") });
            batch.BatchCommands.Add(tenant);
            await batch.ExecuteNonQueryAsync(cancel);
            return new Transaction(_module, call, connection, transaction);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Reads in one transaction and ends it.</summary>
    public async Task<T> ReadAsync<T>(CallContext call, Func<Transaction, Task<T>> read, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(read);
        await using var tx = await BeginAsync(call, cancel);
        var result = await read(tx);
        await tx.CommitAsync(cancel);
        return result;
    }

    /// <summary>
    /// Runs a mutation of the control plane in one transaction, under the request's <c>Idempotency-Key</c>. A success
    /// is remembered with its answer in the same transaction: the same request again gets the same answer and does
    /// nothing. The same key with another request is refused. A refusal rolls back and is not remembered, so it may be
    /// tried again. Two at the same time with one key: the second waits for the first. Calls without a key (jobs,
    /// events) just run.
    /// </summary>
    public async Task<Answer<T>> MutateAsync<T>(
        CallContext call, Func<Transaction, Task<Result<T>>> body, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(body);
        await using var tx = await BeginAsync(call, cancel);
        if (call.IdempotencyKey is { } key)
        {
            var claimed = await tx.ExecuteAsync($"""
                insert into kernel.idempotency (tenant_id, actor_id, key, request_hash, created_at)
                values ({call.Tenant.Id}, {call.Actor.Id}, {key}, {call.RequestHash ?? ""}, {call.Now})
                on conflict do nothing
                """, cancel);
            if (claimed == 0)
            {
                return await RepeatedAsync<T>(tx, key, cancel);
            }
        }

        var result = await body(tx);
        if (!result.IsSuccess)
        {
            return result;
        }

        if (call.IdempotencyKey is { } done)
        {
            await tx.ExecuteAsync($"""
                update kernel.idempotency set response = {MarqueeJson.Text(result.Value)}
                where tenant_id = {call.Tenant.Id} and actor_id = {call.Actor.Id} and key = {done}
                """, cancel);
        }

        await tx.CommitAsync(cancel);
        return result;
    }

    private static async Task<Answer<T>> RepeatedAsync<T>(Transaction tx, string key, CancellationToken cancel)
    {
        var earlier = await tx.FindAsync(
            $"""
            select request_hash, response from kernel.idempotency
            where tenant_id = {tx.Call.Tenant.Id} and actor_id = {tx.Call.Actor.Id} and key = {key}
            """,
            row => new Earlier(row.GetString(0), row.IsDBNull(1) ? null : row.GetString(1)),
            cancel);
        return earlier switch
        {
            { Response: { } response } when earlier.Hash == (tx.Call.RequestHash ?? "") => Answer<T>.Replayed(response),
            not null => new IdempotencyKeyReused(key),
            null => throw new InvalidOperationException("A claimed key has a row."),
        };
    }

    private sealed record Earlier(string Hash, string? Response);
}
