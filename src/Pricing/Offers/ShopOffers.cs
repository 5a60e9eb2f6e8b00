using Marquee.Benefits;
using Marquee.Campaigns;
using Marquee.Catalog;
using Marquee.Kernel;
using Marquee.Pricing.Feed;
using Marquee.Pricing.Mechanics;

namespace Marquee.Pricing.Offers;

/// <summary>
/// Turns a shop's own thresholds, as Benefits keeps them, into offers: each step of a threshold is one, and of one shop
/// a line counts for the step that takes most off. The event only says that a shop changed something: the shop is read
/// as it is now, so repeats and late events end in the same offers.
/// </summary>
internal sealed class ShopOffers(PricingDb db, IShopOffers shops, ICatalog catalog, OfferSnapshots snapshots)
    : ISubscription
{
    public string Name => "pricing.shop_offers";

    public IReadOnlyList<string> EventNames => ["benefits.shop_thresholds_changed"];

    public async Task HandleAsync(Delivery delivery, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        var call = delivery.Call;
        var id = delivery.Read<ShopThresholdsChanged>().MerchantId;
        if (!(await catalog.FindMerchantsAsync(call, [id], cancel)).TryGetValue(id, out var merchant))
        {
            return;
        }

        var offers = Decide(merchant.MerchantNo, await shops.OfShopAsync(call, id, cancel));
        await using var tx = await db.BeginAsync(call, cancel);
        if (!await delivery.IsFirstAsync(tx, cancel))
        {
            return;
        }

        var (was, now) = await OfferStore.ReplaceAsync(tx, OfferOwner.OfShop(merchant.MerchantNo), offers, cancel);
        if (was != now)
        {
            await MarkAsync(tx, merchant.MerchantNo, cancel);
            await tx.AddAsync(new OffersChanged(now, was, null, id), cancel);
            tx.AfterCommit(() => snapshots.Forget(call.Tenant.Id));
        }

        await tx.CommitAsync(cancel);
    }

    /// <summary>The offers of a shop's thresholds.</summary>
    internal static IReadOnlyList<StoredOffer> Decide(int merchantNo, IReadOnlyList<ShopOffer> made) =>
    [
        .. from offer in made
           where offer.Kind == ShopOfferKind.Threshold
           from step in offer.Steps
           select StoredOffer.OfShop(merchantNo, offer.Id, SpecOf(offer, step), offer.From, offer.To),
    ];

    // The same spec as the mechanic of a round has, so the same terms follow from it.
    private static MechanicSpec SpecOf(ShopOffer offer, ThresholdStep step)
    {
        var spec = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["thresholdMinor"] = step.FromMinor, ["offMinor"] = step.OffMinor,
            ["repeats"] = offer.Repeats ? "each" : "once", ["merchantShareBp"] = 10_000L,
        };
        if (offer.Repeats && offer.MaxOffMinor is { } most)
        {
            spec["maxOffMinor"] = most;
        }

        return new MechanicSpec(spec);
    }

    // The turn of offers is taken: a feed that begins later reads the offers as they are then.
    private async Task MarkAsync(Transaction tx, int merchantNo, CancellationToken cancel)
    {
        if (await FeedStore.HeadAsync(tx, cancel) is null)
        {
            return;
        }

        var skus = new List<int>();
        IReadOnlyList<Item> items;
        var after = 0;
        do
        {
            items = await catalog.ListItemsAsync(
                tx.Call, new ItemFilter(merchantNo), after, PricingLimits.FeedItems, cancel);
            skus.AddRange((await catalog.SkusOfItemsAsync(
                tx.Call, [.. items.Select(item => item.ItemNo)], cancel)).Select(sku => sku.SkuNo));
            after = items.Count == 0 ? after : items[^1].ItemNo;
        }
        while (items.Count == PricingLimits.FeedItems);
        await PriceMarks.AddAsync(tx, skus, cancel);
    }
}
