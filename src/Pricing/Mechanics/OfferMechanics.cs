using Marquee.Campaigns;
using Marquee.Kernel;
using Marquee.Pricing.Engine;

namespace Marquee.Pricing.Mechanics;

/// <summary>What the offer mechanics share: who funds them, and what their specs mean to the price function.</summary>
internal static class OfferMechanics
{
    public const string FixedPrice = "fixed_price";
    public const string ItemPercentage = "item_percentage";
    public const string ShopThreshold = "shop_threshold";
    public const string PlatformThreshold = "platform_threshold";

    /// <summary>The most a mechanic takes off, in basis points of what it is taken from.</summary>
    public const int DeepestBp = 9_000;

    private static readonly MechanicSpec Nothing = new([]);

    /// <summary>Whether a mechanic of that kind becomes an offer.</summary>
    public static bool IsOffer(string kind) =>
        kind is FixedPrice or ItemPercentage or ShopThreshold or PlatformThreshold;

    /// <summary>The spec of the activity price that every live round has.</summary>
    public static MechanicSpec Plain => Nothing;

    /// <summary>The fields about funding, the same in all of them.</summary>
    public static IReadOnlyList<FieldSchema> FundingFields { get; } =
    [
        new(
            "merchantShareBp", FieldKind.Percent, new("商家承担比例", "Merchant's share"), false, 0, 10_000,
            Help: new("留空：跨店满减按商家报名时接受的比例，其他由商家全额承担",
                "Left empty: for cross-merchant thresholds what the merchant accepted when enrolling; all of it "
                    + "otherwise")),
        new("brand", FieldKind.Text, new("品牌", "Brand"), false, 1, 100,
            Help: new("由品牌承担一部分时填写", "When a brand pays a part")),
        new("brandShareBp", FieldKind.Percent, new("品牌承担比例", "Brand's share"), false, 0, 10_000),
    ];

    /// <summary>What does not fit together in the funding fields.</summary>
    public static IEnumerable<FieldError> WrongFunding(MechanicSpec spec)
    {
        var brandBp = spec.NumberOrNull("brandShareBp") ?? 0;
        var merchantBp = spec.NumberOrNull("merchantShareBp") ?? 0;
        if (brandBp > 0 && spec.TextOrNull("brand") is null)
        {
            yield return new FieldError("brand", "a brand's share needs the brand's name");
        }

        if (brandBp + merchantBp > 10_000)
        {
            yield return new FieldError(
                "brandShareBp", "merchant and brand together pay more than everything",
                brandBp.ToString(System.Globalization.CultureInfo.InvariantCulture), $"at most {10_000 - merchantBp}");
        }
    }

    /// <summary>What a kind with that spec does to prices.</summary>
    public static OfferTerms TermsOf(string kind, MechanicSpec spec) => kind switch
    {
        FixedPrice => new OfferTerms.FixedPrice(),
        ItemPercentage => new OfferTerms.Percentage((int)spec.Number("offBp")),
        ShopThreshold => ThresholdOf(PriceLayer.ShopThreshold, spec),
        PlatformThreshold => ThresholdOf(PriceLayer.PlatformThreshold, spec),
        _ => throw new ArgumentException($"'{kind}' is no offer.", nameof(kind)),
    };

    /// <summary>What people call it.</summary>
    public static Texts NameOf(OfferTerms terms, string currency) => terms switch
    {
        OfferTerms.FixedPrice => Words.FixedPrice,
        OfferTerms.Percentage p => Words.Percentage(p.OffBp),
        OfferTerms.Threshold t => Words.Threshold(t, currency),
        _ => throw new ArgumentException("These are all terms there are.", nameof(terms)),
    };

    /// <summary>What a merchant funds of an offer, in basis points.</summary>
    /// <param name="kind">The offer's kind.</param>
    /// <param name="spec">Its spec; a share said there holds for everybody.</param>
    /// <param name="acceptedBp">What the merchant accepted for the campaign item.</param>
    public static int MerchantBpOf(string kind, MechanicSpec spec, int acceptedBp)
    {
        var bp = spec.NumberOrNull("merchantShareBp") ?? (kind == PlatformThreshold ? acceptedBp : 10_000);
        return (int)Math.Clamp(bp, 0, 10_000 - (spec.NumberOrNull("brandShareBp") ?? 0));
    }

    private static OfferTerms.Threshold ThresholdOf(PriceLayer layer, MechanicSpec spec) => new(
        layer, spec.Number("thresholdMinor"), spec.Number("offMinor"), spec.TextOrNull("repeats") == "each",
        spec.NumberOrNull("maxOffMinor"));
}
