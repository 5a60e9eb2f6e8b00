using System.Collections.Frozen;
using Marquee.Pricing.Engine;
using Marquee.Pricing.Quotes;

namespace Marquee.Pricing.Offers;

/// <summary>All offers of one revision, found by SKU. Immutable; replaced as a whole.</summary>
internal sealed class OfferSet
{
    private readonly FrozenDictionary<int, Offer[]> _bySku;
    private readonly FrozenDictionary<int, Offer[]> _byShop;

    public OfferSet(string revision, IReadOnlyList<Offer> offers)
    {
        Revision = revision;
        _bySku = offers.SelectMany(offer => offer.Skus.Keys.Select(sku => (sku, offer)))
            .GroupBy(x => x.sku, x => x.offer).ToFrozenDictionary(g => g.Key, g => g.ToArray());
        _byShop = offers.Where(offer => offer.MerchantNo is not null).GroupBy(offer => offer.MerchantNo!.Value)
            .ToFrozenDictionary(g => g.Key, g => g.ToArray());
    }

    /// <summary>The revision of no offers at all.</summary>
    public static string NoOffers { get; } = StoredOffer.RevisionOf([]);

    public string Revision { get; }

    /// <summary>The offers that any of these goods is in, each once.</summary>
    public IReadOnlyList<Offer> For(IEnumerable<Goods> goods)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return [.. goods.SelectMany(g => For(g.SkuNo, g.MerchantNo)).Where(offer => seen.Add(offer.Id))];
    }

    /// <summary>The offers a SKU of a shop is in: of rounds, and of the shop itself.</summary>
    public IReadOnlyList<Offer> For(int skuNo, int? merchantNo)
    {
        var ofSku = _bySku.TryGetValue(skuNo, out var some) ? some : [];
        return merchantNo is { } shop && _byShop.TryGetValue(shop, out var own) ? [.. ofSku, .. own] : ofSku;
    }
}
