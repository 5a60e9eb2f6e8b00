using Marquee.Kernel;
using Marquee.Pricing.Engine;
using Marquee.Pricing.Offers;

namespace Marquee.Pricing.Quotes;

/// <summary>The public price: the price function on a cart of one piece, for nobody in particular.</summary>
internal sealed class PublicPrices(CartReader carts, OfferSnapshots snapshots, Takedowns takedowns)
{
    public async Task<IReadOnlyList<PublicPrice>> RunAsync(
        CallContext call, IReadOnlyList<int> skuNos, CancellationToken cancel) =>
        await RunAsync(call, skuNos, await snapshots.GetAsync(call, cancel), cancel);

    /// <summary>The same under these offers.</summary>
    public async Task<IReadOnlyList<PublicPrice>> RunAsync(
        CallContext call, IReadOnlyList<int> skuNos, OfferSet offers, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(skuNos.Count, PricingLimits.PublicPrices);
        var lines = skuNos.Distinct().Select(sku => new CartLine(sku, 1)).ToList();
        var (goods, problems) = await carts.GoodsAsync(call, lines, cancel);
        var off = await takedowns.OffersAsync(call, offers.For(goods), cancel);
        var all = new QuoteInput(offers.Revision, call.Now, call.Tenant.Currency, goods, [], [], [], off);
        var blocked = (await carts.WithStockAsync(call, all, offers.For(goods), cancel))
            .Blocked.ToLookup(b => b.SkuNo);
        var priced = goods.ToDictionary(
            g => g.SkuNo,
            g => Decide(all with { Goods = [g], Blocked = [.. blocked[g.SkuNo]] }, offers.For(g.SkuNo, g.MerchantNo)));
        var unknown = problems.ToDictionary(p => p.SkuNo, p => new PublicPrice(
            p.SkuNo, null, null, null, null, null, null, [], p.Code, offers.Revision));
        return [.. skuNos.Select(sku => priced.GetValueOrDefault(sku) ?? unknown[sku])];
    }

    /// <summary>The public price of the one line in the input.</summary>
    internal static PublicPrice Decide(QuoteInput input, IReadOnlyList<Offer> offers)
    {
        var goods = input.Goods.Single();
        var line = input.Run(offers).Lines.Single();
        var applied = line.Steps.Select(step => step.OfferId).ToHashSet(StringComparer.Ordinal);
        var ends = offers.Where(offer => applied.Contains(offer.Id)).Select(offer => (DateTimeOffset?)offer.To).Min();
        var off = goods.UnitMinor - line.PayableMinor;
        return new PublicPrice(
            goods.SkuNo, line.PayableMinor,
            goods.ReferenceMinor > line.PayableMinor ? goods.ReferenceMinor : null,
            goods.UnitMinor, off > 0 ? Words.Off(off, input.Currency) : null, line.RoundId, ends, line.Steps, null,
            input.Revision, goods.MerchantNo);
    }
}
