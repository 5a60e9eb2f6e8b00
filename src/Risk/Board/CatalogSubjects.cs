using Marquee.Catalog;
using Marquee.Kernel;

namespace Marquee.Risk.Board;

/// <summary>Items, merchants and SKUs, whose owner stands below and cannot register them itself.</summary>
internal static class CatalogSubjects
{
    public sealed class Items(ICatalog catalog) : ITakedownSubjects
    {
        public string Name => "item";

        public async Task<TakedownSubject?> FindAsync(CallContext call, string subject, CancellationToken cancel) =>
            (await catalog.FindItemsAsync(call, [subject], cancel)).TryGetValue(subject, out var item)
                ? await OfItemAsync(catalog, call, item, item.Title, cancel)
                : null;
    }

    public sealed class Merchants(ICatalog catalog) : ITakedownSubjects
    {
        public string Name => "merchant";

        public async Task<TakedownSubject?> FindAsync(CallContext call, string subject, CancellationToken cancel) =>
            (await catalog.FindMerchantsAsync(call, [subject], cancel)).TryGetValue(subject, out var merchant)
                ? new TakedownSubject(merchant.Name, merchant.Id, null)
                : null;
    }

    public sealed class Prices(ICatalog catalog) : ITakedownSubjects
    {
        public string Name => "price";

        public async Task<TakedownSubject?> FindAsync(CallContext call, string subject, CancellationToken cancel)
        {
            if (!(await catalog.FindSkusAsync(call, [subject], cancel)).TryGetValue(subject, out var sku))
            {
                return null;
            }

            var item = (await catalog.GetItemsAsync(call, [sku.ItemNo], cancel))[sku.ItemNo];
            var title = sku.Spec.Length == 0 ? item.Title : $"{item.Title} ({sku.Spec})";
            return await OfItemAsync(catalog, call, item, title, cancel);
        }
    }

    private static async Task<TakedownSubject> OfItemAsync(
        ICatalog catalog, CallContext call, Item item, string title, CancellationToken cancel) =>
        new(title, (await catalog.GetMerchantsAsync(call, [item.MerchantNo], cancel))[item.MerchantNo].Id,
            item.Category);
}
