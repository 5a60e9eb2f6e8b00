namespace Marquee.Kernel;

/// <summary>
/// One kind of thing that people are told of. The module that owns the event declares it and registers it as a service;
/// Kernel keeps what was said, who has read it, and who wants it as mail.
/// </summary>
public interface INotificationKind : INamed
{
    /// <summary>What people call the kind, where they choose what to be told.</summary>
    Texts Label { get; }

    /// <summary>The events that it tells of.</summary>
    IReadOnlyList<string> EventNames { get; }

    /// <summary>Whether people who have said nothing get it as mail.</summary>
    bool IsMailed { get; }

    /// <summary>
    /// What to tell of an event; nothing is as good an answer. May be asked again for the same event, and says then
    /// what is true then. At most <see cref="KernelLimits.NotificationsPerEvent"/>; subjects are distinct per audience.
    /// </summary>
    Task<IReadOnlyList<Notification>> OfAsync(Delivery delivery, CancellationToken cancel);
}
