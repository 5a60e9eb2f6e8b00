using System.Diagnostics;
using Marquee.Benefits.Engine;
using Marquee.Benefits.Storage;
using Marquee.Benefits.Types;
using Marquee.Campaigns;
using Marquee.Catalog;
using Marquee.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Benefits.Shops;

/// <summary>
/// A shop makes an offer of its own, or changes one that has not begun. Nothing but the shop's goods, nobody's cost but
/// the shop's; beyond the limits it is refused with the field, its value and what is accepted.
/// </summary>
internal sealed class MakeShopOffer(BenefitsDb db, ShopDesk desk, Creation creation)
{
    internal sealed record Body(ShopOfferKind Kind, DateTimeOffset From, DateTimeOffset To, MechanicSpec Spec);

    /// <summary>A change of one that has not begun.</summary>
    /// <param name="Revision">The revision it was made from.</param>
    /// <param name="From">The first instant.</param>
    /// <param name="To">The first instant after it.</param>
    /// <param name="Spec">The whole of its fields.</param>
    internal sealed record Change(int Revision, DateTimeOffset From, DateTimeOffset To, MechanicSpec Spec);

    /// <summary>What it would say, and what keeps it from being saved.</summary>
    internal sealed record PreviewView(Texts? Reads, IReadOnlyList<FieldError> Refused);

    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/shops/{shop}/offers", CreateAsync).AllowMembers().Needs(ShopRight.Submit)
            .Frozen(ChangeArea.Benefits).WithName("MakeShopOffer")
            .WithSummary("A shop makes a coupon or threshold of its own, within the limits, at its own cost.");
        api.MapPut("/shops/{shop}/offers/{id}", ChangeAsync).AllowMembers().Needs(ShopRight.Submit)
            .Frozen(ChangeArea.Benefits).WithName("ChangeShopOffer")
            .WithSummary("Changes a shop's own offer that has not begun.");
        api.MapPost("/shops/{shop}/offers/preview", PreviewAsync).AllowMembers().Needs(ShopRight.See)
            .WithName("PreviewShopOffer")
            .WithSummary("What a shop's offer would say in both languages, and what is refused; saves nothing.");
    }

    private static async Task<Answer<ShopOfferView>> CreateAsync(
        CallContext call, string shop, Body body, MakeShopOffer slice, CancellationToken cancel)
    {
        var ready = await slice.ReadyAsync(call, shop, body, cancel);
        return ready.IsSuccess ? await slice.StoreAsync(call, ready.Value, body, cancel) : ready.Error;
    }

    private static async Task<Answer<ShopOfferView>> ChangeAsync(
        CallContext call, string shop, Guid id, Change body, MakeShopOffer slice, BenefitsDb db, ShopDesk desk,
        CancellationToken cancel)
    {
        var found = await desk.ShopAsync(call, shop, cancel);
        if (!found.IsSuccess)
        {
            return found.Error;
        }

        var was = await db.ReadAsync(call, tx => ShopOfferRow.FindAsync(tx, id, cancel), cancel);
        if (was is null || was.MerchantNo != found.Value.MerchantNo)
        {
            return new Unknown("offer", id.ToString());
        }

        var wanted = new Body(was.Kind, body.From, body.To, body.Spec);
        var ready = await slice.ReadyAsync(call, shop, wanted, cancel);
        return ready.IsSuccess ? await slice.ReplaceAsync(call, ready.Value, id, body, cancel) : ready.Error;
    }

    private static async Task<Answer<PreviewView>> PreviewAsync(
        CallContext call, string shop, Body body, MakeShopOffer slice, BenefitsDb db, CancellationToken cancel,
        Guid? instead = null)
    {
        var ready = await slice.ReadyAsync(call, shop, body, cancel);
        if (!ready.IsSuccess)
        {
            return ready.Error is InvalidRequest { Wrong: var fields } ? new PreviewView(null, fields) : ready.Error;
        }

        var open = await db.ReadAsync(
            call, tx => ShopOfferRow.OpenAsync(tx, ready.Value.Shop.MerchantNo, cancel), cancel);
        return new PreviewView(
            ShopOfferWords.Of(body.Kind, ready.Value.Spec, call.Tenant),
            Wrong(ready.Value, body, open, instead, call.Now));
    }

    /// <summary>The shop, its limits, and what was filled in with its defaults.</summary>
    internal sealed record Ready(Merchant Shop, ShopLimitSet Limits, MechanicSpec Spec, Creation.Plan? Coupon);

    private async Task<Result<Ready>> ReadyAsync(CallContext call, string shop, Body body, CancellationToken cancel)
    {
        var found = await desk.ShopAsync(call, shop, cancel);
        if (!found.IsSuccess)
        {
            return found.Error;
        }

        var limits = await desk.OpenAsync(call, found.Value, cancel);
        if (!limits.IsSuccess)
        {
            return limits.Error;
        }

        var spec = ShopOfferForm.Complete(body.Kind, body.Spec);
        if (!spec.IsSuccess)
        {
            return spec.Error;
        }

        if (body.Kind != ShopOfferKind.Coupon)
        {
            return new Ready(found.Value, limits.Value, spec.Value, null);
        }

        var plan = await creation.PlanAsync(
            call, CouponType.TypeName, ShopOfferForm.AsCoupon(spec.Value, found.Value.Id), cancel);
        return plan.IsSuccess ? new Ready(found.Value, limits.Value, spec.Value, plan.Value) : plan.Error;
    }

    private Task<Answer<ShopOfferView>> StoreAsync(
        CallContext call, Ready ready, Body body, CancellationToken cancel) =>
        db.MutateAsync<ShopOfferView>(call, async tx =>
        {
            await ShopDesk.TurnAsync(tx, ready.Shop, body.Kind, cancel);
            var open = await ShopOfferRow.OpenAsync(tx, ready.Shop.MerchantNo, cancel);
            if (await FullAsync(tx, open.Count, body.Kind, cancel) is { } full)
            {
                return full;
            }

            if (Wrong(ready, body, open, null, call.Now) is { Count: > 0 } wrong)
            {
                return new InvalidRequest(wrong);
            }

            var id = ready.Coupon is { } plan
                ? (await creation.StoreAsync(tx, plan, null, null, body.From, body.To, cancel)).Id.Value
                : call.Ids.Next();
            await tx.ExecuteAsync($"""
                insert into benefits.shop_offer (tenant_id, offer_id, merchant_no, merchant_id, kind, title, spec,
                    from_at, to_at, status, revision, created_at, created_by)
                values ({call.Tenant.Id}, {id}, {ready.Shop.MerchantNo}, {ready.Shop.Id}, {body.Kind},
                    {ready.Spec.Text(SpecFields.Title)}, {new SqlText.Json(ready.Spec)}, {body.From}, {body.To},
                    'active', 1, {call.Now}, {call.Actor.Name})
                """, cancel);
            await TellAsync(tx, ready.Shop, body.Kind, id, cancel);
            await tx.AuditAsync(
                "benefits.shop_offer.made", $"shop_offer:{id}", new { shop = ready.Shop.Id, body.Kind, ready.Spec },
                cancel);
            return ShopOfferView.Of((await ShopOfferRow.FindAsync(tx, id, cancel))!, call);
        }, cancel);

    private Task<Answer<ShopOfferView>> ReplaceAsync(
        CallContext call, Ready ready, Guid id, Change body, CancellationToken cancel) =>
        db.MutateAsync<ShopOfferView>(call, async tx =>
        {
            await ShopDesk.TurnAsync(
                tx, ready.Shop, ready.Coupon is null ? ShopOfferKind.Threshold : ShopOfferKind.Coupon, cancel);
            // Who claims waits for this and reads again what it says; who claimed already keeps it from changing.
            await tx.ExecuteAsync(
                $"""
                select 1 from benefits.benefit where tenant_id = {call.Tenant.Id} and benefit_id = {id} for update
                """, cancel);
            var was = (await ShopOfferRow.FindAsync(tx, id, cancel))!;
            var isClaimed = await tx.ScalarAsync<bool>(
                $"""
                select exists (select from benefits.entry where tenant_id = {call.Tenant.Id} and benefit_id = {id})
                """, cancel);
            if (Refusal(was, body.Revision, isClaimed, call.Now) is { } refusal)
            {
                return refusal;
            }

            var open = await ShopOfferRow.OpenAsync(tx, ready.Shop.MerchantNo, cancel);
            var wanted = new Body(was.Kind, body.From, body.To, ready.Spec);
            if (Wrong(ready, wanted, open, id, call.Now) is { Count: > 0 } wrong)
            {
                return new InvalidRequest(wrong);
            }

            await tx.ExecuteAsync($"""
                update benefits.shop_offer set title = {ready.Spec.Text(SpecFields.Title)},
                    spec = {new SqlText.Json(ready.Spec)}, from_at = {body.From}, to_at = {body.To},
                    revision = revision + 1
                where tenant_id = {call.Tenant.Id} and offer_id = {id}
                """, cancel);
            if (ready.Coupon is { } plan)
            {
                await tx.ExecuteAsync($"""
                    update benefits.benefit set name = {plan.Spec.Text(SpecFields.Title)},
                        spec = {new SqlText.Json(plan.Spec)}, from_at = {body.From}, to_at = {body.To}
                    where tenant_id = {call.Tenant.Id} and benefit_id = {id}
                    """, cancel);
            }

            await TellAsync(tx, ready.Shop, was.Kind, id, cancel);
            await tx.AuditAsync(
                "benefits.shop_offer.changed", $"shop_offer:{id}", new { was = was.Spec, now = ready.Spec }, cancel);
            return ShopOfferView.Of((await ShopOfferRow.FindAsync(tx, id, cancel))!, call);
        }, cancel);

    /// <summary>Why one may not be changed any more, or not from there; null when it may.</summary>
    internal static Error? Refusal(ShopOfferRow was, int revision, bool isClaimed, DateTimeOffset now)
    {
        Debug.Assert(was.Revision > 0, "A stored offer has a revision.");
        return was.StandsAt(now) switch
        {
            "upcoming" when !isClaimed => was.Revision == revision
                ? null : new NewerShopRevision("offer", was.Revision),
            "upcoming" => new ShopOfferNotOpen(was.Id, "live", ["end"]),
            "live" or "paused" => new ShopOfferNotOpen(was.Id, was.StandsAt(now), ["end"]),
            var past => new ShopOfferNotOpen(was.Id, past, []),
        };
    }

    private static IReadOnlyList<FieldError> Wrong(
        Ready ready, Body body, IReadOnlyList<ShopOfferRow> open, Guid? instead, DateTimeOffset now) =>
        ShopOfferCheck.Wrong(
            ready.Limits, new ShopOfferCheck.Wanted(body.Kind, ready.Spec, body.From, body.To),
            [
                .. open.Where(row => row.Id != instead)
                    .Select(row => new ShopOfferCheck.Other(row.Id, row.Kind, row.Title, row.From, row.To)),
            ],
            now);

    private static async Task<InvalidRequest?> FullAsync(
        Transaction tx, int open, ShopOfferKind kind, CancellationToken cancel)
    {
        if (open >= BenefitsLimits.ShopOffers)
        {
            return new InvalidRequest(
                "kind", "the shop has as many offers as it may", EnumText.Of(kind),
                $"up to {BenefitsLimits.ShopOffers} that are not over");
        }

        var all = kind == ShopOfferKind.Coupon ? 0 : await tx.ScalarAsync<long>(
            $"""
            select count(*) from benefits.shop_offer
            where tenant_id = {tx.Call.Tenant.Id} and status = 'active' and kind = 'threshold'
            """, cancel);
        return all < BenefitsLimits.ShopThresholds
            ? null
            : new InvalidRequest(
                "kind", "the market has as many thresholds of shops as it may", EnumText.Of(kind),
                $"up to {BenefitsLimits.ShopThresholds} that are not over");
    }

    private static Task TellAsync(
        Transaction tx, Merchant shop, ShopOfferKind kind, Guid id, CancellationToken cancel) => tx.AddAsync(
        kind == ShopOfferKind.Threshold
            ? new ShopThresholdsChanged(shop.Id) : new BenefitsActivated(null, [id]), cancel);
}
