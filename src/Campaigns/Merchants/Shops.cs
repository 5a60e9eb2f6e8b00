using Marquee.Catalog;
using Marquee.Kernel;

namespace Marquee.Campaigns.Merchants;

/// <summary>The shop that a call is for. One that is not the caller's does not exist for it.</summary>
internal static class Shops
{
    public static async Task<Result<Merchant>> FindAsync(
        CallContext call, ICatalog catalog, string shop, CancellationToken cancel)
    {
        // A shop's own pages show all of its items, so bounds by category end before them.
        if (!call.Actor.Sees(shop, null) || shop.Length > KernelLimits.ExternalIdLength)
        {
            return new Unknown("shop", shop);
        }

        var found = await catalog.FindMerchantsAsync(call, [shop], cancel);
        return found.TryGetValue(shop, out var merchant) ? merchant : new Unknown("shop", shop);
    }
}
