using System.Text.Json.Serialization;
using Marquee.Campaigns;
using Marquee.Kernel;
using Marquee.Pricing.Engine;
using Marquee.Pricing.Mechanics;

namespace Marquee.Pricing.Offers;

/// <summary>
/// Turns what a live round says into offers. Each event only says that a round changed: the round is read as it is now,
/// so repeats and late events end in the same offers.
/// </summary>
internal sealed class RoundOffers(PricingDb db, ICampaigns campaigns, OfferSnapshots snapshots) : ISubscription
{
    private const int PageSize = 1000;

    public string Name => "pricing.round_offers";

    public IReadOnlyList<string> EventNames =>
        ["campaigns.round_live", "campaigns.round_ended", "campaigns.items_changed"];

    public async Task HandleAsync(Delivery delivery, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        var call = delivery.Call;
        var round = delivery.Read<Named>().RoundId;
        var offers = await OffersAsync(call, round, cancel);
        await using var tx = await db.BeginAsync(call, cancel);
        if (!await delivery.IsFirstAsync(tx, cancel))
        {
            return;
        }

        await ApplyAsync(tx, round.Value, offers, cancel);
        await tx.CommitAsync(cancel);
    }

    /// <summary>Stores the offers of a round and says so when that changed the revision.</summary>
    public async Task ApplyAsync(
        Transaction tx, Guid round, IReadOnlyList<StoredOffer> offers, CancellationToken cancel)
    {
        var (was, now) = await OfferStore.ReplaceAsync(tx, OfferOwner.OfRound(round), offers, cancel);
        if (was != now)
        {
            await tx.AddAsync(new OffersChanged(now, was, round), cancel);
            tx.AfterCommit(() => snapshots.Forget(tx.Call.Tenant.Id));
        }
    }

    private async Task<IReadOnlyList<StoredOffer>> OffersAsync(CallContext call, Id<Round> id, CancellationToken cancel)
    {
        if (await campaigns.GetRoundsAsync(call, [id], cancel) is not [var round] || !round.IsLive)
        {
            return [];
        }

        var items = new List<CampaignItem>();
        IReadOnlyList<CampaignItem> page;
        do
        {
            var after = items.Count == 0 ? 0 : items[^1].ItemNo;
            page = await campaigns.CampaignItemsAsync(call, id, after, PageSize, cancel);
            items.AddRange(page);
        }
        while (page.Count == PageSize);

        return Decide(round, items);
    }

    /// <summary>The offers of a live round: the activity price, and every mechanic that is an offer.</summary>
    internal static IReadOnlyList<StoredOffer> Decide(Round round, IReadOnlyList<CampaignItem> items)
    {
        var live = items.Where(item => item.Status == CampaignItemStatus.Live).ToList();
        if (live.Count == 0)
        {
            return [];
        }

        var window = round[RoundPhase.Live];
        var mechanics = round.Mechanics.Where(mechanic => OfferMechanics.IsOffer(mechanic.Kind))
            .Select(mechanic => (mechanic.Kind, mechanic.Spec)).ToList();
        if (mechanics.All(mechanic => mechanic.Kind != OfferMechanics.FixedPrice))
        {
            mechanics.Insert(0, (OfferMechanics.FixedPrice, OfferMechanics.Plain));
        }

        return
        [
            .. mechanics.Select(mechanic => StoredOffer.Of(
                round.Id.Value, mechanic.Kind, mechanic.Spec, window.Opens!.Value, window.Closes!.Value,
                live.SelectMany(item => item.Skus.Select(sku => SkuOf(mechanic.Kind, mechanic.Spec, item, sku)))))
                .DistinctBy(offer => offer.Id),
        ];
    }

    private static OfferSku SkuOf(string kind, MechanicSpec spec, CampaignItem item, CampaignSku sku)
    {
        var isItemPrice = kind is OfferMechanics.FixedPrice or OfferMechanics.ItemPercentage;
        return new OfferSku(
            sku.SkuNo,
            kind == OfferMechanics.FixedPrice ? sku.ActivityPriceMinor : null,
            OfferMechanics.MerchantBpOf(kind, spec, item.FundingShareBp),
            isItemPrice ? sku.PurchaseLimit : null);
    }

    // Events only gain members, and this needs but one that all three have.
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
    internal sealed record Named(Id<Round> RoundId);
}
