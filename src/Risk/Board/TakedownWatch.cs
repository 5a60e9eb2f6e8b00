using System.Collections.Concurrent;
using Marquee.Kernel;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Marquee.Risk.Board;

/// <summary>
/// Keeps this host's lists in step: woken by the database's signal, and looking twice a second in case one was lost.
/// What it sees it acknowledges. Every host runs its own.
/// </summary>
internal sealed partial class TakedownWatch(
    NpgsqlDataSource source, TakedownBoard board, Acknowledgements acknowledgements, ITenants tenants,
    SystemCalls calls, TimeProvider time, ILogger<TakedownWatch> log) : BackgroundService
{
    private readonly ConcurrentDictionary<Guid, long> _acknowledged = new();
    private readonly ConcurrentQueue<Guid> _called = new();
    private long _beatAt;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // The database may come back: then the list is looked at at once.
            catch (Exception e)
#pragma warning restore CA1031
            {
                LogLost(log, e.Message);
                await Task.Delay(RiskLimits.Look, time, stoppingToken).ConfigureAwait(
                    ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task ListenAsync(CancellationToken stop)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        connection.Notification += (_, call) =>
        {
            if (Guid.TryParse(call.Payload, out var tenant))
            {
                _called.Enqueue(tenant);
            }
        };
        await using (var listen = new NpgsqlCommand("listen " + TakedownChanges.Channel, connection))
        {
            await listen.ExecuteNonQueryAsync(stop);
        }

        // Whatever happened before somebody listened.
        foreach (var tenant in await tenants.AllAsync(stop))
        {
            await FollowAsync(tenant, stop);
        }

        while (!stop.IsCancellationRequested)
        {
            var signalled = await connection.WaitAsync(RiskLimits.Look, stop);
            await CalledAsync(stop);
            if (!signalled)
            {
                await AllAsync(stop);
            }
        }
    }

    private async Task CalledAsync(CancellationToken stop)
    {
        var seen = new HashSet<Guid>();
        while (_called.TryDequeue(out var id))
        {
            if (seen.Add(id) && await tenants.FindAsync(id, stop) is { } tenant)
            {
                await FollowAsync(tenant, stop);
            }
        }
    }

    private async Task AllAsync(CancellationToken stop)
    {
        var beats = time.GetElapsedTime(_beatAt) >= RiskLimits.Beat;
        foreach (var id in board.Tenants)
        {
            if (await tenants.FindAsync(id, stop) is { } tenant)
            {
                await FollowAsync(tenant, stop);
                if (beats && _acknowledged.ContainsKey(id))
                {
                    await acknowledgements.BeatAsync(calls.For(tenant), stop);
                }
            }
        }

        _beatAt = beats ? time.GetTimestamp() : _beatAt;
    }

    private async Task FollowAsync(Tenant tenant, CancellationToken stop)
    {
        var call = calls.For(tenant);
        var list = await board.LookAsync(call, stop);
        if (list.Revision > _acknowledged.GetValueOrDefault(tenant.Id))
        {
            await acknowledgements.WriteAsync(call, list.Revision, stop);
            _acknowledged[tenant.Id] = list.Revision;
        }
    }

    [LoggerMessage(EventId = 1601, Level = LogLevel.Warning, Message =
        "The list of take-downs is not followed for a moment: {Reason}")]
    private static partial void LogLost(ILogger log, string reason);
}
