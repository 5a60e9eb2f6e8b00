using Marquee.Benefits;
using Marquee.Campaigns;
using Marquee.Kernel;
using Marquee.Pricing.Engine;
using Marquee.Pricing.Offers;
using Marquee.Risk;

namespace Marquee.Pricing.Quotes;

/// <summary>
/// What take-downs do to prices: an item, merchant or price that is down has no price; the offers of a campaign that is
/// down do not apply; a coupon that is down is not in the wallet (Benefits sees to it).
/// </summary>
internal sealed class Takedowns(ITakedowns takedowns, RoundTree tree, IBenefits benefits)
{
    /// <summary>The code of a line that is down.</summary>
    public const string Code = "taken_down";

    /// <summary>What a shopper reads: never why.</summary>
    public static Texts Why { get; } = new("暂时不可购买", "It is not available at the moment");

    /// <summary>The list for what is shown.</summary>
    public ValueTask<TakedownList> ListAsync(CallContext call, CancellationToken cancel) =>
        takedowns.ListAsync(call, cancel);

    /// <summary>
    /// Of the rounds of these offers, and of the shops' own among them, those that are down, in order; null when none.
    /// </summary>
    public async ValueTask<IReadOnlyList<Guid>?> OffersAsync(
        CallContext call, IReadOnlyList<Offer> offers, CancellationToken cancel)
    {
        var down = await DownAsync(call, await takedowns.ListAsync(call, cancel), offers, cancel);
        return down.Count == 0 ? null : [.. down.Order()];
    }

    private async ValueTask<HashSet<Guid>> DownAsync(
        CallContext call, TakedownList list, IReadOnlyList<Offer> offers, CancellationToken cancel)
    {
        if (list.All.Count == 0)
        {
            return [];
        }

        var rounds = await tree.DownAsync(call, list, offers.Select(offer => offer.RoundId).OfType<Guid>(), cancel);
        // A shop that is down as a whole has no lines with a price; here it is one offer of its own.
        return
        [
            .. rounds.Keys,
            .. offers.Select(offer => offer.SourceId).OfType<Guid>()
                .Where(id => list.OfBenefit(id, null, call.Now) is not null),
        ];
    }

    /// <summary>
    /// Why a held quote may not become an order: something of it was taken down since. Null when nothing was.
    /// </summary>
    public async Task<string?> SinceAsync(
        CallContext call, Quote quote, QuoteInput input, OfferSet offers, CancellationToken cancel)
    {
        var list = await takedowns.CertainAsync(call, cancel);
        if (list.All.Count == 0)
        {
            return null;
        }

        if (quote.Lines.FirstOrDefault(line =>
            list.OfSku(line.MerchantId, line.ItemId, line.SkuId, call.Now) is not null) is { } off)
        {
            return $"{off.SkuId} is not available any more.";
        }

        var steps = quote.Lines.SelectMany(line => line.Steps).ToList();
        var used = steps.Select(step => step.OfferId).ToHashSet(StringComparer.Ordinal);
        var applied = offers.For(input.Goods).Where(offer => used.Contains(offer.Id)).ToList();
        if ((await DownAsync(call, list, applied, cancel)).Count > 0)
        {
            return "an offer in it does not hold any more.";
        }

        var grants = steps.Select(step => step.GrantId).OfType<Guid>().ToHashSet();
        var coupons = input.Coupons.Where(coupon => grants.Contains(coupon.GrantId))
            .Select(coupon => coupon.BenefitId).OfType<Guid>().Select(id => new Id<Benefit>(id)).Distinct().ToList();
        return (await benefits.DownAsync(call, coupons, cancel)).Count > 0
            ? "a coupon in it is not available any more." : null;
    }
}
