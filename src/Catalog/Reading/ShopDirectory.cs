using Marquee.Kernel;

namespace Marquee.Catalog.Reading;

/// <summary>A shop is a merchant.</summary>
internal sealed class ShopDirectory(ICatalog catalog) : IShopDirectory
{
    public async Task<bool> KnowsAsync(CallContext call, string shop, CancellationToken cancel) =>
        (await catalog.FindMerchantsAsync(call, [shop], cancel)).Count > 0;
}
