using System.Diagnostics.Metrics;
using Marquee.Kernel.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Marquee.Kernel.Messages;

/// <summary>
/// Brings events to subscriptions: one loop each, woken by NOTIFY and at least every second. An advisory lock per
/// subscription keeps a second host from delivering the same one.
/// </summary>
internal sealed partial class Dispatcher(
    IEnumerable<ISubscription> subscriptions, OutboxReader outbox, NpgsqlDataSource source, ITenants tenants,
    SystemCalls calls, OutboxSignal signal, TimeProvider time, ILogger<Dispatcher> log) : BackgroundService
{
    private static readonly TimeSpan Floor = TimeSpan.FromSeconds(1);
    private static readonly Meter Meter = new("Marquee.Kernel");
    private readonly Histogram<double> _delay = Meter.CreateHistogram<double>(
        "marquee.events.delay", "s", "From an event's commit to the end of its handling, per subscription");

    private readonly Counter<long> _failures = Meter.CreateCounter<long>(
        "marquee.events.failures", "{failure}", "Failed deliveries, per subscription");

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(subscriptions.Select(subscription => LoopAsync(subscription, stoppingToken)));

    private async Task LoopAsync(ISubscription subscription, CancellationToken stop)
    {
        await Task.Yield();
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await OwnAndDeliverAsync(subscription, stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // The loop outlives every fault: the database may come back.
            catch (Exception e)
#pragma warning restore CA1031
            {
                LogLoopFailed(log, subscription.Name, e.Message);
                await Task.Delay(Floor, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task OwnAndDeliverAsync(ISubscription subscription, CancellationToken stop)
    {
        // The lock lives as long as this connection: a host that dies lets go by dying.
        await using var connection = await source.OpenConnectionAsync(stop);
        await using (var take = new NpgsqlCommand("select pg_try_advisory_lock(hashtextextended($1, 42))", connection))
        {
            take.Parameters.Add(new NpgsqlParameter { Value = "subscription:" + subscription.Name });
            if (await take.ExecuteScalarAsync(stop) is not true)
            {
                await Task.Delay(Floor, time, stop);
                return;
            }
        }

        while (!stop.IsCancellationRequested)
        {
            var seen = signal.Version;
            var more = await DeliverBatchAsync(subscription, stop);
            if (!more)
            {
                await signal.WaitAsync(seen, Floor, stop);
            }

            // Proves that the connection, and with it the lock, is still ours.
            await using var alive = new NpgsqlCommand("select 1", connection);
            await alive.ExecuteScalarAsync(stop);
        }
    }

    private async Task<bool> DeliverBatchAsync(ISubscription subscription, CancellationToken stop)
    {
        if (await outbox.CursorAsync(subscription.Name, stop) is not { } cursor)
        {
            return false;
        }

        if (cursor.HasReplays)
        {
            await ReplayAsync(subscription, stop);
        }

        var rows = await outbox.NextAsync(cursor, subscription.EventNames, stop);
        var attempts = cursor.Attempts;
        foreach (var row in rows)
        {
            if (await tenants.FindAsync(row.TenantId, stop) is { } tenant
                && await FailureAsync(subscription, row, tenant, stop) is { } failure)
            {
                await AfterFailureAsync(subscription, row, attempts + 1, failure, stop);
                return true;
            }

            await outbox.AdvanceAsync(subscription.Name, row, stop);
            attempts = 0;
        }

        return rows.Count > 0;
    }

    /// <summary>Tries again what somebody asked for, once each; what fails once more stays a dead letter.</summary>
    private async Task ReplayAsync(ISubscription subscription, CancellationToken stop)
    {
        foreach (var letter in await outbox.ReplaysAsync(subscription.Name, stop))
        {
            var failure = await tenants.FindAsync(letter.Row.TenantId, stop) is { } tenant
                ? await FailureAsync(subscription, letter.Row, tenant, stop) : null;
            if (failure is null)
            {
                await outbox.ForgetLetterAsync(subscription.Name, letter.Row, stop);
            }
            else if (!ExceptionEdge.IsAway(failure))
            {
                LogDeliveryFailed(
                    log, failure, letter.Row.Name, letter.Row.EventId, subscription.Name, letter.Attempts + 1);
                await outbox.KeepLetterAsync(subscription.Name, letter.Row, TextOf(failure), stop);
            }
        }
    }

    private static string TextOf(Exception failure) => failure.Message[..Math.Min(1000, failure.Message.Length)];

    private async Task<Exception?> FailureAsync(
        ISubscription subscription, OutboxReader.Row row, Tenant tenant, CancellationToken stop)
    {
        var started = time.GetTimestamp();
        try
        {
            var call = calls.For(tenant, $"event/{subscription.Name}/{row.EventId:D}");
            await subscription.HandleAsync(
                new Delivery(subscription.Name, call, row.EventId, row.Name, row.Version, row.OccurredAt, row.Payload),
                stop);
            _delay.Record(
                time.GetElapsedTime(started).TotalSeconds,
                new KeyValuePair<string, object?>("subscription", subscription.Name));
            return null;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // Whatever a handler throws is a failed delivery.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return e;
        }
    }

    private async Task AfterFailureAsync(
        ISubscription subscription, OutboxReader.Row row, int attempts, Exception failure, CancellationToken stop)
    {
        _failures.Add(1, new KeyValuePair<string, object?>("subscription", subscription.Name));
        LogDeliveryFailed(log, failure, row.Name, row.EventId, subscription.Name, attempts);
        var text = TextOf(failure);

        // A database that is away is nobody's fault: it does not use up the event's tries.
        if (attempts >= KernelLimits.DeliveryAttempts && !ExceptionEdge.IsAway(failure))
        {
            await outbox.SetAsideAsync(subscription.Name, row, attempts, text, stop);
            LogSetAside(log, row.Name, row.EventId, subscription.Name);
            return;
        }

        var wait = TimeSpan.FromMilliseconds(Math.Min(200 * Math.Pow(3, Math.Min(attempts - 1, 8)), 300_000));
        await outbox.RetryLaterAsync(subscription.Name, wait, text, stop);
        await Task.Delay(wait < Floor ? wait : Floor, time, stop);
    }

    [LoggerMessage(EventId = 1020, Level = LogLevel.Warning, Message =
        "Subscription {Subscription} stopped and starts again: {Reason}")]
    private static partial void LogLoopFailed(ILogger log, string subscription, string reason);

    [LoggerMessage(EventId = 1021, Level = LogLevel.Warning, Message =
        "{Event} {EventId} failed at {Subscription}, attempt {Attempt}")]
    private static partial void LogDeliveryFailed(
        ILogger log, Exception e, string @event, Guid eventId, string subscription, int attempt);

    [LoggerMessage(EventId = 1022, Level = LogLevel.Error, Message =
        "{Event} {EventId} is a dead letter of {Subscription}")]
    private static partial void LogSetAside(ILogger log, string @event, Guid eventId, string subscription);
}
