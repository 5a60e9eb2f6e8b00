using System.Diagnostics;
using Marquee.Kernel;

namespace Marquee.Pricing.Engine;

/// <summary>
/// The item's own price: of all item offers on a line the one that makes a piece cheapest; ties by offer id.
/// </summary>
internal static class ItemLayer
{
    public static void Apply(Waterfall fall)
    {
        var input = fall.Input;
        var offers = input.Offers
            .Where(offer => offer.Terms is OfferTerms.FixedPrice or OfferTerms.Percentage)
            .OrderBy(offer => offer.Id, StringComparer.Ordinal).ToList();
        var blocked = input.Blocked.ToDictionary(b => (b.OfferId, b.SkuNo));
        var parts = new Dictionary<string, long[]>(StringComparer.Ordinal);
        for (var i = 0; i < fall.Lines.Count; i++)
        {
            if (BestOf(fall, i, offers, blocked) is { } best)
            {
                var line = fall.Lines[i];
                if (!parts.TryGetValue(best.Offer.Id, out var taken))
                {
                    parts.Add(best.Offer.Id, taken = new long[fall.Lines.Count]);
                }

                taken[i] = checked((line.UnitMinor - best.UnitMinor) * line.Quantity);
                fall.HasItemPrice(i, best.Offer);
            }
        }

        foreach (var offer in offers.Where(offer => parts.ContainsKey(offer.Id)))
        {
            fall.Take(TakenOf(offer, input.Currency), parts[offer.Id]);
        }
    }

    /// <summary>
    /// The price of one piece under an item offer. Rounds half up in the discount; never free by rounding.
    /// </summary>
    public static long UnitUnder(Offer offer, int skuNo, long unitMinor) => offer.Terms switch
    {
        OfferTerms.FixedPrice => offer.Skus[skuNo].PriceMinor!.Value,
        OfferTerms.Percentage p => Math.Max(
            Math.Min(1, unitMinor), unitMinor - (long)((((Int128)unitMinor * p.OffBp) + 5_000) / 10_000)),
        _ => throw new UnreachableException("Only item offers come here."),
    };

    private static Candidate? BestOf(
        Waterfall fall, int index, List<Offer> offers, Dictionary<(string OfferId, int SkuNo), Blocked> blocked)
    {
        var line = fall.Lines[index];
        Candidate? best = null;
        var beaten = new List<Offer>();
        foreach (var offer in offers.Where(offer => offer.Skus.ContainsKey(line.SkuNo)))
        {
            if (WhyNot(fall, offer, line, blocked) is { } reason)
            {
                fall.Reject(reason);
                continue;
            }

            var candidate = new Candidate(offer, UnitUnder(offer, line.SkuNo, line.UnitMinor));
            if (best is null || candidate.UnitMinor < best.UnitMinor)
            {
                if (best is not null)
                {
                    beaten.Add(best.Offer);
                }

                best = candidate;
            }
            else
            {
                beaten.Add(offer);
            }
        }

        foreach (var offer in beaten)
        {
            fall.Reject(Refusal(offer, line, "better_offer", Words.BetterOffer(best!.Offer.Name), null));
        }

        return best;
    }

    private static OfferNotApplied? WhyNot(
        Waterfall fall, Offer offer, PriceLine line, Dictionary<(string OfferId, int SkuNo), Blocked> blocked)
    {
        var input = fall.Input;
        if (Words.OutsideWindow(input.At, offer.From, offer.To) is { } outside)
        {
            return Refusal(offer, line, outside.Code, outside.Why, outside.Change);
        }

        if (UnitUnder(offer, line.SkuNo, line.UnitMinor) >= line.UnitMinor)
        {
            return Refusal(offer, line, "not_cheaper", Words.NotCheaper, null);
        }

        if (offer.Skus[line.SkuNo].PurchaseLimit is { } limit && line.Quantity > limit)
        {
            return Refusal(offer, line, "purchase_limit", Words.PurchaseLimit(limit), Words.BuyAtMost(limit), limit);
        }

        return blocked.TryGetValue((offer.Id, line.SkuNo), out var block)
            ? Refusal(
                offer, line, block.Code, Words.BlockedBy(block.Code),
                block.Quantity is { } most ? Words.BuyAtMost(most) : null, block.Quantity)
            : null;
    }

    private static OfferNotApplied Refusal(
        Offer offer, PriceLine line, string code, Texts why, Texts? change, int? quantity = null) =>
        new(PriceLayer.Item, offer.Id, offer.Kind, offer.Name, line.SkuId, code, why, change, null, quantity);

    private static Taken TakenOf(Offer offer, string currency) => new(
        PriceLayer.Item, offer.Id, offer.Kind, offer.Name, null, offer.RoundId, null, offer.SourceId, offer.FundingOf,
        off => Words.ItemPrice(offer.Name, off, currency));

    private sealed record Candidate(Offer Offer, long UnitMinor);
}
