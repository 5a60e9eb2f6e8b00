using System.Collections.Concurrent;
using System.Reflection;

namespace Marquee.Kernel;

/// <summary>
/// Marks a record as an event: its stable name and version. Events only gain members; anything else is a new version
/// beside the old one.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class EventAttribute(string name, int version) : Attribute
{
    /// <summary>The name, <c>module.what_happened</c>.</summary>
    public string Name => name;

    /// <summary>The version, from 1.</summary>
    public int Version => version;
}

/// <summary>
/// Somebody who wants to know of events. Every subscription has its own cursor, retries and dead letters. Events of one
/// tenant arrive in commit order, at least once, one at a time; a failing one is retried with back-off and then set
/// aside as a dead letter, after which the next ones go on.
/// </summary>
public interface ISubscription : INamed
{
    /// <summary>The names of the events wanted.</summary>
    IReadOnlyList<string> EventNames { get; }

    /// <summary>
    /// Handles one event. Must be idempotent: begin the effect's transaction, ask <see cref="Delivery.IsFirstAsync"/>
    /// in it, and do nothing when it says no.
    /// </summary>
    Task HandleAsync(Delivery delivery, CancellationToken cancel);
}

/// <summary>One event on its way to one subscription.</summary>
/// <param name="Subscription">The subscription's name.</param>
/// <param name="Call">A call as the system, for the event's tenant.</param>
/// <param name="EventId">The event's id: the same on every repeat.</param>
/// <param name="EventName">The event's name.</param>
/// <param name="Version">The event's version.</param>
/// <param name="OccurredAt">When it happened, on the tenant's clock.</param>
/// <param name="Payload">The event as JSON.</param>
public sealed record Delivery(
    string Subscription, CallContext Call, Guid EventId, string EventName, int Version, DateTimeOffset OccurredAt,
    string Payload)
{
    /// <summary>The event as its record.</summary>
    public T Read<T>() => MarqueeJson.Read<T>(Payload);

    /// <summary>
    /// Records in the effect's transaction that this subscription has seen this event. False when it had: then there is
    /// nothing to do.
    /// </summary>
    public async Task<bool> IsFirstAsync(Transaction tx, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(tx);
        return await tx.ExecuteAsync($"""
            insert into kernel.inbox (tenant_id, subscription, event_id)
            values ({Call.Tenant.Id}, {Subscription}, {EventId}) on conflict do nothing
            """, cancel) == 1;
    }
}

internal static class EventType
{
    private static readonly ConcurrentDictionary<Type, (string Name, int Version)> Types = new();

    internal static (string Name, int Version) Of(Type type) => Types.GetOrAdd(type, static t =>
        t.GetCustomAttribute<EventAttribute>() is { } attribute
            ? (attribute.Name, attribute.Version)
            : throw new InvalidOperationException($"{t.Name} has no [Event]."));
}
