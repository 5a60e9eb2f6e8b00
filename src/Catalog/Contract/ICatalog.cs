using Marquee.Kernel;

namespace Marquee.Catalog;

/// <summary>
/// Reads the catalogue: merchants, items, SKUs, shoppers. Every answer is what is committed now (no cache). Batches
/// hold at most <see cref="CatalogLimits.Batch"/> keys; more is a bug and throws. Keys that this tenant does not have
/// are absent from the answer. Answers come in no particular order unless said.
/// </summary>
public interface ICatalog
{
    /// <summary>The merchants of those external ids, by external id.</summary>
    Task<IReadOnlyDictionary<string, Merchant>> FindMerchantsAsync(
        CallContext call, IReadOnlyList<string> ids, CancellationToken cancel);

    /// <summary>The items of those external ids, by external id.</summary>
    Task<IReadOnlyDictionary<string, Item>> FindItemsAsync(
        CallContext call, IReadOnlyList<string> ids, CancellationToken cancel);

    /// <summary>The SKUs of those external ids, by external id.</summary>
    Task<IReadOnlyDictionary<string, Sku>> FindSkusAsync(
        CallContext call, IReadOnlyList<string> ids, CancellationToken cancel);

    /// <summary>The shoppers of those external ids, by external id.</summary>
    Task<IReadOnlyDictionary<string, Shopper>> FindShoppersAsync(
        CallContext call, IReadOnlyList<string> ids, CancellationToken cancel);

    /// <summary>The merchants of those dense numbers, by number.</summary>
    Task<IReadOnlyDictionary<int, Merchant>> GetMerchantsAsync(
        CallContext call, IReadOnlyList<int> merchantNos, CancellationToken cancel);

    /// <summary>The items of those dense numbers, by number.</summary>
    Task<IReadOnlyDictionary<int, Item>> GetItemsAsync(
        CallContext call, IReadOnlyList<int> itemNos, CancellationToken cancel);

    /// <summary>The SKUs of those dense numbers, by number.</summary>
    Task<IReadOnlyDictionary<int, Sku>> GetSkusAsync(
        CallContext call, IReadOnlyList<int> skuNos, CancellationToken cancel);

    /// <summary>The shoppers of those dense numbers, by number.</summary>
    Task<IReadOnlyDictionary<int, Shopper>> GetShoppersAsync(
        CallContext call, IReadOnlyList<int> shopperNos, CancellationToken cancel);

    /// <summary>All SKUs of those items: by item number, then the main SKU first, then by SKU number.</summary>
    Task<IReadOnlyList<Sku>> SkusOfItemsAsync(CallContext call, IReadOnlyList<int> itemNos, CancellationToken cancel);

    /// <summary>
    /// The items that the filter wants, by rising item number, beginning behind <paramref name="afterItemNo"/> (0: from
    /// the start); at most <paramref name="limit"/> (1 to <see cref="CatalogLimits.Batch"/>) of them. Fewer than the
    /// limit means that was all.
    /// </summary>
    Task<IReadOnlyList<Item>> ListItemsAsync(
        CallContext call, ItemFilter filter, int afterItemNo, int limit, CancellationToken cancel);

    /// <summary>
    /// The shoppers of those external ids, by external id; those that are new are made in a transaction of its own.
    /// Idempotent, safe to call from many at once. Refused when an id is empty or longer than
    /// <see cref="KernelLimits.ExternalIdLength"/>.
    /// </summary>
    Task<Result<IReadOnlyDictionary<string, Shopper>>> EnsureShoppersAsync(
        CallContext call, IReadOnlyList<string> ids, CancellationToken cancel);

    /// <summary>All categories, by code; at most <see cref="CatalogLimits.Categories"/>.</summary>
    Task<IReadOnlyList<Category>> CategoriesAsync(CallContext call, CancellationToken cancel);

    /// <summary>
    /// The change log behind <paramref name="afterSeq"/>, in order; at most <paramref name="limit"/> entries. The
    /// numbers are gapless and become visible in order: whoever has read up to n never misses an entry at or below n.
    /// </summary>
    Task<IReadOnlyList<CatalogChange>> ChangesAsync(
        CallContext call, long afterSeq, int limit, CancellationToken cancel);
}

/// <summary>What an entry of the change log is about. Stored by name: members are never renamed.</summary>
public enum CatalogEntity
{
    /// <summary>Merchants, by merchant number.</summary>
    Merchant,
    /// <summary>
    /// Items with everything below them (SKUs, prices, stock as told by the marketplace), by item number.
    /// </summary>
    Item,
}

/// <summary>An entry of the change log: rows of these dense numbers were made or changed.</summary>
/// <param name="Seq">The number of the entry, from 1.</param>
/// <param name="Entity">What changed.</param>
/// <param name="FirstNo">The first dense number.</param>
/// <param name="LastNo">The last dense number; all between may have changed.</param>
/// <param name="At">When, on the tenant's clock.</param>
public sealed record CatalogChange(long Seq, CatalogEntity Entity, int FirstNo, int LastNo, DateTimeOffset At);
