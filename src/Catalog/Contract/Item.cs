namespace Marquee.Catalog;

/// <summary>An item: one merchant's listing, with one SKU or many. What is null was never told.</summary>
/// <param name="ItemNo">The dense number: from 1, never reused, never on the wire.</param>
/// <param name="Id">The external id, the only one on the wire.</param>
/// <param name="MerchantNo">Whose listing it is; never changes.</param>
/// <param name="ProductNo">The product (same-product cluster) it belongs to; null when unknown.</param>
/// <param name="Title">The title, 1 to 500 characters.</param>
/// <param name="Category">The category's code, a path separated by slashes; null when unknown.</param>
/// <param name="Listed">Whether the shop offers it at present.</param>
/// <param name="MainImage">The SHA-256 of the main picture among the tenant's assets; null when there is none.</param>
/// <param name="PhotoCount">How many pictures the listing has; null when unknown.</param>
/// <param name="WeightGrams">The weight in grams; null when unknown.</param>
/// <param name="Version">Rises with every change of the row (title, category, picture, listing; not prices or
/// stock).</param>
public sealed record Item(
    int ItemNo, string Id, int MerchantNo, int? ProductNo, string Title, string? Category, bool Listed,
    string? MainImage, int? PhotoCount, int? WeightGrams, int Version);

/// <summary>Which items are wanted; null members restrict nothing.</summary>
/// <param name="MerchantNo">Only those of this merchant.</param>
/// <param name="Category">Only those in this category or below it.</param>
/// <param name="Listed">Only those listed, or only those not listed.</param>
public sealed record ItemFilter(int? MerchantNo = null, string? Category = null, bool? Listed = null);
