namespace Marquee.Kernel.Notifications;

/// <summary>Developers hear that a subscription gave events up.</summary>
internal sealed class DeadLetterNotification : INotificationKind
{
    public string Name => "kernel.dead_letters";

    public Texts Label { get; } = new("死信", "Dead letters");

    public IReadOnlyList<string> EventNames { get; } = ["kernel.dead_letter_added"];

    public bool IsMailed => true;

    public Task<IReadOnlyList<Notification>> OfAsync(Delivery delivery, CancellationToken cancel)
    {
        var letter = delivery.Read<DeadLetterAdded>();
        return Task.FromResult<IReadOnlyList<Notification>>(
        [
            new(
                letter.Subscription,
                new Texts($"{letter.Subscription} 有事件无法处理", $"{letter.Subscription} cannot handle events"),
                new Texts(
                    $"最近一次是 {letter.Event}。请查看原因后重试或放弃。",
                    $"The last one was {letter.Event}. See why, then try it again or give it up."),
                "dead-letters", Recipients.Staff(Role.Developer, Role.Operator)),
        ]);
    }
}
