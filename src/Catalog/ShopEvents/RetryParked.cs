using Marquee.Kernel;

namespace Marquee.Catalog.ShopEvents;

/// <summary>Merchants, categories or items came: what waited for them is tried again.</summary>
internal sealed class RetryParked(ShopItems items) : ISubscription
{
    public string Name => "catalog.retry_parked";

    public IReadOnlyList<string> EventNames => ["catalog.items_changed", "catalog.import_finished"];

    // What is tried again ends its waiting in the same transaction, so a repeat finds nothing and needs no mark.
    public Task HandleAsync(Delivery delivery, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        return items.RetryAsync(delivery.Call, cancel);
    }
}
