using System.Diagnostics;
using System.Runtime.ExceptionServices;
using Marquee.Kernel.Tenancy;

namespace Marquee.Kernel.Notifications;

/// <summary>
/// Makes notifications of events. Every kind is asked for itself and remembers what it has seen, so that one that fails
/// is asked again without the others saying anything twice.
/// </summary>
internal sealed class NotificationFeed(Registry<INotificationKind> kinds, KernelDb db) : ISubscription
{
    public const string SubscriptionName = "kernel.notifications";

    public string Name => SubscriptionName;

    public IReadOnlyList<string> EventNames { get; } =
        [.. kinds.All.SelectMany(kind => kind.EventNames).Distinct(StringComparer.Ordinal)];

    public async Task HandleAsync(Delivery delivery, CancellationToken cancel)
    {
        Exception? first = null;
        foreach (var kind in kinds.All.Where(one => one.EventNames.Contains(delivery.EventName)))
        {
            try
            {
                await TellAsync(kind, delivery, cancel);
            }
#pragma warning disable CA1031 // The other kinds still speak; the failure is thrown afterwards.
            catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
            {
                first ??= e;
            }
        }

        if (first is not null)
        {
            ExceptionDispatchInfo.Throw(first);
        }
    }

    private async Task TellAsync(INotificationKind kind, Delivery delivery, CancellationToken cancel)
    {
        var all = await kind.OfAsync(delivery, cancel);
        if (all.Count > KernelLimits.NotificationsPerEvent)
        {
            throw new InvalidOperationException(
                $"{kind.Name} has {all.Count} notifications of one event; "
                    + $"{KernelLimits.NotificationsPerEvent} at most.");
        }

        if (all.Count == 0)
        {
            return;
        }

        await using var tx = await db.BeginAsync(delivery.Call, cancel);
        var once = delivery with { Subscription = $"{Name}/{kind.Name}" };
        if (!await once.IsFirstAsync(tx, cancel))
        {
            return;
        }

        foreach (var alike in all.GroupBy(one => one.IsNewsOnlyWhenChanged))
        {
            foreach (var some in alike.Chunk(KernelLimits.NotificationsPerStatement))
            {
                await StoreAsync(tx, kind.Name, some, alike.Key, delivery.OccurredAt, cancel);
            }
        }

        await tx.AddAsync(
            new Notified(
                kind.Name, delivery.EventId, delivery.EventName, all.Count, all[0].Title, all[0].Link), cancel);
        await tx.CommitAsync(cancel);
    }

    private static Task<int> StoreAsync(
        Transaction tx, string kind, IReadOnlyList<Notification> some, bool onlyChanged, DateTimeOffset at,
        CancellationToken cancel)
    {
        Debug.Assert(some.All(one => one.Subject.Length is > 0 and <= 200), "A subject has 1 to 200 characters.");
        return tx.ExecuteAsync($"""
            insert into kernel.notification as n (tenant_id, notification_id, kind, subject, title, body, link, roles,
                category, shop, every_shop, needs, principal_id, at)
            select {tx.Call.Tenant.Id}, r.id, {kind}, r.subject, r.title, r.body, r.link, r.roles, r.category, r.shop,
                r."everyShop", r.needs, r.person, {at}
            from jsonb_to_recordset({new SqlText.Json(some.Select(one => new
        {
            Id = tx.Call.Ids.Next(),
            one.Subject,
            one.Title,
            Body = one.Text,
            one.Link,
            one.To.Roles,
            one.To.Category,
            one.To.Shop,
            EveryShop = one.To.IsEveryShop,
            one.To.Needs,
            one.To.Person,
        }))}) as r (id uuid, subject text, title jsonb, body jsonb, link text, roles text[], category text, shop text,
                "everyShop" boolean, needs text, person uuid)
            on conflict (tenant_id, kind, subject, shop, principal_id) do update set
                revision = n.revision + 1, title = excluded.title, body = excluded.body, link = excluded.link,
                roles = excluded.roles, category = excluded.category, every_shop = excluded.every_shop,
                needs = excluded.needs, at = greatest(n.at, excluded.at), changed_at = clock_timestamp()
            where not {onlyChanged} or (n.title, n.body, n.link) is distinct from
                (excluded.title, excluded.body, excluded.link)
            """, cancel);
    }
}
