namespace Marquee.Kernel.Messages;

/// <summary>Wakes the subscriptions: some transaction put events into the outbox.</summary>
internal sealed class OutboxSignal(TimeProvider time) : ChannelSignal(Name, time)
{
    public const string Name = "marquee_outbox";
}
