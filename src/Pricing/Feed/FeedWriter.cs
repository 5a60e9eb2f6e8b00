using Marquee.Kernel;
using Marquee.Pricing.Engine;
using Marquee.Pricing.Offers;
using Marquee.Pricing.Quotes;

namespace Marquee.Pricing.Feed;

/// <summary>Prices what is marked, by the one price function, and puts what changed at the end of the feed.</summary>
internal sealed class FeedWriter(
    PricingDb db, PublicPrices prices, OfferSnapshots snapshots, Takedowns takedowns)
{
    /// <summary>Works marks off, a bounded number of batches; whether none is left.</summary>
    public async Task<bool> DrainAsync(CallContext call, CancellationToken cancel)
    {
        for (var batch = 0; batch < PricingLimits.FeedBatches; batch++)
        {
            if (!await WriteBatchAsync(call, cancel))
            {
                return true;
            }
        }

        return false;
    }

    private async Task<bool> WriteBatchAsync(CallContext call, CancellationToken cancel)
    {
        var marks = await db.ReadAsync(call, tx => PriceMarks.OldestAsync(tx, cancel), cancel);
        if (marks.Count == 0)
        {
            return false;
        }

        // Everything is read after the marks, so it is at least as new as what they were made for; the instant before
        // everything, so that what the clock changes meanwhile is looked at again.
        var now = call.Now;
        var list = await takedowns.ListAsync(call, cancel);
        var offers = await snapshots.FreshAsync(call, cancel);
        var shown = await prices.RunAsync(call, [.. marks.Select(mark => mark.SkuNo)], offers, cancel);
        // What the catalogue does not know has no id to tell it by.
        var kept = shown.Where(price => price.Unknown != "no_sku")
            .Select(price => KeptOf(price, offers.For(price.SkuNo, price.MerchantNo), now)).ToList();
        await using var tx = await db.BeginAsync(call, cancel);
        await FeedStore.WriteAsync(tx, marks, kept, list.Revision, cancel);
        await tx.CommitAsync(cancel);
        return true;
    }

    /// <summary>The price with when to look at it again.</summary>
    internal static KeptPrice KeptOf(PublicPrice price, IReadOnlyList<Offer> offers, DateTimeOffset now)
    {
        var instants = offers.SelectMany(offer => (DateTimeOffset[])[offer.From, offer.To])
            .Where(at => at > now).ToList();
        return new KeptPrice(
            price.SkuNo, ShownPrice.Of(price), instants.Count == 0 ? null : instants.Min(),
            offers.Any(offer => offer.Terms is OfferTerms.FixedPrice or OfferTerms.Percentage
                && offer.From <= now && now < offer.To));
    }
}
