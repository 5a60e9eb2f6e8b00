namespace Marquee.Kernel;

/// <summary>
/// People were told of something; what other systems hear of notifications. One for all that an event gave rise to.
/// </summary>
/// <param name="Kind">The kind of notification.</param>
/// <param name="EventId">The event that it was made of.</param>
/// <param name="Event">That event's name.</param>
/// <param name="Notifications">How many audiences were told.</param>
/// <param name="Title">The title of the first.</param>
/// <param name="Link">Where one acts on the first, below the tenant's address.</param>
[Event("kernel.notified", 1)]
public sealed record Notified(
    string Kind, Guid EventId, string Event, int Notifications, Texts Title, string Link);

/// <summary>An event became a dead letter.</summary>
/// <param name="Subscription">Whose.</param>
/// <param name="EventId">Which.</param>
/// <param name="Event">Its name.</param>
[Event("kernel.dead_letter_added", 1)]
public sealed record DeadLetterAdded(string Subscription, Guid EventId, string Event);

/// <summary>A webhook was paused because its address failed again and again.</summary>
/// <param name="WebhookId">Which.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Reason">How it failed last.</param>
[Event("kernel.webhook_paused", 1)]
public sealed record WebhookPaused(Guid WebhookId, string Name, string Reason);
