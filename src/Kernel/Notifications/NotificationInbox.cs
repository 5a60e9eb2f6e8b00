using Marquee.Kernel.Tenancy;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Kernel.Notifications;

/// <summary>What somebody was told on a tenant, newest first, and what of it they have read.</summary>
internal static class NotificationInbox
{
    internal sealed record View(
        Guid Id, string Kind, Texts KindLabel, Texts Title, Texts Text, string Link, string? Shop, DateTimeOffset At,
        int Times, bool IsRead);

    /// <param name="Count">How many; never more than can be counted quickly.</param>
    /// <param name="IsMore">Whether there are more than that.</param>
    internal sealed record UnreadView(int Count, bool IsMore);

    internal sealed record ReadBody(IReadOnlyList<Guid>? Notifications = null, bool All = false);

    private readonly record struct Key(DateTimeOffset ChangedAt, Guid Id);

    private sealed record Row(
        Guid Id, string Kind, Texts Title, Texts Text, string Link, string? Shop, DateTimeOffset At, int Times,
        bool IsRead, DateTimeOffset ChangedAt);

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/notifications", ListAsync).WithName("ListNotifications").WithSummary(
            "What the caller was told, newest first; unread narrows it, the header Marquee-Shop to one shop and what "
                + "concerns every shop").Allow(Reader.Roles).Rows(RowRule.Filtered);
        api.MapGet("/notifications/unread", CountAsync).WithName("CountUnreadNotifications").WithSummary(
            "How many notifications the caller has not read").Allow(Reader.Roles).Rows(RowRule.Filtered);
        api.MapPost("/notifications/read", ReadAsync).WithName("ReadNotifications").WithSummary(
            "Mark notifications as read, or all that there are").Allow(Reader.Roles).OfOneself();
    }

    private static async Task<Answer<Page<View>>> ListAsync(
        bool? unread, [AsParameters] PageQuery page, CallContext call, KernelDb db, Registry<INotificationKind> kinds,
        CancellationToken cancel)
    {
        var start = page.Start<Key>(call, "notifications");
        if (!start.IsSuccess)
        {
            return start.Error;
        }

        if (Reader.Of(call) is not { } person)
        {
            return start.Value.Of<View>([], _ => default);
        }

        var (at, id) = (start.Value.After?.ChangedAt, start.Value.After?.Id);
        var rows = await db.ReadAsync(call, tx => tx.QueryAsync(
            $"""
            {Mine(call, person)}
            select notification_id, kind, title, body, link, shop, at, revision, is_read, changed_at from mine
            where ({unread ?? false} = false or not is_read)
              and ({at}::timestamptz is null or (changed_at, notification_id) < ({at}, {id}))
            order by changed_at desc, notification_id desc limit {start.Value.Limit + 1}
            """,
            row => new Row(
                row.GetGuid(0), row.GetString(1), row.Json<Texts>(2), row.Json<Texts>(3), row.GetString(4),
                row.TextOrNull(5), row.Instant(6), row.GetInt32(7), row.GetBoolean(8), row.Instant(9)), cancel),
            cancel);
        var found = start.Value.Of(rows, row => new Key(row.ChangedAt, row.Id));
        return new Page<View>([.. found.Items.Select(row => new View(
            row.Id, row.Kind, kinds.TryGet(row.Kind, out var kind) ? kind.Label : new Texts(row.Kind, row.Kind),
            row.Title, row.Text, row.Link, row.Shop, row.At, row.Times, row.IsRead))], found.Next);
    }

    private static async Task<Answer<UnreadView>> CountAsync(
        CallContext call, KernelDb db, CancellationToken cancel)
    {
        if (Reader.Of(call) is not { } person)
        {
            return new UnreadView(0, false);
        }

        var count = await db.ReadAsync(call, tx => tx.ScalarAsync<long>(
            $"""
            {Mine(call, person)}
            select count(*) from (select from mine where not is_read limit {KernelLimits.UnreadCounted + 1}) counted
            """, cancel), cancel);
        return new UnreadView(
            (int)Math.Min(count, KernelLimits.UnreadCounted), count > KernelLimits.UnreadCounted);
    }

    private static async Task<Answer<Done>> ReadAsync(
        ReadBody body, CallContext call, KernelDb db, CancellationToken cancel)
    {
        if (body.All == body.Notifications is { Count: > 0 } || body.Notifications?.Count > KernelLimits.PageRows)
        {
            return new InvalidRequest(
                "notifications", "must name notifications, or all of them be meant", body.Notifications?.Count,
                $"1 to {KernelLimits.PageRows} ids, or all: true");
        }

        if (Reader.Of(call) is not { } person)
        {
            return new NotAllowed("somebody signed in: only a person has notifications");
        }

        return await db.MutateAsync<Done>(call, async tx =>
        {
            await tx.ExecuteAsync(body.All
                ? (SqlText)$"""
                insert into kernel.notification_reader as r (tenant_id, principal_id, read_until)
                values ({call.Tenant.Id}, {person}, clock_timestamp())
                on conflict (tenant_id, principal_id) do update set read_until = excluded.read_until
                """
                : $"""
                insert into kernel.notification_read as r (tenant_id, principal_id, notification_id, revision)
                select n.tenant_id, {person}, n.notification_id, n.revision from kernel.notification n
                where n.tenant_id = {call.Tenant.Id} and n.notification_id = any({body.Notifications!})
                    and exists (select from {NotificationSql.Grants} where g.principal_id = {person}
                        and (g.tenant_id is null or g.tenant_id = n.tenant_id) and {NotificationSql.Reaches})
                on conflict (tenant_id, principal_id, notification_id) do update set revision = excluded.revision
                """, cancel);
            return Done.Instance;
        }, cancel);
    }

    /// <summary>A <c>with</c> clause: what the person may read and has not muted, as <c>mine</c>.</summary>
    private static SqlText Mine(CallContext call, Guid person) => $"""
        with held as materialized (
            select g.* from {NotificationSql.Grants}
            where g.principal_id = {person} and (g.tenant_id is null or g.tenant_id = {call.Tenant.Id})),
        told as (
            select n.* from kernel.notification n
            where n.tenant_id = {call.Tenant.Id} and n.shop is null
                and ({call.Actor.Shop}::text is null or n.roles is null)
            union all
            select n.* from kernel.notification n
            where n.tenant_id = {call.Tenant.Id}
                and n.shop = any(array(select distinct unnest(merchants) from held))
                and ({call.Actor.Shop}::text is null or n.shop = {call.Actor.Shop})),
        mine as (
            select n.*, n.changed_at <= coalesce((
                    select read_until from kernel.notification_reader r
                    where r.tenant_id = n.tenant_id and r.principal_id = {person}), '-infinity')
                or exists (
                    select from kernel.notification_read r
                    where r.tenant_id = n.tenant_id and r.principal_id = {person}
                        and r.notification_id = n.notification_id and r.revision >= n.revision) as is_read
            from told n
            where exists (select from held g where {NotificationSql.Reaches})
              and not exists (
                select from kernel.notification_preference p
                where p.tenant_id = n.tenant_id and p.principal_id = {person} and p.kind = n.kind and not p.in_app))
        """;
}
