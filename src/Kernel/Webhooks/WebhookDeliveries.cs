using System.Text.Json;
using Marquee.Kernel.Messages;
using Marquee.Kernel.Tenancy;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Kernel.Webhooks;

/// <summary>The journal of a webhook; a test of it, and what was given up tried again.</summary>
internal static class WebhookDeliveries
{
    internal enum State
    {
        Waiting,
        Delivered,
        Dead,
    }

    internal sealed record View(
        Guid Id, long Sequence, Guid EventId, string Event, int Version, DateTimeOffset OccurredAt, State State,
        int Attempts, int? Status, string? Error, int? TookMs, DateTimeOffset? NextAt, DateTimeOffset? EndedAt,
        JsonElement Payload);

    internal sealed record PingView(Guid Delivery, bool Arrived, int? Status, string? Error, int TookMs);

    internal sealed record ReplayedView(int Deliveries);

    private sealed record Receiver(string Url, byte[] Secret);

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/webhooks/{id}/deliveries", ListAsync).WithName("ListWebhookDeliveries").WithSummary(
            "What was sent to a webhook and how it answered, newest first")
            .Allow(Role.Developer, Role.Operator, Role.Auditor).Rows(RowRule.Whole);
        api.MapPost("/webhooks/{id}/ping", PingAsync).WithName("PingWebhook").WithSummary(
            "Send a signed test now and tell how it was answered").Allow(Role.Developer);
        api.MapPost("/webhooks/{id}/deliveries/{delivery}/replay", ReplayAsync).WithName("ReplayWebhookDelivery")
            .WithSummary("Send a delivery again, with its number and a new signature").Allow(Role.Developer);
        api.MapPost("/webhooks/{id}/replays", ReplayDeadAsync).WithName("ReplayDeadWebhookDeliveries")
            .WithSummary("Send again every delivery of a webhook that was given up").Allow(Role.Developer);
    }

    private static async Task<Answer<Page<View>>> ListAsync(
        Guid id, State? state, [AsParameters] PageQuery page, CallContext call, KernelDb db, CancellationToken cancel)
    {
        var start = page.Start<long>(call, "webhook-deliveries");
        if (!start.IsSuccess)
        {
            return start.Error;
        }

        var rows = await db.ReadAsync(call, async tx => await FindAsync(tx, id, cancel) is null
            ? null
            : await tx.QueryAsync(
                $"""
                select delivery_id, sequence, event_id, event, version, occurred_at, state, attempts, status, error,
                    took_ms, case when state = 'waiting' then next_at end, ended_at, payload
                from kernel.webhook_delivery
                where tenant_id = {call.Tenant.Id} and webhook_id = {id}
                  and ({state}::text is null or state = {state})
                  and ({start.Value.After}::bigint is null or sequence < {start.Value.After})
                order by sequence desc limit {start.Value.Limit + 1}
                """,
                row => new View(
                    row.GetGuid(0), row.GetInt64(1), row.GetGuid(2), row.GetString(3), row.GetInt32(4),
                    row.Instant(5), row.Enum<State>(6), row.GetInt32(7), row.IntOrNull(8), row.TextOrNull(9),
                    row.IntOrNull(10), row.InstantOrNull(11), row.InstantOrNull(12), row.Json<JsonElement>(13)),
                cancel), cancel);
        return rows is null ? Missing(id) : start.Value.Of(rows, row => row.Sequence);
    }

    private static async Task<Answer<PingView>> PingAsync(
        Guid id, CallContext call, KernelDb db, WebhookClient client, CancellationToken cancel)
    {
        var receiver = await db.ReadAsync(call, tx => FindAsync(tx, id, cancel), cancel);
        if (receiver is null)
        {
            return Missing(id);
        }

        // Sent outside the transaction, so a repeat of the request is another test: it does nothing but ask.
        var delivery = call.Ids.Next();
        var body = WebhookSender.BodyOf(
            new WebhookSender.Waiting(
                call.Tenant.Id, delivery, id, 0, delivery, "kernel.ping", 1, "{}", call.Now, 0, receiver.Url,
                receiver.Secret), call.Tenant.Slug);
        var answer = await client.SendAsync(
            new Uri(receiver.Url), receiver.Secret, "kernel.ping", delivery.ToString("D"), body, cancel);
        return await db.MutateAsync<PingView>(call, async tx =>
        {
            await tx.AuditAsync(
                "kernel.webhook.pinged", $"webhook:{id:D}", new { answer.Status, answer.Error }, cancel);
            return new PingView(delivery, answer.Error is null, answer.Status, answer.Error, answer.TookMs);
        }, cancel);
    }

    private static async Task<Answer<Done>> ReplayAsync(
        Guid id, Guid delivery, CallContext call, KernelDb db, CancellationToken cancel) =>
        await db.MutateAsync<Done>(call, async tx =>
        {
            var found = await tx.ExecuteAsync($"""
                update kernel.webhook_delivery set state = 'waiting', attempts = 0, next_at = clock_timestamp(),
                    ended_at = null
                where tenant_id = {call.Tenant.Id} and webhook_id = {id} and delivery_id = {delivery}
                """, cancel);
            if (found == 0)
            {
                return new Unknown("delivery of this webhook", delivery.ToString("D"));
            }

            await tx.AuditAsync("kernel.webhook.replayed", $"webhook:{id:D}", new { delivery }, cancel);
            await tx.ExecuteAsync(ChannelSignal.NotifyOf(OutboxSignal.Name), cancel);
            return Done.Instance;
        }, cancel);

    private static async Task<Answer<ReplayedView>> ReplayDeadAsync(
        Guid id, CallContext call, KernelDb db, CancellationToken cancel) =>
        await db.MutateAsync<ReplayedView>(call, async tx =>
        {
            if (await FindAsync(tx, id, cancel) is null)
            {
                return Missing(id);
            }

            var deliveries = await tx.ExecuteAsync($"""
                update kernel.webhook_delivery set state = 'waiting', attempts = 0, next_at = clock_timestamp(),
                    ended_at = null
                where tenant_id = {call.Tenant.Id} and delivery_id in (
                    select delivery_id from kernel.webhook_delivery
                    where tenant_id = {call.Tenant.Id} and webhook_id = {id} and state = 'dead'
                    order by sequence limit {KernelLimits.WebhookReplays})
                """, cancel);
            await tx.AuditAsync("kernel.webhook.replayed", $"webhook:{id:D}", new { deliveries }, cancel);
            await tx.ExecuteAsync(ChannelSignal.NotifyOf(OutboxSignal.Name), cancel);
            return new ReplayedView(deliveries);
        }, cancel);

    private static Task<Receiver?> FindAsync(Transaction tx, Guid id, CancellationToken cancel) => tx.FindAsync(
        $"select url, secret from kernel.webhook where tenant_id = {tx.Call.Tenant.Id} and webhook_id = {id}",
        row => new Receiver(row.GetString(0), row.GetFieldValue<byte[]>(1)), cancel);

    private static Unknown Missing(Guid id) => new("webhook", id.ToString("D"));
}
