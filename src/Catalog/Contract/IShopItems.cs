using Marquee.Kernel;

namespace Marquee.Catalog;

/// <summary>
/// Takes over what an existing shop tells of its items and stock. Repeats, older versions and any order of arrival lead
/// to the same catalogue: of each item, SKU and stock the newest version counts. Merchants and categories come by
/// import; what names one that is not there yet is parked and tried again. Thread-safe.
/// </summary>
public interface IShopItems
{
    /// <summary>
    /// Takes at most <see cref="KernelLimits.ToldBatch"/> of them in a transaction of its own; answers in their order.
    /// </summary>
    Task<IReadOnlyList<ToldAnswer>> TakeAsync(
        CallContext call, IReadOnlyList<ShopItemEvent> events, CancellationToken cancel);

    /// <summary>What was told, oldest first, behind the given one; at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<ToldRow>> ListAsync(
        CallContext call, ToldOutcome? only, (DateTimeOffset At, string Id)? after, int limit,
        CancellationToken cancel);

    /// <summary>How many stand where.</summary>
    Task<ToldCounts> CountAsync(CallContext call, CancellationToken cancel);
}

/// <summary>What a shop tells of an item or of a SKU's stock; exactly one of the two is given.</summary>
/// <param name="Id">Unique among all events of the shop.</param>
/// <param name="At">When it happened.</param>
/// <param name="Entity">The item's external id; of a stock the SKU's.</param>
/// <param name="Version">The shop's version of it.</param>
/// <param name="Item">The item in full.</param>
/// <param name="Stock">The stock.</param>
public sealed record ShopItemEvent(
    string Id, DateTimeOffset At, string Entity, long Version, ShopItem? Item, ShopStock? Stock) : ITold
{
    /// <inheritdoc/>
    public string Type => Item is not null ? ShopEventTypes.ItemChanged : ShopEventTypes.StockChanged;
}

/// <summary>What a shop's events are called. On the wire: never renamed.</summary>
public static class ShopEventTypes
{
    /// <summary>An item was made or changed.</summary>
    public const string ItemChanged = "item.changed";

    /// <summary>The stock of a SKU changed.</summary>
    public const string StockChanged = "stock.changed";
}

/// <summary>An item as the shop states it, in full: what is left out is empty.</summary>
/// <param name="MerchantId">Whose it is; never changes.</param>
/// <param name="Title">The title.</param>
/// <param name="Skus">Its SKUs. One that is not named stays as it was.</param>
/// <param name="Category">The category's code.</param>
/// <param name="Listed">Whether the shop offers it; yes when left out.</param>
/// <param name="ProductId">The product (same-product cluster) it belongs to.</param>
/// <param name="ImageSha256">The SHA-256 of the main picture, which may be uploaded later.</param>
/// <param name="PhotoCount">How many pictures the listing has.</param>
/// <param name="WeightGrams">The weight.</param>
/// <param name="MainSkuId">Which of the SKUs is the main one; the first when left out.</param>
public sealed record ShopItem(
    string MerchantId, string Title, IReadOnlyList<ShopSku> Skus, string? Category = null, bool? Listed = null,
    string? ProductId = null, string? ImageSha256 = null, int? PhotoCount = null, int? WeightGrams = null,
    string? MainSkuId = null);

/// <summary>A SKU as the shop states it.</summary>
/// <param name="Id">Its external id.</param>
/// <param name="DailyPrice">What everybody pays outside campaigns; none when left out.</param>
/// <param name="ReferencePrice">The reference price; none when left out.</param>
/// <param name="Spec">What distinguishes it within the item.</param>
/// <param name="SoldIn30Days">Units sold in the last 30 days; unknown when left out.</param>
public sealed record ShopSku(
    string Id, Money? DailyPrice = null, Money? ReferencePrice = null, string? Spec = null, long? SoldIn30Days = null);

/// <summary>The stock of a SKU as the shop states it.</summary>
/// <param name="Units">Units there, those set aside for orders included.</param>
public sealed record ShopStock(long Units);
