using Marquee.Benefits.Storage;
using Marquee.Campaigns;
using Marquee.Catalog;
using Marquee.Kernel;
using Marquee.Risk;

namespace Marquee.Benefits.Shops;

/// <summary>What every decision about a shop's own offers needs: the shop, its limits, what it runs already.</summary>
internal sealed class ShopDesk(BenefitsDb db, ICatalog catalog, ITakedowns takedowns) : IShopOffers
{
    /// <summary>Limits as they were set for one scope.</summary>
    internal sealed record Scoped(string Scope, string Subject, MechanicSpec Limits);

    /// <summary>The shop that a call is for. One that is not the caller's does not exist for it.</summary>
    public async Task<Result<Merchant>> ShopAsync(CallContext call, string shop, CancellationToken cancel)
    {
        if (!call.Actor.MayActFor(shop) || shop.Length > KernelLimits.ExternalIdLength)
        {
            return new Unknown("shop", shop);
        }

        var found = await catalog.FindMerchantsAsync(call, [shop], cancel);
        return found.TryGetValue(shop, out var merchant) ? merchant : new Unknown("shop", shop);
    }

    /// <summary>The narrowest limits that hold for a shop; null when the market has none.</summary>
    public async Task<ShopLimitSet?> LimitsAsync(CallContext call, Merchant shop, CancellationToken cancel)
    {
        var set = await db.ReadAsync(call, tx => tx.QueryAsync(
            $"""
            select scope, subject, limits from benefits.shop_limit
            where tenant_id = {call.Tenant.Id} and (scope <> 'merchant' or subject = {shop.Id})
            order by scope, subject limit {BenefitsLimits.ShopLimits + 1}
            """,
            row => new Scoped(row.GetString(0), row.GetString(1), row.Json<MechanicSpec>(2)), cancel), cancel);
        if (set.Find(one => one.Scope == ShopLimitSet.MarketScope) is not { } market)
        {
            return null;
        }

        var limits = ShopLimitSet.Of(market.Limits);
        foreach (var one in set.Where(one => one.Scope != ShopLimitSet.MarketScope))
        {
            // An offer is over everything the shop sells, so the limits of each of its categories hold.
            if (one.Scope == ShopLimitSet.MerchantScope || await SellsInAsync(call, shop, one.Subject, cancel))
            {
                limits = limits.NarrowedBy(one.Limits);
            }
        }

        return limits;
    }

    /// <summary>The limits within which a shop may make something now, or why it may not.</summary>
    public async Task<Result<ShopLimitSet>> OpenAsync(CallContext call, Merchant shop, CancellationToken cancel)
    {
        if (shop.Standing == MerchantStanding.Suspended)
        {
            return new ShopOffersClosed(shop.Id, "suspended");
        }

        if ((await takedowns.CertainAsync(call, cancel)).Find(TakedownKind.Merchant, shop.Id, call.Now) is not null)
        {
            return new ShopOffersClosed(shop.Id, "taken_down");
        }

        return await LimitsAsync(call, shop, cancel) is { } limits
            ? limits : new ShopOffersClosed(shop.Id, "no_limits");
    }

    public async Task<IReadOnlyList<ShopOffer>> OfShopAsync(
        CallContext call, string merchantId, CancellationToken cancel)
    {
        var found = await catalog.FindMerchantsAsync(call, [merchantId], cancel);
        if (!found.TryGetValue(merchantId, out var shop))
        {
            return [];
        }

        var rows = await db.ReadAsync(call, tx => ShopOfferRow.OpenAsync(tx, shop.MerchantNo, cancel), cancel);
        return [.. rows.Select(row => row.AsOffer(call.Tenant))];
    }

    /// <summary>
    /// Takes the turn of whoever changes a shop's offers, and of thresholds the tenant's, until the transaction ends.
    /// </summary>
    public static async Task TurnAsync(
        Transaction tx, Merchant shop, ShopOfferKind kind, CancellationToken cancel)
    {
        var tenant = tx.Call.Tenant.Id;
        if (kind == ShopOfferKind.Threshold)
        {
            await tx.ExecuteAsync(LockOf($"benefits.thresholds:{tenant}"), cancel);
        }

        await tx.ExecuteAsync(LockOf($"benefits.shop:{tenant}:{shop.MerchantNo}"), cancel);
    }

    private static SqlText LockOf(string what) => $"select pg_advisory_xact_lock(hashtextextended({what}, 0))";

    private async Task<bool> SellsInAsync(
        CallContext call, Merchant shop, string category, CancellationToken cancel) => (await catalog.ListItemsAsync(
        call, new ItemFilter(shop.MerchantNo, category, true), 0, 1, cancel)).Count > 0;
}
