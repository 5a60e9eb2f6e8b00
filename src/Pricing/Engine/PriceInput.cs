using Marquee.Kernel;

namespace Marquee.Pricing.Engine;

/// <summary>
/// Everything a price depends on. The same input gives the same price, in whatever order its lists come.
/// </summary>
/// <param name="At">The instant priced at: offers and coupons hold in their windows, from the first instant up to the
/// end.</param>
/// <param name="Currency">The currency of all amounts; only for sentences.</param>
/// <param name="Lines">The lines, each SKU once.</param>
/// <param name="Offers">The offers that may apply.</param>
/// <param name="Coupons">The coupons that may be used.</param>
/// <param name="Blocked">Item offers that the ledger, or their purchase limit, refuses for a line.</param>
internal sealed record PriceInput(
    DateTimeOffset At, string Currency, IReadOnlyList<PriceLine> Lines, IReadOnlyList<Offer> Offers,
    IReadOnlyList<CouponOffer> Coupons, IReadOnlyList<Blocked> Blocked);

/// <summary>A line to price.</summary>
/// <param name="SkuNo">The SKU: also the line's stable id.</param>
/// <param name="SkuId">Its external id.</param>
/// <param name="MerchantNo">The merchant.</param>
/// <param name="MerchantId">Its external id.</param>
/// <param name="Quantity">Pieces.</param>
/// <param name="UnitMinor">One piece before discounts.</param>
internal sealed record PriceLine(
    int SkuNo, string SkuId, int MerchantNo, string MerchantId, int Quantity, long UnitMinor);

/// <summary>What an offer does. One of the four kinds; the numbers were checked when the mechanic was saved.</summary>
internal abstract record OfferTerms
{
    private OfferTerms()
    {
    }

    /// <summary>Each SKU has a price of its own.</summary>
    internal sealed record FixedPrice : OfferTerms;

    /// <summary>So many basis points off each piece.</summary>
    internal sealed record Percentage(int OffBp) : OfferTerms;

    /// <summary>
    /// An amount off from a threshold on, once or each time the threshold is reached again, at most so much.
    /// </summary>
    internal sealed record Threshold(PriceLayer Layer, long FromMinor, long OffMinor, bool Repeats, long? MaxOffMinor)
        : OfferTerms;
}

/// <summary>A live offer. Immutable.</summary>
/// <param name="Id">Stable; orders ties.</param>
/// <param name="Kind">The mechanic's name.</param>
/// <param name="Name">What people call it.</param>
/// <param name="RoundId">The round it comes from; null for a shop's own.</param>
/// <param name="From">The first instant.</param>
/// <param name="To">The first instant after it.</param>
/// <param name="Terms">What it does.</param>
/// <param name="Brand">The brand that funds part of it; null when none does.</param>
/// <param name="BrandBp">The brand's share, in basis points.</param>
/// <param name="Skus">The SKUs it is for; none of a shop's own, which is for everything the shop sells.</param>
/// <param name="MerchantNo">The shop whose own offer it is; null for a round's.</param>
/// <param name="SourceId">What the shop calls it by: its id there. Null for a round's.</param>
internal sealed record Offer(
    string Id, string Kind, Texts Name, Guid? RoundId, DateTimeOffset From, DateTimeOffset To, OfferTerms Terms,
    string? Brand, int BrandBp, IReadOnlyDictionary<int, OfferSku> Skus, int? MerchantNo = null, Guid? SourceId = null)
{
    /// <summary>Whether it is for a line: of a shop's own, exactly for the lines of that shop.</summary>
    public bool Covers(PriceLine line) =>
        MerchantNo is { } shop ? line.MerchantNo == shop : Skus.ContainsKey(line.SkuNo);

    /// <summary>Who pays for it on a line that it covers: a shop's own offer is the shop's alone.</summary>
    public FundingBp FundingOf(PriceLine line) =>
        MerchantNo is null ? new FundingBp(Skus[line.SkuNo].MerchantBp, BrandBp, Brand)
            : new FundingBp(10_000, 0, null);
}

/// <summary>A SKU in an offer.</summary>
/// <param name="SkuNo">The SKU.</param>
/// <param name="PriceMinor">Fixed price: its price. Null elsewhere.</param>
/// <param name="MerchantBp">What its merchant funds, in basis points; the platform pays what nobody else does.</param>
/// <param name="PurchaseLimit">How many pieces one shopper may have at it; null for no limit.</param>
internal sealed record OfferSku(int SkuNo, long? PriceMinor, int MerchantBp, int? PurchaseLimit);

/// <summary>A coupon that may be used.</summary>
/// <param name="GrantId">The grant in the wallet.</param>
/// <param name="Title">What people call it.</param>
/// <param name="MerchantNo">The shop; null for the platform's.</param>
/// <param name="FromMinor">The threshold.</param>
/// <param name="OffMinor">What it takes off.</param>
/// <param name="MerchantBp">The merchant's funding share.</param>
/// <param name="BrandBp">The brand's funding share.</param>
/// <param name="From">The first instant it can be used.</param>
/// <param name="To">The first instant after it.</param>
/// <param name="BenefitId">The benefit it is of; null in quotes of before it was kept.</param>
internal sealed record CouponOffer(
    Guid GrantId, string Title, int? MerchantNo, long FromMinor, long OffMinor, int MerchantBp, int BrandBp,
    DateTimeOffset From, DateTimeOffset To, Guid? BenefitId = null);

/// <summary>An item offer that a line cannot have.</summary>
/// <param name="OfferId">The offer.</param>
/// <param name="SkuNo">The line.</param>
/// <param name="Code"><c>sold_out</c>, <c>purchase_limit</c> or <c>paused</c>.</param>
/// <param name="Quantity">The largest quantity it could have it with; null when not even one, or not known.</param>
internal sealed record Blocked(string OfferId, int SkuNo, string Code, int? Quantity);
