using System.Text.Json;
using Marquee.Kernel.Messages;
using Marquee.Kernel.Tenancy;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Marquee.Kernel.Webhooks;

/// <summary>
/// Sends what waits, every webhook in a lane of its own, so that a slow one holds up only itself. A delivery under way
/// belongs to its host for two minutes; a host that falls lets go of it then, so it may come twice and is never lost.
/// Deliveries of one webhook may overtake each other: each has its number.
/// </summary>
internal sealed partial class WebhookSender(
    WebhookFeed feed, WebhookClient client, KernelDb db, NpgsqlDataSource source, ITenants tenants, SystemCalls calls,
    OutboxSignal signal, TimeProvider time, ILogger<WebhookSender> log) : BackgroundService
{
    private static readonly TimeSpan Floor = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Sweep = TimeSpan.FromHours(1);

    private readonly Dictionary<Guid, (Guid Tenant, Task Work)> _lanes = [];

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
                // A lane that ends may have more to do.
                await Task.WhenAny([
                    signal.WaitAsync(seen, Floor, stoppingToken), .. _lanes.Values.Select(lane => lane.Work)]);
            }
        }

        await EndAsync();
    }

    /// <summary>
    /// Queues what there is and starts lanes for what waits; whether there may be more. Not thread-safe.
    /// </summary>
    internal async Task<bool> TurnAsync(CancellationToken cancel)
    {
        foreach (var (webhook, lane) in _lanes.Where(one => one.Value.Work.IsCompleted).ToList())
        {
            _lanes.Remove(webhook);
            await lane.Work;
        }

        var (seen, _) = await feed.TurnAsync(cancel);
        if (_lanes.Count < KernelLimits.WebhookLanes)
        {
            foreach (var lane in (await TakeAsync(cancel)).GroupBy(one => one.Webhook))
            {
                _lanes.Add(lane.Key, (lane.First().Tenant, LaneAsync([.. lane], cancel)));
            }
        }

        return seen == KernelLimits.WebhookFeedRows;
    }

    /// <summary>Waits until the lanes under way have ended.</summary>
    internal Task EndAsync() => Task.WhenAll(_lanes.Values.Select(lane => lane.Work));

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

    private async Task LaneAsync(IReadOnlyList<Waiting> batch, CancellationToken cancel)
    {
        try
        {
            var isAway = false;
            var options = new ParallelOptions
            {
                MaxDegreeOfParallelism = KernelLimits.WebhooksAtOnce,
                CancellationToken = cancel,
            };
            await Parallel.ForEachAsync(batch, options, async (one, stop) =>
            {
                // Who is away is not asked sixteen times: the rest comes again when the hold ends, with all its tries.
                if (!Volatile.Read(ref isAway) && IsAway(await DeliverAsync(one, stop)))
                {
                    Volatile.Write(ref isAway, true);
                }
            });
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // The host stops; another takes it up when the hold ends.
        }
#pragma warning disable CA1031 // What could not be written down is sent again when the hold ends.
        catch (Exception e)
#pragma warning restore CA1031
        {
            LogFailed(log, e.Message);
        }
    }

    private static bool IsAway(WebhookAnswer? answer) =>
        answer is { Error: not null, Status: null or 429 or >= 500 };

    private async Task<WebhookAnswer?> DeliverAsync(Waiting one, CancellationToken cancel)
    {
        if (await tenants.FindAsync(one.Tenant, cancel) is not { } tenant)
        {
            return null;
        }

        var answer = await client.SendAsync(
            new Uri(one.Url), one.Secret, one.Event, one.Id.ToString("D"), BodyOf(one, tenant.Slug), cancel);
        await using var tx = await db.BeginAsync(calls.For(tenant), cancel);
        await (answer.Error is null
            ? DeliveredAsync(tx, one, answer, cancel) : FailedAsync(tx, one, answer, cancel));
        await tx.CommitAsync(cancel);
        return answer;
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
            update kernel.webhook set failures = 0, failing_at = null
            where tenant_id = {one.Tenant} and webhook_id = {one.Webhook} and failures > 0
            """,
        ], cancel);

    private async Task FailedAsync(
        Transaction tx, Waiting one, WebhookAnswer answer, CancellationToken cancel)
    {
        var attempts = one.Attempts + 1;
        var isDead = attempts >= KernelLimits.WebhookAttempts;
        // What was sent twice and arrived the other time has arrived.
        var isOurs = await tx.ExecuteAsync($"""
            update kernel.webhook_delivery set attempts = {attempts}, status = {answer.Status}, error = {answer.Error},
                took_ms = {answer.TookMs}, next_at = clock_timestamp() + {BackOff(attempts)},
                state = case when {isDead} then 'dead' else 'waiting' end,
                ended_at = case when {isDead} then clock_timestamp() end
            where tenant_id = {one.Tenant} and delivery_id = {one.Id} and state = 'waiting'
                and attempts = {one.Attempts}
            """, cancel) > 0;
        if (!isOurs)
        {
            return;
        }

        var paused = await tx.ScalarAsync<string>(
            $"""
            update kernel.webhook w set failures = failures + 1, failing_at = coalesce(failing_at, clock_timestamp()),
                paused_at = case when enough then {tx.Call.Now} end,
                pause_reason = case when enough then {answer.Error} end
            from (select webhook_id, failures + 1 >= {KernelLimits.WebhookFailures}
                    and failing_at <= clock_timestamp() - {KernelLimits.WebhookPatience} as enough
                from kernel.webhook where tenant_id = {one.Tenant} and webhook_id = {one.Webhook} for update) f
            where w.tenant_id = {one.Tenant} and w.webhook_id = f.webhook_id and paused_at is null
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
            with ready as (
                select w.tenant_id, w.webhook_id, w.url, w.secret,
                    row_number() over (partition by w.tenant_id order by random())
                        + (select count(*) from unnest($2) busy where busy = w.tenant_id) as place
                from kernel.webhook w
                where w.paused_at is null and w.webhook_id <> all($1) and exists (
                    select from kernel.webhook_delivery d
                    where d.tenant_id = w.tenant_id and d.webhook_id = w.webhook_id and d.state = 'waiting'
                        and d.next_at <= clock_timestamp())),
            lane as (select * from ready where place <= $3 order by random() limit $4),
            due as (
                select d.*, l.url, l.secret
                from lane l cross join lateral (
                    select d.tenant_id, d.delivery_id from kernel.webhook_delivery d
                    where d.tenant_id = l.tenant_id and d.webhook_id = l.webhook_id and d.state = 'waiting'
                        and d.next_at <= clock_timestamp()
                    order by d.next_at, d.sequence limit $5 for update skip locked) d)
            update kernel.webhook_delivery d set next_at = clock_timestamp() + $6 from due
            where d.tenant_id = due.tenant_id and d.delivery_id = due.delivery_id
            returning d.tenant_id, d.delivery_id, d.webhook_id, d.sequence, d.event_id, d.event, d.version,
                d.payload::text, d.occurred_at, d.attempts, due.url, due.secret
            """);
        foreach (var value in new object[]
        {
            _lanes.Keys.ToArray(), _lanes.Values.Select(lane => lane.Tenant).ToArray(),
            (long)KernelLimits.WebhookLanesPerTenant, KernelLimits.WebhookLanes - _lanes.Count,
            KernelLimits.WebhookBatch, KernelLimits.WebhookHold,
        })
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

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
            with journal as (
                delete from kernel.webhook_delivery where (tenant_id, delivery_id) in (
                    select tenant_id, delivery_id from kernel.webhook_delivery
                    where ended_at < clock_timestamp() - $1 limit $3))
            delete from kernel.notification where (tenant_id, notification_id) in (
                select tenant_id, notification_id from kernel.notification
                where changed_at < clock_timestamp() - $2 limit $3)
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = KernelLimits.WebhookJournalKept });
        command.Parameters.Add(new NpgsqlParameter { Value = KernelLimits.NotificationsKept });
        command.Parameters.Add(new NpgsqlParameter { Value = KernelLimits.SweepRows });
        await command.ExecuteNonQueryAsync(cancel);
    }
}
