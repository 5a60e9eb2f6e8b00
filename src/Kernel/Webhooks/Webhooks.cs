using System.Security.Cryptography;
using Marquee.Kernel.Tenancy;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Npgsql;

namespace Marquee.Kernel.Webhooks;

/// <summary>A developer says which other systems hear of which events.</summary>
internal static class Webhooks
{
    internal sealed record Body(string Name, string Url, IReadOnlyList<string> Events);

    /// <summary>The secret is answered once; a repeat of the request answers without it.</summary>
    /// <param name="Id">Its id.</param>
    /// <param name="Name">What people call it.</param>
    /// <param name="Url">Where requests go.</param>
    /// <param name="Events">The names of the events it hears of.</param>
    /// <param name="CreatedAt">Since when.</param>
    /// <param name="CreatedBy">Who made it.</param>
    /// <param name="PausedAt">Since when nothing is sent; null when something is.</param>
    /// <param name="PauseReason">Why.</param>
    /// <param name="Failures">Failed requests in a row.</param>
    /// <param name="Missed">Events that found no place in its queue.</param>
    /// <param name="Waiting">Deliveries that wait.</param>
    /// <param name="Dead">Deliveries that were given up.</param>
    /// <param name="Secret">What requests are signed with.</param>
    internal sealed record View(
        Guid Id, string Name, string Url, IReadOnlyList<string> Events, DateTimeOffset CreatedAt, string CreatedBy,
        DateTimeOffset? PausedAt, string? PauseReason, int Failures, long Missed, long Waiting, long Dead,
        string? Secret);

    internal sealed record EventView(string Name, int Version);

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/webhooks", ListAsync).WithName("ListWebhooks").WithSummary(
            "The webhooks, in the order they were made").Allow(Readers).Rows(RowRule.Common);
        api.MapGet("/webhooks/events", (EventCatalog catalog) => ListEvents(catalog)).WithName("ListWebhookEvents")
            .WithSummary("Every event that a webhook can hear of").Allow(Readers).Rows(RowRule.Common);
        api.MapPost("/webhooks", CreateAsync).WithName("CreateWebhook").WithSummary(
            "Let another system hear of events from now on; the signing secret is answered once")
            .Allow(Role.Developer);
        api.MapPut("/webhooks/{id}", ChangeAsync).WithName("ChangeWebhook").WithSummary(
            "Change name, address or events of a webhook").Allow(Role.Developer);
        api.MapDelete("/webhooks/{id}", RemoveAsync).WithName("RemoveWebhook").WithSummary(
            "Remove a webhook with its journal; what waits is not sent").Allow(Role.Developer);
        api.MapPost("/webhooks/{id}/pause", (Guid id, CallContext call, KernelDb db, CancellationToken cancel) =>
                PauseAsync(id, true, call, db, cancel)).WithName("PauseWebhook")
            .WithSummary("Send nothing for now; events wait in the queue").Allow(Role.Developer);
        api.MapPost("/webhooks/{id}/resumption", (Guid id, CallContext call, KernelDb db, CancellationToken cancel) =>
                PauseAsync(id, false, call, db, cancel)).WithName("ResumeWebhook")
            .WithSummary("Send again, what waits first").Allow(Role.Developer);
    }

    private static Role[] Readers => [Role.Developer, Role.Operator, Role.Auditor];

    private static Answer<IReadOnlyList<EventView>> ListEvents(EventCatalog catalog) =>
        Answer<IReadOnlyList<EventView>>.Of([.. catalog.Events.Select(one => new EventView(one.Name, one.Version))]);

    private static async Task<Answer<IReadOnlyList<View>>> ListAsync(
        CallContext call, KernelDb db, CancellationToken cancel) => Answer<IReadOnlyList<View>>.Of(
        await db.ReadAsync(call, tx => tx.QueryAsync(
            $"{Select} where w.tenant_id = {call.Tenant.Id} order by w.webhook_id limit {KernelLimits.Webhooks}",
            ViewOf, cancel), cancel));

    private static async Task<Answer<View>> CreateAsync(
        Body body, CallContext call, KernelDb db, EventCatalog catalog, MarqueeSettings settings,
        CancellationToken cancel)
    {
        if (Wrong(body, catalog, settings.WebhooksReachPrivate) is { } wrong)
        {
            return wrong;
        }

        var secret = RandomNumberGenerator.GetBytes(32);
        var stored = await db.MutateAsync<View>(call, async tx =>
        {
            // One at a time per tenant, so that the limit holds.
            var count = await tx.ScalarAsync<long>($"""
                select (select count(*) from kernel.webhook where tenant_id = {call.Tenant.Id})
                from kernel.tenant where tenant_id = {call.Tenant.Id} for update
                """, cancel);
            if (count >= KernelLimits.Webhooks)
            {
                return new WebhooksFull(KernelLimits.Webhooks);
            }

            var id = call.Ids.Next();
            await tx.ExecuteAsync($"""
                insert into kernel.webhook (tenant_id, webhook_id, name, url, events, secret, created_by, created_at)
                values ({call.Tenant.Id}, {id}, {body.Name}, {body.Url}, {body.Events.Distinct()}, {secret},
                    {call.Actor.Name}, {call.Now})
                """, cancel);
            await tx.AuditAsync(
                "kernel.webhook.created", $"webhook:{id:D}", new { body.Name, body.Url, body.Events }, cancel);
            return await FindAsync(tx, id, cancel);
        }, cancel);
        // The secret is not stored with the answer, so a repeat cannot tell it again.
        return stored.Error is not null || stored.IsReplayed
            ? stored : stored.Value with { Secret = WebhookSignature.TextOf(secret) };
    }

    private static async Task<Answer<View>> ChangeAsync(
        Guid id, Body body, CallContext call, KernelDb db, EventCatalog catalog, MarqueeSettings settings,
        CancellationToken cancel) =>
        Wrong(body, catalog, settings.WebhooksReachPrivate) is { } wrong
            ? wrong
            : await StoreAsync(
                id, "kernel.webhook.changed", $"""
                update kernel.webhook set name = {body.Name}, url = {body.Url}, events = {body.Events.Distinct()},
                    failures = 0, failing_at = null
                where tenant_id = {call.Tenant.Id} and webhook_id = {id}
                """, new { body.Name, body.Url, body.Events }, call, db, cancel);

    private static Task<Answer<View>> PauseAsync(
        Guid id, bool pause, CallContext call, KernelDb db, CancellationToken cancel) => StoreAsync(
        id, pause ? "kernel.webhook.paused" : "kernel.webhook.resumed", $"""
        update kernel.webhook set failures = 0, failing_at = null, pause_reason = null,
            paused_at = case when {pause} then coalesce(paused_at, {call.Now}) end
        where tenant_id = {call.Tenant.Id} and webhook_id = {id}
        """, null, call, db, cancel);

    private static async Task<Answer<View>> StoreAsync(
        Guid id, string action, SqlText change, object? detail, CallContext call, KernelDb db,
        CancellationToken cancel) =>
        await db.MutateAsync<View>(call, async tx =>
        {
            if (await tx.ExecuteAsync(change, cancel) == 0)
            {
                return new Unknown("webhook", id.ToString("D"));
            }

            await tx.AuditAsync(action, $"webhook:{id:D}", detail, cancel);
            return await FindAsync(tx, id, cancel);
        }, cancel);

    private static async Task<Answer<Done>> RemoveAsync(
        Guid id, CallContext call, KernelDb db, CancellationToken cancel) =>
        await db.MutateAsync<Done>(call, async tx =>
        {
            var removed = await tx.ExecuteAsync(
                $"delete from kernel.webhook where tenant_id = {call.Tenant.Id} and webhook_id = {id}", cancel);
            if (removed == 0)
            {
                return new Unknown("webhook", id.ToString("D"));
            }

            await tx.AuditAsync("kernel.webhook.removed", $"webhook:{id:D}", null, cancel);
            return Done.Instance;
        }, cancel);

    internal static InvalidRequest? Wrong(Body body, EventCatalog catalog, bool privateToo)
    {
        var wrong = new List<FieldError>();
        if (body.Name.Length is 0 or > 100)
        {
            wrong.Add(new FieldError(
                "name", "is no name", body.Name[..Math.Min(200, body.Name.Length)], "1 to 100 characters"));
        }

        if (WebhookAddress.Wrong(body.Url, privateToo) is { } url)
        {
            wrong.Add(url);
        }

        if (body.Events.Count is 0 || body.Events.Count > catalog.Events.Count)
        {
            wrong.Add(new FieldError("events", "must name events", null, "names of GET /webhooks/events, each once"));
        }

        wrong.AddRange(body.Events.Take(catalog.Events.Count).Select((name, i) => (name, i))
            .Where(one => !catalog.Knows(one.name)).Take(10).Select(one => new FieldError(
                $"events[{one.i}]", "is no event", one.name[..Math.Min(200, one.name.Length)],
                "a name of GET /webhooks/events")));
        return wrong.Count == 0 ? null : new InvalidRequest(wrong);
    }

    private static async Task<View> FindAsync(Transaction tx, Guid id, CancellationToken cancel) =>
        (await tx.FindAsync(
            $"{Select} where w.tenant_id = {tx.Call.Tenant.Id} and w.webhook_id = {id}", ViewOf, cancel))!;

    private static SqlText.Raw Select { get; } = new("""
        select w.webhook_id, w.name, w.url, w.events, w.created_at, w.created_by, w.paused_at, w.pause_reason,
            w.failures, w.missed,
            (select count(*) from kernel.webhook_delivery d where d.tenant_id = w.tenant_id
                and d.webhook_id = w.webhook_id and d.state = 'waiting'),
            (select count(*) from kernel.webhook_delivery d where d.tenant_id = w.tenant_id
                and d.webhook_id = w.webhook_id and d.state = 'dead')
        from kernel.webhook w
        """);

    private static View ViewOf(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetString(1), row.GetString(2), row.List<string>(3), row.Instant(4), row.GetString(5),
        row.InstantOrNull(6), row.TextOrNull(7), row.GetInt32(8), row.GetInt64(9), row.GetInt64(10), row.GetInt64(11),
        null);

    private sealed record WebhooksFull(int Limit) : Error("kernel.webhooks_full", ErrorKind.Conflict)
    {
        public override string Message => $"There are {Limit} webhooks. Remove one first.";
    }
}
