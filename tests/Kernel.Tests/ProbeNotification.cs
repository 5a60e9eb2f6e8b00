namespace Marquee.Kernel.Tests;

/// <summary>Tells shops and an operator whatever happened: of one name the latest word.</summary>
internal sealed class ProbeNotification : INotificationKind
{
    public string Name => "probe.happened";

    public Texts Label { get; } = new("发生", "Happened");

    public IReadOnlyList<string> EventNames { get; } = ["probe.happened"];

    public bool IsMailed => true;

    public Task<IReadOnlyList<Notification>> OfAsync(Delivery delivery, CancellationToken cancel)
    {
        var shops = delivery.Read<Happened>().Name.Split(',');
        return Task.FromResult<IReadOnlyList<Notification>>(
        [
            .. shops.Select(shop => Of(shop, Recipients.OfShop(shop))), Of("all", Recipients.Staff(Role.Operator)),
        ]);
    }

    private static Notification Of(string what, Recipients to) => new(
        "thing", new Texts($"{what} 有事", $"Something of {what}"), new Texts("请看", "Please look"), "things", to);
}
