using Marquee.Catalog;
using Marquee.Kernel;

namespace Marquee.Benefits.Tests;

/// <summary>A catalogue of one shop, in memory; shoppers are made when asked for.</summary>
internal sealed class FakeCatalog : ICatalog
{
    private readonly Dictionary<string, Shopper> _shoppers = [];
    private readonly Lock _lock = new();

    public static Merchant Shop { get; } = new(
        7, "shop-7", "Seven", null, null, MerchantStanding.Good, [], null, null, 1);

    public Task<IReadOnlyDictionary<string,
    Merchant>> FindMerchantsAsync(CallContext call, IReadOnlyList<string> ids, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyDictionary<string, Merchant>>(
            ids.Contains(Shop.Id) ? new Dictionary<string, Merchant> { [Shop.Id] = Shop } : []);

    public Task<Result<IReadOnlyDictionary<string, Shopper>>> EnsureShoppersAsync(
        CallContext call, IReadOnlyList<string> ids, CancellationToken cancel)
    {
        lock (_lock)
        {
            foreach (var id in ids)
            {
                _shoppers.TryAdd(id, new Shopper(_shoppers.Count + 1, id, null));
            }

            return Task.FromResult(
                Result<IReadOnlyDictionary<string,
                Shopper>>.Of(ids.Distinct().ToDictionary(id => id, id => _shoppers[id])));
        }
    }

    public Task<IReadOnlyDictionary<int,
    Shopper>> GetShoppersAsync(CallContext call, IReadOnlyList<int> shopperNos, CancellationToken cancel)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyDictionary<int, Shopper>>(
                _shoppers.Values.Where(s => shopperNos.Contains(s.ShopperNo)).ToDictionary(s => s.ShopperNo));
        }
    }

    public Task<IReadOnlyDictionary<string,
    Item>> FindItemsAsync(CallContext call, IReadOnlyList<string> ids, CancellationToken cancel) =>
        throw new NotSupportedException();

    public Task<IReadOnlyDictionary<string,
    Sku>> FindSkusAsync(CallContext call, IReadOnlyList<string> ids, CancellationToken cancel) =>
        throw new NotSupportedException();

    public Task<IReadOnlyDictionary<string,
    Shopper>> FindShoppersAsync(CallContext call, IReadOnlyList<string> ids, CancellationToken cancel) =>
        throw new NotSupportedException();

    public Task<IReadOnlyDictionary<int,
    Merchant>> GetMerchantsAsync(CallContext call, IReadOnlyList<int> merchantNos, CancellationToken cancel) =>
        throw new NotSupportedException();

    public Task<IReadOnlyDictionary<int,
    Item>> GetItemsAsync(CallContext call, IReadOnlyList<int> itemNos, CancellationToken cancel) =>
        throw new NotSupportedException();

    public Task<IReadOnlyDictionary<int,
    Sku>> GetSkusAsync(CallContext call, IReadOnlyList<int> skuNos, CancellationToken cancel) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<Sku>> SkusOfItemsAsync(
        CallContext call, IReadOnlyList<int> itemNos, CancellationToken cancel) => throw new NotSupportedException();

    /// <summary>The shop sells one item, in the category <c>toys</c>.</summary>
    public Task<IReadOnlyList<Item>> ListItemsAsync(
        CallContext call, ItemFilter filter, int afterItemNo, int limit, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<Item>>(
            filter.MerchantNo == Shop.MerchantNo && filter.Category is null or "toys"
                ? [new Item(1, "item-1", Shop.MerchantNo, null, "Bear", "toys", true, null, null, null, 1)] : []);

    public Task<IReadOnlyList<Category>> CategoriesAsync(CallContext call, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<Category>>(
            [new Category("toys", "玩具", "Toys"), new Category("food", "食品", "Food")]);

    public Task<IReadOnlyList<CatalogChange>> ChangesAsync(
        CallContext call, long afterSeq, int limit, CancellationToken cancel) => throw new NotSupportedException();
}
