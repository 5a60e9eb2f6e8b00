namespace Marquee.Kernel.Notifications;

/// <summary>Developers hear that a webhook was paused.</summary>
internal sealed class WebhookNotification : INotificationKind
{
    public string Name => "kernel.webhooks";

    public Texts Label { get; } = new("Webhook 暂停", "Paused webhooks");

    public IReadOnlyList<string> EventNames { get; } = ["kernel.webhook_paused"];

    public bool IsMailed => true;

    public Task<IReadOnlyList<Notification>> OfAsync(Delivery delivery, CancellationToken cancel)
    {
        var paused = delivery.Read<WebhookPaused>();
        return Task.FromResult<IReadOnlyList<Notification>>(
        [
            new(
                paused.WebhookId.ToString("D"),
                new Texts($"Webhook“{paused.Name}”已暂停", $"The webhook '{paused.Name}' was paused"),
                new Texts(
                    $"对方连续失败，最近一次：{paused.Reason}", $"Its address failed again and again; last: {paused.Reason}"),
                "webhooks", Recipients.Staff(Role.Developer)),
        ]);
    }
}
