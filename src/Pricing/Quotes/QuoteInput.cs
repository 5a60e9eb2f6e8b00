using Marquee.Pricing.Engine;

namespace Marquee.Pricing.Quotes;

/// <summary>
/// Everything a quote was made from, beside the offers of its revision. Stored with a checkout quote: with it the quote
/// can be made again. OffRounds are the rounds, and the shops' own offers, of the revision that were down: they did not
/// apply; null for none.
/// </summary>
internal sealed record QuoteInput(
    string Revision, DateTimeOffset At, string Currency, IReadOnlyList<Goods> Goods, IReadOnlyList<CouponOffer> Coupons,
    IReadOnlyList<Blocked> Blocked, IReadOnlyList<LineProblem> Problems, IReadOnlyList<Guid>? OffRounds = null)
{
    /// <summary>The quote of this input under these offers.</summary>
    public Quote Price(IReadOnlyList<Offer> offers) => QuoteText.Of(this, Run(offers));

    /// <summary>The price alone.</summary>
    public Priced Run(IReadOnlyList<Offer> offers) => PriceFunction.Price(new PriceInput(
        At, Currency,
        [.. Goods.Select(g => new PriceLine(g.SkuNo, g.SkuId, g.MerchantNo, g.MerchantId, g.Quantity, g.UnitMinor))],
        OffRounds is null
            ? offers : [.. offers.Where(o => (o.RoundId ?? o.SourceId) is not { } from || !OffRounds.Contains(from))],
        Coupons,
        Blocked));
}

/// <summary>What a line is about, as Catalog told it when the quote was made.</summary>
internal sealed record Goods(
    int SkuNo, string SkuId, int ItemNo, string ItemId, int MerchantNo, string MerchantId, string MerchantName,
    string Title,
    string Spec, string? Image, int Quantity, long UnitMinor, long? ReferenceMinor);

/// <summary>Puts the price of a cart beside what the lines are.</summary>
internal static class QuoteText
{
    public static Quote Of(QuoteInput input, Priced priced)
    {
        var goods = input.Goods.ToDictionary(g => g.SkuNo);
        return new Quote(
            input.Revision, input.At, input.Currency, priced.GrossMinor, priced.DiscountMinor, priced.PayableMinor,
            [
                .. priced.Lines.Select(line => LineOf(goods[line.Line.SkuNo], line))
                    .OrderBy(line => line.MerchantId, StringComparer.Ordinal).ThenBy(line => line.SkuNo),
            ],
            priced.Steps, priced.NotApplied,
            [
                .. priced.Lines.SelectMany(line => line.Steps).SelectMany(step => step.Shares)
                    .GroupBy(share => share.Funder)
                    .OrderBy(g => g.Key.Kind).ThenBy(g => g.Key.Id, StringComparer.Ordinal)
                    .Select(g => new FunderTotal(g.Key, g.Sum(share => share.AmountMinor))),
            ],
            input.Problems);
    }

    private static QuotedLine LineOf(Goods goods, PricedLine line) => new(
        goods.SkuNo, goods.SkuId, goods.ItemNo, goods.ItemId, goods.MerchantNo, goods.MerchantId, goods.MerchantName,
        goods.Title, goods.Spec, goods.Image, goods.Quantity, goods.UnitMinor, goods.ReferenceMinor, line.GrossMinor,
        line.PayableMinor, line.RoundId, line.Steps);
}
