using Marquee.Kernel;

namespace Marquee.Trade.ShopEvents;

/// <summary>Items came: orders that waited for their SKUs are tried again.</summary>
internal sealed class RetryParked(ShopOrders orders) : ISubscription
{
    public string Name => "trade.retry_parked";

    public IReadOnlyList<string> EventNames => ["catalog.items_changed"];

    // What is tried again ends its waiting in the same transaction, so a repeat finds nothing and needs no mark.
    public Task HandleAsync(Delivery delivery, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        return orders.RetryAsync(delivery.Call, cancel);
    }
}
