using Marquee.Benefits;
using Marquee.Catalog;
using Marquee.Kernel;
using Marquee.Pricing;
using Marquee.Risk;
using Marquee.Serving;
using Marquee.Venues.Pages;

namespace Marquee.Venues.Rendering;

/// <summary>What a shop's page shows of the shop: its goods with their prices of now, and its own thresholds.</summary>
internal sealed class ShopGoods(ICatalog catalog, IPricing pricing, IShopOffers offers, ITakedowns takedowns)
{
    private static readonly Texts Sold = new("本店商品", "Goods of this shop");

    /// <summary>The shop's goods as a placement, best sold first; those without a price are left out.</summary>
    public async Task<PlacementView> PlacementAsync(
        CallContext call, string shop, int limit, CancellationToken cancel)
    {
        var merchants = await catalog.FindMerchantsAsync(call, [shop], cancel);
        if (!merchants.TryGetValue(shop, out var merchant))
        {
            return Of(call, []);
        }

        var items = await catalog.ListItemsAsync(
            call, new ItemFilter(merchant.MerchantNo, Listed: true), 0, VenuesLimits.ShopItems, cancel);
        var skus = (await catalog.SkusOfItemsAsync(call, [.. items.Select(item => item.ItemNo)], cancel))
            .ToLookup(sku => sku.ItemNo);
        var best = items.Where(item => skus[item.ItemNo].Any())
            .OrderByDescending(item => skus[item.ItemNo].Sum(sku => sku.SoldIn30Days ?? 0)).ThenBy(item => item.ItemNo)
            .Take(limit).ToList();
        var prices = new Dictionary<int, PublicPrice>();
        foreach (var page in best.SelectMany(item => skus[item.ItemNo]).Select(sku => sku.SkuNo)
            .Chunk(PricingLimits.PublicPrices))
        {
            foreach (var price in await pricing.PublicPricesAsync(call, page, cancel))
            {
                prices[price.SkuNo] = price;
            }
        }

        var placed = best.Select(item => Decide(call.Tenant, item, [.. skus[item.ItemNo]], prices));
        return Of(call, [.. placed.OfType<PlacedItem>().Select((item, i) => item with { Rank = i + 1 })]);
    }

    /// <summary>The thresholds that the shop runs now or next; what is down is not among them.</summary>
    public async Task<IReadOnlyList<ShopOffer>> ThresholdsAsync(
        CallContext call, string shop, CancellationToken cancel)
    {
        var own = await offers.OfShopAsync(call, shop, cancel);
        var down = await takedowns.ListAsync(call, cancel);
        return [.. own.Where(offer => offer.Kind == ShopOfferKind.Threshold
            && down.OfBenefit(offer.Id, shop, call.Now) is null)];
    }

    /// <summary>The item at the cheapest of its SKUs; null when no SKU has a price.</summary>
    internal static PlacedItem? Decide(
        Tenant tenant, Item item, IReadOnlyList<Sku> skus, IReadOnlyDictionary<int, PublicPrice> prices)
    {
        var known = skus.Select(sku => (Sku: sku, Price: prices.GetValueOrDefault(sku.SkuNo)))
            .Where(one => one.Price?.FinalMinor is not null)
            .OrderBy(one => one.Price!.FinalMinor).ThenBy(one => one.Sku.SkuNo).ToList();
        if (known is not [var (cheapest, price), ..])
        {
            return null;
        }

        return new PlacedItem(
            0, item.Id, cheapest.Id, item.Title,
            item.MainImage is { } image ? AssetAddress.Of(tenant.Slug, image) : null,
            tenant.Money(price!.FinalMinor!.Value), known[^1].Price!.FinalMinor != price.FinalMinor,
            price.ReferenceMinor is { } reference ? tenant.Money(reference) : null, price.Callout,
            new WhyShown("score", Sold, null), null, price.Until);
    }

    private static PlacementView Of(CallContext call, IReadOnlyList<PlacedItem> items) =>
        new(ShopAddress.Placement, PlacementState.Live, call.Now, 0, null, items);
}
