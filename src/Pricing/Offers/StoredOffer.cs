using System.Security.Cryptography;
using System.Text;
using Marquee.Campaigns;
using Marquee.Kernel;
using Marquee.Pricing.Engine;
using Marquee.Pricing.Mechanics;

namespace Marquee.Pricing.Offers;

/// <summary>An offer as it is stored. Its id and hash are made of everything else.</summary>
internal sealed record StoredOffer(
    Guid Id, OfferOwner Owner, string Kind, MechanicSpec Spec, DateTimeOffset From, DateTimeOffset To, string Sha256,
    IReadOnlyList<OfferSku> Skus, Guid? SourceId = null)
{
    /// <summary>An offer of that content. SKUs may come in any order.</summary>
    public static StoredOffer Of(
        Guid round, string kind, MechanicSpec spec, DateTimeOffset from, DateTimeOffset to, IEnumerable<OfferSku> skus)
    {
        var sorted = skus.OrderBy(sku => sku.SkuNo).ToList();
        var hash =
            SHA256.HashData(Encoding.UTF8.GetBytes(MarqueeJson.Text(new { round, kind, spec, from, to, sorted })));
        return new StoredOffer(
            new Guid(hash.AsSpan(0, 16), bigEndian: true), OfferOwner.OfRound(round), kind, spec, from, to,
            Convert.ToHexStringLower(hash), sorted);
    }

    /// <summary>A shop's own threshold of that content, over everything that the shop sells.</summary>
    /// <param name="merchantNo">The shop.</param>
    /// <param name="source">What the shop made; several steps of it are several offers.</param>
    /// <param name="spec">The threshold.</param>
    /// <param name="from">The first instant.</param>
    /// <param name="to">The first instant after it.</param>
    public static StoredOffer OfShop(
        int merchantNo, Guid source, MechanicSpec spec, DateTimeOffset from, DateTimeOffset to)
    {
        const string kind = OfferMechanics.ShopThreshold;
        var hash = SHA256.HashData(
            Encoding.UTF8.GetBytes(MarqueeJson.Text(new { shop = merchantNo, source, kind, spec, from, to })));
        return new StoredOffer(
            new Guid(hash.AsSpan(0, 16), bigEndian: true), OfferOwner.OfShop(merchantNo), kind, spec, from, to,
            Convert.ToHexStringLower(hash), [], source);
    }

    /// <summary>The revision of a set of offers: the hash of their hashes, in an order of its own.</summary>
    public static string RevisionOf(IEnumerable<string> hashes) => Convert.ToHexStringLower(SHA256.HashData(
        Encoding.UTF8.GetBytes(string.Join('\n', hashes.Order(StringComparer.Ordinal)))));

    /// <summary>The offer as the price function takes it.</summary>
    public Offer ToOffer(string currency)
    {
        var terms = OfferMechanics.TermsOf(Kind, Spec);
        return new Offer(
            Id.ToString("D"), Kind, OfferMechanics.NameOf(terms, currency), Owner.Round, From, To, terms,
            Spec.TextOrNull("brand"), (int)(Spec.NumberOrNull("brandShareBp") ?? 0),
            Skus.ToDictionary(sku => sku.SkuNo), Owner.Shop, SourceId);
    }
}
