using System.Diagnostics;
using Marquee.Kernel;

namespace Marquee.Pricing.Engine;

/// <summary>
/// Offers over several lines: thresholds and coupons. Within a layer a line counts for one offer only: the offer that
/// takes most off goes first (ties by id), then the others are looked at again without its lines. So one shop coupon
/// per shop and one platform coupon per cart.
/// </summary>
internal static class GroupLayer
{
    public static void Apply(Waterfall fall, PriceLayer layer)
    {
        var waiting = CandidatesOf(fall, layer).OrderBy(c => c.Id, StringComparer.Ordinal)
            .ThenBy(c => c.MerchantId, StringComparer.Ordinal).ToList();
        var bases = waiting.ToDictionary(c => c, c => c.Lines.Sum(i => fall.Left[i]));
        var free = Enumerable.Repeat(true, fall.Lines.Count).ToArray();
        while (Best(fall, waiting, free) is var (best, lines, off))
        {
            waiting.Remove(best);
            Take(fall, best, lines, off, bases[best]);
            foreach (var i in lines)
            {
                free[i] = false;
            }
        }

        foreach (var candidate in waiting)
        {
            fall.Reject(WhyNot(fall, candidate, bases[candidate]));
        }
    }

    private static (Candidate Candidate, int[] Lines, long Off)? Best(
        Waterfall fall, List<Candidate> waiting, bool[] free)
    {
        (Candidate, int[], long Off)? best = null;
        foreach (var candidate in waiting.Where(c => Words.OutsideWindow(fall.Input.At, c.From, c.To) is null))
        {
            var lines = candidate.Lines.Where(i => free[i] && fall.Left[i] > 0).ToArray();
            var off = candidate.OffFor(lines.Sum(i => fall.Left[i]));
            if (off > (best?.Off ?? 0))
            {
                best = (candidate, lines, off);
            }
        }

        return best;
    }

    private static void Take(Waterfall fall, Candidate candidate, int[] lines, long off, long reached)
    {
        var weights = new long[fall.Lines.Count];
        foreach (var i in lines)
        {
            weights[i] = fall.Left[i];
        }

        var ranks = fall.Lines.Select(line => (long)line.SkuNo).ToArray();
        var parts = Apportion.LargestRemainder(off, weights, weights, ranks);
        fall.Take(
            new Taken(
                candidate.Layer, candidate.Id, candidate.Kind, candidate.Name, candidate.MerchantId, candidate.RoundId,
                candidate.GrantId, candidate.SourceId, candidate.FundingOf,
                taken => Words.Reached(reached, taken, fall.Input.Currency)),
            parts);
    }

    private static OfferNotApplied WhyNot(Waterfall fall, Candidate candidate, long reached)
    {
        var (code, why, change, missing) = (candidate, reached) switch
        {
            _ when Words.OutsideWindow(fall.Input.At, candidate.From, candidate.To) is { } outside =>
                (outside.Code, outside.Why, outside.Change, (long?)null),
            _ when reached < candidate.FromMinor => (
                "below_threshold",
                Words.Below(candidate.FromMinor, reached, fall.Input.Currency),
                Words.Add(candidate.FromMinor - reached, fall.Input.Currency),
                candidate.FromMinor - reached),
            _ when reached == 0 => ("nothing_left", Words.NothingLeft, null, null),
            _ => ("better_offer", Words.BetterInLayer, null, null),
        };
        return new OfferNotApplied(
            candidate.Layer, candidate.Id, candidate.Kind, candidate.Name, null, code, why, change, missing);
    }

    private static IEnumerable<Candidate> CandidatesOf(Waterfall fall, PriceLayer layer) => layer switch
    {
        PriceLayer.ShopThreshold or PriceLayer.PlatformThreshold =>
            fall.Input.Offers.SelectMany(offer => OfOffer(fall, offer, layer)),
        PriceLayer.ShopCoupon or PriceLayer.PlatformCoupon =>
            fall.Input.Coupons.SelectMany(coupon => OfCoupon(fall, coupon, layer)),
        PriceLayer.Item => throw new UnreachableException("Item offers have a layer of their own."),
    };

    private static IEnumerable<Candidate> OfOffer(Waterfall fall, Offer offer, PriceLayer layer)
    {
        if (offer.Terms is not OfferTerms.Threshold terms || terms.Layer != layer)
        {
            return [];
        }

        Debug.Assert(
            offer.MerchantNo is null || layer == PriceLayer.ShopThreshold, "A shop's own is one in the shop.");
        var lines = Enumerable.Range(0, fall.Lines.Count).Where(i => offer.Covers(fall.Lines[i])).ToList();
        var groups = layer == PriceLayer.ShopThreshold
            ? lines.GroupBy(i => (string?)fall.Lines[i].MerchantId)
            : lines.GroupBy(_ => (string?)null);
        return groups.Select(group => new Candidate(
            layer, offer.Id, offer.Kind, offer.Name, group.Key, offer.RoundId, null, offer.SourceId, offer.From,
            offer.To, terms.FromMinor, [.. group], reached => Off(terms, reached), offer.FundingOf));
    }

    private static IEnumerable<Candidate> OfCoupon(Waterfall fall, CouponOffer coupon, PriceLayer layer)
    {
        if (layer != (coupon.MerchantNo is null ? PriceLayer.PlatformCoupon : PriceLayer.ShopCoupon))
        {
            return [];
        }

        var lines = Enumerable.Range(0, fall.Lines.Count)
            .Where(i => coupon.MerchantNo is not { } shop || fall.Lines[i].MerchantNo == shop).ToArray();
        return lines.Length == 0 ? [] :
        [
            new Candidate(
                layer, "grant:" + coupon.GrantId.ToString("D"), "coupon", new Texts(coupon.Title, coupon.Title),
                coupon.MerchantNo is null ? null : fall.Lines[lines[0]].MerchantId, null, coupon.GrantId,
                coupon.BenefitId, coupon.From, coupon.To, coupon.FromMinor, lines,
                reached => reached >= coupon.FromMinor ? Math.Min(coupon.OffMinor, reached) : 0,
                _ => new FundingBp(coupon.MerchantBp, coupon.BrandBp, coupon.BrandBp > 0 ? "brand" : null)),
        ];
    }

    // Repeating thresholds count how often the threshold fits: 满200减30 every 200.
    private static long Off(OfferTerms.Threshold terms, long reached)
    {
        Debug.Assert(terms.FromMinor > 0, "A threshold is above zero.");
        if (reached < terms.FromMinor)
        {
            return 0;
        }

        var times = terms.Repeats ? reached / terms.FromMinor : 1;
        var off = Int128.Min((Int128)terms.OffMinor * times, terms.MaxOffMinor ?? long.MaxValue);
        return (long)Int128.Min(off, reached);
    }

    private sealed record Candidate(
        PriceLayer Layer, string Id, string Kind, Texts Name, string? MerchantId, Guid? RoundId, Guid? GrantId,
        Guid? SourceId, DateTimeOffset From, DateTimeOffset To, long FromMinor, int[] Lines,
        Func<long, long> OffFor, Func<PriceLine, FundingBp> FundingOf);
}
