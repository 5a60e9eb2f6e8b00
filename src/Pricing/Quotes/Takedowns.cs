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

    /// <summary>Of the rounds of these offers those that are down, in order; null when none is.</summary>
    public async ValueTask<IReadOnlyList<Guid>?> RoundsAsync(
        CallContext call, IReadOnlyList<Offer> offers, CancellationToken cancel)
    {
        var list = await takedowns.ListAsync(call, cancel);
        var down = await tree.DownAsync(call, list, offers.Select(offer => offer.RoundId), cancel);
        return down.Count == 0 ? null : [.. down.Keys.Order()];
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
        var rounds = offers.For(quote.Lines.Select(line => line.SkuNo)).Where(offer => used.Contains(offer.Id))
            .Select(offer => offer.RoundId);
        if ((await tree.DownAsync(call, list, rounds, cancel)).Count > 0)
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
