using Marquee.Campaigns;
using Marquee.Kernel;
using Marquee.Pricing.Engine;
using Marquee.Pricing.Feed;

namespace Marquee.Pricing.Offers;

/// <summary>Reads and replaces offers.</summary>
internal static class OfferStore
{
    /// <summary>The revision in force; that of no offers when there never were any.</summary>
    public static async Task<string> HeadAsync(Transaction tx, CancellationToken cancel) =>
        await tx.ScalarAsync<string>(
            $"select revision from pricing.offer_head where tenant_id = {tx.Call.Tenant.Id}", cancel)
                ?? OfferSet.NoOffers;

    /// <summary>The offers of a revision, as they were when it was in force.</summary>
    public static async Task<OfferSet> LoadAsync(Transaction tx, string revision, CancellationToken cancel)
    {
        var tenant = tx.Call.Tenant;
        var skus = (await tx.QueryAsync(
            $"""
            select s.offer_id, s.sku_no, s.price_minor, s.merchant_bp, s.purchase_limit
            from pricing.offer_set r join pricing.offer_sku s on s.tenant_id = r.tenant_id
                and s.offer_id = any(r.offer_ids)
            where r.tenant_id = {tenant.Id} and r.revision = {revision}
            """,
            row => (Offer: row.GetGuid(0),
                Sku: new OfferSku(row.GetInt32(1), row.LongOrNull(2), row.GetInt32(3), row.IntOrNull(4))),
            cancel)).ToLookup(x => x.Offer, x => x.Sku);
        var offers = await tx.QueryAsync(
            $"""
            select o.offer_id, o.round_id, o.kind, o.spec::text, o.live_from, o.live_to, o.sha256, o.merchant_no,
                o.source_id
            from pricing.offer_set r join pricing.offer o on o.tenant_id = r.tenant_id and o.offer_id = any(r.offer_ids)
            where r.tenant_id = {tenant.Id} and r.revision = {revision}
            """,
            row => new StoredOffer(
                row.GetGuid(0), OfferOwner.Of(row.IsDBNull(1) ? null : row.GetGuid(1), row.IntOrNull(7)),
                row.GetString(2), row.Json<MechanicSpec>(3), row.Instant(4), row.Instant(5), row.GetString(6),
                [.. skus[row.GetGuid(0)]], row.IsDBNull(8) ? null : row.GetGuid(8)).ToOffer(tenant.Currency),
            cancel);
        return new OfferSet(revision, offers);
    }

    /// <summary>
    /// Makes these the offers of their owner, and the result the revision in force. Returns the revisions before and
    /// after; equal when nothing changed. One change of a tenant's offers at a time.
    /// </summary>
    public static async Task<(string Was, string Is)> ReplaceAsync(
        Transaction tx, OfferOwner owner, IReadOnlyList<StoredOffer> offers, CancellationToken cancel)
    {
        var tenant = tx.Call.Tenant.Id;
        await tx.ExecuteAsync(TurnOf(tenant), cancel);
        var was = await HeadAsync(tx, cancel);
        var before = await tx.QueryAsync(
            $"select offer_id from pricing.offer where tenant_id = {tenant} and {owner.Rows} and retired_at is null",
            row => row.GetGuid(0), cancel);
        await tx.ExecuteAsync(
            $"""
            update pricing.offer set retired_at = {tx.Call.Now}
            where tenant_id = {tenant} and {owner.Rows} and retired_at is null
              and not offer_id = any({offers.Select(offer => offer.Id).ToArray()})
            """,
            cancel);
        foreach (var offer in offers)
        {
            await StoreAsync(tx, offer, cancel);
        }

        var live = await tx.QueryAsync(
            $"select offer_id, sha256, merchant_no is null from pricing.offer where tenant_id = {tenant} "
                + $"and retired_at is null order by offer_id",
            row => (Id: row.GetGuid(0), Hash: row.GetString(1), IsRounds: row.GetBoolean(2)), cancel);
        // Counted apart, so that shops never keep a round from its offers.
        var most = owner.Shop is null ? PricingLimits.LiveOffers : PricingLimits.ShopOffers;
        if (live.Count(one => one.IsRounds == owner.Shop is null) is var count && count > most)
        {
            throw new InvalidOperationException($"{count} live offers; at most {most}.");
        }

        var revision = StoredOffer.RevisionOf(live.Select(x => x.Hash));
        await tx.ExecuteAllAsync(
        [
            $"""
            insert into pricing.offer_set (tenant_id, revision, offer_ids, created_at)
            values ({tenant}, {revision}, {live.Select(x => x.Id).ToArray()}, {tx.Call.Now}) on conflict do nothing
            """,
            $"""
            insert into pricing.offer_head (tenant_id, revision) values ({tenant}, {revision})
            on conflict (tenant_id) do update set revision = excluded.revision
            """,
        ], cancel);
        var after = offers.Select(offer => offer.Id).ToList();
        await PriceMarks.OfOffersAsync(tx, [.. before.Except(after), .. after.Except(before)], cancel);
        return (was, revision);
    }

    /// <summary>Takes the turn of whoever changes a tenant's offers, until the transaction ends.</summary>
    public static SqlText TurnOf(Guid tenant) =>
        $"select pg_advisory_xact_lock(hashtextextended({"pricing.offers:" + tenant}, 0))";

    private static async Task StoreAsync(Transaction tx, StoredOffer offer, CancellationToken cancel)
    {
        var tenant = tx.Call.Tenant.Id;
        var isNew = await tx.ExecuteAsync(
            $"""
            insert into pricing.offer (tenant_id, offer_id, round_id, merchant_no, source_id, kind, spec, live_from,
                live_to, sha256, created_at)
            values ({tenant}, {offer.Id}, {offer.Owner.Round}, {offer.Owner.Shop}, {offer.SourceId}, {offer.Kind},
                {new SqlText.Json(offer.Spec)}, {offer.From}, {offer.To}, {offer.Sha256}, {tx.Call.Now})
            on conflict do nothing
            """,
            cancel) == 1;
        if (!isNew)
        {
            // The same content was live before: it is the same offer.
            await tx.ExecuteAsync(
                $"update pricing.offer set retired_at = null where tenant_id = {tenant} and offer_id = {offer.Id}",
                cancel);
            return;
        }

        await tx.ExecuteAsync(
            $"""
            insert into pricing.offer_sku (tenant_id, offer_id, sku_no, price_minor, merchant_bp, purchase_limit)
            select {tenant}, {offer.Id}, sku, nullif(price, -1), bp, nullif(most, 0)
            from unnest({offer.Skus.Select(s => s.SkuNo).ToArray()},
                {offer.Skus.Select(s => s.PriceMinor ?? -1).ToArray()},
                {offer.Skus.Select(s => s.MerchantBp).ToArray()},
                    {offer.Skus.Select(s => s.PurchaseLimit ?? 0).ToArray()})
                as t(sku, price, bp, most)
            """,
            cancel);
    }
}
