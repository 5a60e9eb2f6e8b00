using Marquee.Kernel;

namespace Marquee.Catalog.Items;

/// <summary>A merchant in short.</summary>
internal sealed record MerchantRef(string Id, string Name);

/// <summary>An item in a list.</summary>
internal sealed record ItemRowView(
    string Id, string Title, MerchantRef Merchant, string? Category, bool Listed, string? Image, long Skus,
    Money? LowestDailyPrice,
    Money? HighestDailyPrice, long? Stock, int Version);

/// <summary>A SKU of an item.</summary>
internal sealed record SkuView(
    string Id, string Spec, bool IsMain, Money? ReferencePrice, Money? DailyPrice, DateTimeOffset? DailyPriceSince,
    long? Stock,
    long? SoldIn30Days);

/// <summary>An item with its SKUs.</summary>
internal sealed record ItemView(
    string Id, string Title, MerchantRef Merchant, string? Category, bool Listed, string? Image, int? Photos,
    int? WeightGrams,
    int Version, IReadOnlyList<SkuView> Skus);

/// <summary>How items and SKUs look to callers; shared by the lists and the edits.</summary>
internal static class ItemViews
{
    /// <summary>The item as the actor may see it; null when there is none for it.</summary>
    internal static async Task<ItemView?> FindAsync(
        CallContext call, string id, ICatalog catalog, CancellationToken cancel)
    {
        if ((await catalog.FindItemsAsync(call, [id], cancel)).GetValueOrDefault(id) is not { } item)
        {
            return null;
        }

        var merchant = (await catalog.GetMerchantsAsync(call, [item.MerchantNo], cancel))[item.MerchantNo];
        if (!Scope.Sees(call.Actor, merchant.Id, item.Category))
        {
            return null;
        }

        var skus = await catalog.SkusOfItemsAsync(call, [item.ItemNo], cancel);
        return new ItemView(
            item.Id, item.Title, new MerchantRef(merchant.Id, merchant.Name), item.Category, item.Listed,
            Image(call.Tenant, item.MainImage), item.PhotoCount, item.WeightGrams, item.Version,
            [.. skus.Select(sku => ToView(call.Tenant, sku))]);
    }

    internal static SkuView ToView(Tenant tenant, Sku sku) => new(
        sku.Id, sku.Spec, sku.IsMain, Amount(tenant, sku.Prices.ReferenceMinor), Amount(tenant, sku.Prices.DailyMinor),
        sku.Prices.DailySince, sku.Stock, sku.SoldIn30Days);

    internal static Money? Amount(Tenant tenant, long? minor) => minor is { } value ? tenant.Money(value) : null;

    internal static string? Image(Tenant tenant, string? sha256) =>
        sha256 is null ? null : AssetAddress.Of(tenant.Slug, sha256);
}
