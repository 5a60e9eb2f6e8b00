using Marquee.Catalog;
using Marquee.Kernel;
using Marquee.Pricing;

namespace Marquee.Serving.Ladder;

/// <summary>Puts public prices on candidates. An item without a known price is not shown: no price is better than a
/// guess.</summary>
internal sealed class Pricer(IPricing pricing)
{
    /// <summary>The items with their prices, and the offer set revision they were taken from.</summary>
    internal sealed record Priced(IReadOnlyList<PlacedItem> Items, string? Revision, DateTimeOffset? ValidUntil);

    public async Task<Priced> PriceAsync(
        CallContext call, IReadOnlyList<Candidates.Candidate> candidates, CancellationToken cancel)
    {
        var prices = new Dictionary<int, PublicPrice>();
        foreach (var page in candidates.SelectMany(c => c.Item.Skus).Select(sku => sku.SkuNo).Distinct()
            .Chunk(PricingLimits.PublicPrices))
        {
            foreach (var price in await pricing.PublicPricesAsync(call, page, cancel))
            {
                prices[price.SkuNo] = price;
            }
        }

        var items = new List<PlacedItem>(candidates.Count);
        DateTimeOffset? validUntil = null;
        foreach (var candidate in candidates)
        {
            if (Decide(call.Tenant, candidate, prices, items.Count + 1) is { } item)
            {
                items.Add(item);
                validUntil = Earliest(validUntil, item.Until,
                    candidate.IsOpen ? candidate.Item.LiveTo : candidate.Item.LiveFrom);
            }
        }

        return new Priced(items, prices.Values.FirstOrDefault()?.Revision, validUntil);
    }

    /// <summary>The item at the cheapest of its SKUs; null when no SKU has a price.</summary>
    internal static PlacedItem? Decide(
        Tenant tenant, Candidates.Candidate candidate, IReadOnlyDictionary<int, PublicPrice> prices, int rank)
    {
        var known = candidate.Item.Skus
            .Select(sku => (Sku: sku, Price: prices.GetValueOrDefault(sku.SkuNo)))
            .Where(entry => entry.Price?.FinalMinor is not null)
            .OrderBy(entry => entry.Price!.FinalMinor).ThenByDescending(entry => entry.Sku.IsMain)
                .ThenBy(entry => entry.Sku.SkuNo)
            .ToList();
        if (known.Count == 0)
        {
            return null;
        }

        var (cheapest, price) = known[0];
        var item = candidate.Item;
        return new PlacedItem(
            rank, item.ItemId, cheapest.SkuId, item.Title,
            item.MainImage is { } image ? AssetAddress.Of(tenant.Slug, image) : null,
            tenant.Money(price!.FinalMinor!.Value), known[^1].Price!.FinalMinor != price.FinalMinor,
            price.ReferenceMinor is { } reference && reference > price.FinalMinor ? tenant.Money(reference) : null,
            price.Callout, candidate.Why, candidate.IsOpen ? null : item.LiveFrom, price.Until);
    }

    private static DateTimeOffset? Earliest(params ReadOnlySpan<DateTimeOffset?> instants)
    {
        DateTimeOffset? earliest = null;
        foreach (var instant in instants)
        {
            earliest = earliest is null || instant < earliest ? instant ?? earliest : earliest;
        }

        return earliest;
    }
}
