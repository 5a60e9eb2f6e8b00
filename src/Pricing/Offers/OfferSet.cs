using System.Collections.Frozen;
using Marquee.Pricing.Engine;

namespace Marquee.Pricing.Offers;

/// <summary>All offers of one revision, found by SKU. Immutable; replaced as a whole.</summary>
internal sealed class OfferSet
{
    private readonly FrozenDictionary<int, Offer[]> _bySku;

    public OfferSet(string revision, IReadOnlyList<Offer> offers)
    {
        Revision = revision;
        _bySku = offers.SelectMany(offer => offer.Skus.Keys.Select(sku => (sku, offer)))
            .GroupBy(x => x.sku, x => x.offer).ToFrozenDictionary(g => g.Key, g => g.ToArray());
    }

    /// <summary>The revision of no offers at all.</summary>
    public static string NoOffers { get; } = StoredOffer.RevisionOf([]);

    public string Revision { get; }

    /// <summary>The offers that any of these SKUs is in, each once.</summary>
    public IReadOnlyList<Offer> For(IEnumerable<int> skuNos)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var offers = new List<Offer>();
        foreach (var sku in skuNos)
        {
            foreach (var offer in For(sku))
            {
                if (seen.Add(offer.Id))
                {
                    offers.Add(offer);
                }
            }
        }

        return offers;
    }

    /// <summary>The offers a SKU is in.</summary>
    public IReadOnlyList<Offer> For(int skuNo) => _bySku.TryGetValue(skuNo, out var offers) ? offers : [];
}
