using Marquee.Benefits.Storage;
using Marquee.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Benefits.Shops;

/// <summary>
/// A shop ends an offer of its own early. No coupon is claimed any more after the answer, and a threshold no longer
/// counts once Pricing has heard of it; coupons in wallets stay good. No freeze stops it: it only saves.
/// </summary>
internal static class EndShopOffer
{
    internal sealed record Body(string? Reason = null);

    public static void Map(RouteGroupBuilder api) => api.MapPost("/shops/{shop}/offers/{id}/end", HandleAsync)
        .AllowMembers().Needs(ShopRight.Submit).WithName(nameof(EndShopOffer))
        .WithSummary("Ends a shop's own offer early; coupons that were claimed stay good.");

    private static async Task<Answer<ShopOfferView>> HandleAsync(
        CallContext call, string shop, Guid id, Body body, BenefitsDb db, ShopDesk desk, CancellationToken cancel)
    {
        if (body.Reason is { Length: > BenefitsLimits.ReasonLength })
        {
            return new InvalidRequest(
                "reason", "is too long", body.Reason, $"up to {BenefitsLimits.ReasonLength} characters");
        }

        var found = await desk.ShopAsync(call, shop, cancel);
        if (!found.IsSuccess)
        {
            return found.Error;
        }

        return await db.MutateAsync<ShopOfferView>(call, async tx =>
        {
            await ShopDesk.TurnAsync(tx, found.Value, ShopOfferKind.Coupon, cancel);
            if (await ShopOfferRow.FindAsync(tx, id, cancel) is not { } row
                || row.MerchantNo != found.Value.MerchantNo)
            {
                return new Unknown("offer", id.ToString());
            }

            if (row.StandsAt(call.Now) is ("ended" or "over") and var past)
            {
                return new ShopOfferNotOpen(id, past, []);
            }

            await StoreAsync(tx, row, cancel);
            await tx.AuditAsync(
                "benefits.shop_offer.ended", $"shop_offer:{id}", new { shop, body.Reason }, cancel);
            return ShopOfferView.Of((await ShopOfferRow.FindAsync(tx, id, cancel))!, call);
        }, cancel);
    }

    private static async Task StoreAsync(Transaction tx, ShopOfferRow row, CancellationToken cancel)
    {
        var (tenant, now) = (tx.Call.Tenant.Id, tx.Call.Now);
        await tx.ExecuteAsync($"""
            update benefits.shop_offer set status = 'ended', ended_at = {now}
            where tenant_id = {tenant} and offer_id = {row.Id}
            """, cancel);
        if (row.Kind == ShopOfferKind.Threshold)
        {
            await tx.AddAsync(new ShopThresholdsChanged(row.MerchantId), cancel);
            return;
        }

        await tx.ExecuteAsync($"""
            update benefits.benefit set status = 'ended' where tenant_id = {tenant} and benefit_id = {row.Id}
            """, cancel);
    }
}
