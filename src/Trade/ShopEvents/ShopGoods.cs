using Marquee.Catalog;
using Marquee.Kernel;

namespace Marquee.Trade.ShopEvents;

/// <summary>What the catalogue knows of the SKUs and shoppers that some orders name.</summary>
internal sealed record ShopGoods(
    IReadOnlyDictionary<string, Sku> Skus, IReadOnlyDictionary<int, Item> Items,
    IReadOnlyDictionary<int, Merchant> Merchants, IReadOnlyDictionary<string, Shopper> Shoppers)
{
    public static async Task<ShopGoods> LoadAsync(
        ICatalog catalog, CallContext call, IReadOnlyList<ShopEvent> events, CancellationToken cancel)
    {
        var orders = events.Where(told => OrderEvents.Wrong(told, call.Tenant.Currency) is null)
            .Select(told => told.Order).OfType<ShopOrder>().ToList();
        // A batch of the largest orders names more than one call may ask for.
        var skus = new Dictionary<string, Sku>(StringComparer.Ordinal);
        foreach (var ids in orders.SelectMany(order => order.Lines).Select(line => line.SkuId).Distinct()
            .Chunk(CatalogLimits.Batch))
        {
            foreach (var (id, sku) in await catalog.FindSkusAsync(call, ids, cancel))
            {
                skus.Add(id, sku);
            }
        }

        var items = new Dictionary<int, Item>();
        foreach (var numbers in skus.Values.Select(sku => sku.ItemNo).Distinct().Chunk(CatalogLimits.Batch))
        {
            foreach (var (no, item) in await catalog.GetItemsAsync(call, numbers, cancel))
            {
                items.Add(no, item);
            }
        }

        var merchants = await catalog.GetMerchantsAsync(
            call, [.. items.Values.Select(item => item.MerchantNo).Distinct().Take(CatalogLimits.Batch)], cancel);
        var ensured = orders.Count == 0 ? null : (Result<IReadOnlyDictionary<string, Shopper>>?)await catalog
            .EnsureShoppersAsync(call, [.. orders.Select(order => order.ShopperId).Distinct()], cancel);
        return new ShopGoods(
            skus, items, merchants,
            ensured is { IsSuccess: true } shoppers ? shoppers.Value : new Dictionary<string, Shopper>());
    }
}
