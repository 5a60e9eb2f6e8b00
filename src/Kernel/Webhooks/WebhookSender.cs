using System.Text.Json;
using Marquee.Kernel.Messages;
using Marquee.Kernel.Tenancy;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Marquee.Kernel.Webhooks;

/// <summary>
/// Sends what waits. A delivery under way belongs to its host for two minutes; a host that falls lets go of it then, so
/// it may come twice and is never lost. Deliveries of one webhook may overtake each other: each has its number.
/// </summary>
internal sealed partial class WebhookSender(
    WebhookFeed feed, WebhookClient client, KernelDb db, NpgsqlDataSource source, ITenants tenants, SystemCalls calls,
    OutboxSignal signal, TimeProvider time, ILogger<WebhookSender> log) : BackgroundService
{
    private static readonly TimeSpan Floor = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Sweep = TimeSpan.FromHours(1);

    internal sealed record Waiting(
        Guid Tenant, Guid Id, Guid Webhook, long Sequence, Guid EventId, string Event, int Version, string Payload,
        DateTimeOffset OccurredAt, int Attempts, string Url, byte[] Secret);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var swept = DateTimeOffset.MinValue;
        while (!stoppingToken.IsCancellationRequested)
        {
            var seen = signal.Version;
            var more = false;
            try
            {
                more = await TurnAsync(stoppingToken);
                if (time.GetUtcNow() - swept > Sweep)
                {
                    await SweepAsync(stoppingToken);
                    swept = time.GetUtcNow();
                }
            }
#pragma warning disable CA1031 // The next turn tries again; a database that is away comes back.
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                LogFailed(log, e.Message);
                await Task.Delay(Floor, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            if (!more && !stoppingToken.IsCancellationRequested)
            {
                await signal.WaitAsync(seen, Floor, stoppingToken);
            }
        }
    }

    /// <summary>Queues and sends what there is, a batch of it; whether there may be more.</summary>
    internal async Task<bool> TurnAsync(CancellationToken cancel)
    {
        var (seen, _) = await feed.TurnAsync(cancel);
        var batch = await TakeAsync(cancel);
        await Parallel.ForEachAsync(
            batch,
            new ParallelOptions { MaxDegreeOfParallelism = KernelLimits.WebhooksAtOnce, CancellationToken = cancel },
            async (one, stop) => await DeliverAsync(one, stop));
        return seen == KernelLimits.WebhookFeedRows || batch.Count == KernelLimits.WebhookBatch;
    }

    /// <summary>What is sent: who hears of what, which one, and the event as it was written. Pure.</summary>
    internal static byte[] BodyOf(Waiting one, string tenant)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("delivery", one.Id);
            json.WriteNumber("sequence", one.Sequence);
            json.WriteString("tenant", tenant);
            json.WriteString("eventId", one.EventId);
            json.WriteString("event", one.Event);
            json.WriteNumber("version", one.Version);
            json.WriteString("occurredAt", one.OccurredAt);
            json.WritePropertyName("data");
            json.WriteRawValue(one.Payload);
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    /// <summary>How long to wait after so many tries: ten seconds, tripled each time, an hour at most. Pure.</summary>
    internal static TimeSpan BackOff(int attempts) =>
        TimeSpan.FromSeconds(Math.Min(10 * Math.Pow(3, Math.Min(attempts - 1, 6)), 3_600));

    private async Task DeliverAsync(Waiting one, CancellationToken cancel)
    {
        if (await tenants.FindAsync(one.Tenant, cancel) is not { } tenant)
        {
            return;
        }

        var answer = await client.SendAsync(
            new Uri(one.Url), one.Secret, one.Event, one.Id.ToString("D"), BodyOf(one, tenant.Slug), cancel);
        await using var tx = await db.BeginAsync(calls.For(tenant), cancel);
        await (answer.Error is null
            ? DeliveredAsync(tx, one, answer, cancel) : FailedAsync(tx, one, answer, cancel));
        await tx.CommitAsync(cancel);
    }

    private static async Task DeliveredAsync(
        Transaction tx, Waiting one, WebhookAnswer answer, CancellationToken cancel) => await tx.ExecuteAllAsync(
        [
            $"""
            update kernel.webhook_delivery set state = 'delivered', attempts = attempts + 1, status = {answer.Status},
                error = null, took_ms = {answer.TookMs}, ended_at = clock_timestamp()
            where tenant_id = {one.Tenant} and delivery_id = {one.Id}
            """,
            $"""
            update kernel.webhook set failures = 0
            where tenant_id = {one.Tenant} and webhook_id = {one.Webhook} and failures > 0
            """,
        ], cancel);

    private async Task FailedAsync(
        Transaction tx, Waiting one, WebhookAnswer answer, CancellationToken cancel)
    {
        var attempts = one.Attempts + 1;
        var isDead = attempts >= KernelLimits.WebhookAttempts;
        await tx.ExecuteAsync($"""
            update kernel.webhook_delivery set attempts = {attempts}, status = {answer.Status}, error = {answer.Error},
                took_ms = {answer.TookMs}, next_at = clock_timestamp() + {BackOff(attempts)},
                state = case when {isDead} then 'dead' else 'waiting' end,
                ended_at = case when {isDead} then clock_timestamp() end
            where tenant_id = {one.Tenant} and delivery_id = {one.Id}
            """, cancel);
        var paused = await tx.ScalarAsync<string>(
            $"""
            update kernel.webhook set failures = failures + 1,
                paused_at = case when failures + 1 >= {KernelLimits.WebhookFailures} then {tx.Call.Now} end,
                pause_reason = case when failures + 1 >= {KernelLimits.WebhookFailures} then {answer.Error} end
            where tenant_id = {one.Tenant} and webhook_id = {one.Webhook} and paused_at is null
            returning case when paused_at is not null then name end
            """, cancel);
        if (paused is not null)
        {
            await tx.AddAsync(new WebhookPaused(one.Webhook, paused, answer.Error!), cancel);
            tx.AfterCommit(() => LogPaused(log, one.Webhook, answer.Error!));
        }
    }

    private async Task<List<Waiting>> TakeAsync(CancellationToken cancel)
    {
        await using var command = source.CreateCommand("""
            with due as (
                select d.tenant_id, d.delivery_id from kernel.webhook_delivery d
                join kernel.webhook w using (tenant_id, webhook_id)
                where d.state = 'waiting' and d.next_at <= clock_timestamp() and w.paused_at is null
                order by d.next_at, d.sequence limit $1 for update of d skip locked)
            update kernel.webhook_delivery d set next_at = clock_timestamp() + interval '2 minutes'
            from due, kernel.webhook w
            where d.tenant_id = due.tenant_id and d.delivery_id = due.delivery_id
                and w.tenant_id = d.tenant_id and w.webhook_id = d.webhook_id
            returning d.tenant_id, d.delivery_id, d.webhook_id, d.sequence, d.event_id, d.event, d.version,
                d.payload::text, d.occurred_at, d.attempts, w.url, w.secret
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = KernelLimits.WebhookBatch });
        await using var row = await command.ExecuteReaderAsync(cancel);
        var batch = new List<Waiting>();
        while (await row.ReadAsync(cancel))
        {
            batch.Add(new Waiting(
                row.GetGuid(0), row.GetGuid(1), row.GetGuid(2), row.GetInt64(3), row.GetGuid(4), row.GetString(5),
                row.GetInt32(6), row.GetString(7), row.Instant(8), row.GetInt32(9), row.GetString(10),
                row.GetFieldValue<byte[]>(11)));
        }

        return [.. batch.OrderBy(one => one.Sequence)];
    }

    private async Task SweepAsync(CancellationToken cancel)
    {
        await using var command = source.CreateCommand("""
            with journal as (delete from kernel.webhook_delivery where ended_at < clock_timestamp() - $1)
            delete from kernel.notification where changed_at < clock_timestamp() - $2
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = KernelLimits.WebhookJournalKept });
        command.Parameters.Add(new NpgsqlParameter { Value = KernelLimits.NotificationsKept });
        await command.ExecuteNonQueryAsync(cancel);
    }
}
