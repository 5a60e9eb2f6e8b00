using Marquee.Benefits.Storage;
using Marquee.Campaigns;
using Marquee.Kernel;
using Marquee.Risk;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Benefits.Shops;

/// <summary>What a shop reads: its limits with the forms, and its own offers with their use.</summary>
internal static class ReadShopOffers
{
    internal sealed record KindView(ShopOfferKind Kind, Texts Label, bool IsOpen, IReadOnlyList<FieldSchema> Fields);

    /// <summary>Within what the shop may run offers of its own.</summary>
    /// <param name="Closed">Why it may make nothing now: no_limits, suspended, taken_down; null when it may.</param>
    /// <param name="Limits">The limits that hold for it; null when there are none.</param>
    /// <param name="LimitFields">What the fields of the limits are called.</param>
    /// <param name="Kinds">What it can make, with the forms.</param>
    internal sealed record LimitsView(
        string? Closed, MechanicSpec? Limits, IReadOnlyList<FieldSchema> LimitFields, IReadOnlyList<KindView> Kinds);

    private sealed record Use(Guid Benefit, long Claimed, long Used);

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/shops/{shop}/offer-limits", LimitsAsync).AllowMembers().Rows(RowRule.Filtered)
            .Needs(ShopRight.See)
            .WithName("ShowShopLimits").WithSummary("Within what a shop may run offers of its own, and their forms.");
        api.MapGet("/shops/{shop}/offers", ListAsync).AllowMembers().Rows(RowRule.Filtered)
            .Needs(ShopRight.See)
            .WithName("ListShopOffers").WithSummary("A shop's own offers, newest first.");
        api.MapGet("/shops/{shop}/offers/{id}", ShowAsync).AllowMembers().Rows(RowRule.Filtered)
            .Needs(ShopRight.See)
            .WithName("ShowShopOffer").WithSummary("One of a shop's own offers.");
    }

    private static async Task<Answer<LimitsView>> LimitsAsync(
        CallContext call, string shop, ShopDesk desk, CancellationToken cancel)
    {
        var found = await desk.ShopAsync(call, shop, cancel);
        if (!found.IsSuccess)
        {
            return found.Error;
        }

        var open = await desk.OpenAsync(call, found.Value, cancel);
        var limits = open.IsSuccess ? open.Value : await desk.LimitsAsync(call, found.Value, cancel);
        return new LimitsView(
            (open.Error as ShopOffersClosed)?.Why, limits?.AsSpec(), ShopLimitSet.Fields,
            [
                KindOf(ShopOfferKind.Coupon, limits?.Coupons == true),
                KindOf(ShopOfferKind.Threshold, limits?.Thresholds == true),
            ]);
    }

    private static KindView KindOf(ShopOfferKind kind, bool isOpen) =>
        new(kind, ShopOfferForm.LabelOf(kind), isOpen, ShopOfferForm.FieldsOf(kind));

    private static async Task<Answer<Page<ShopOfferView>>> ListAsync(
        CallContext call, string shop, [AsParameters] PageQuery page, BenefitsDb db, ShopDesk desk,
        ITakedowns takedowns, CancellationToken cancel)
    {
        var start = page.Start<Guid>(call, $"shops/{shop}/offers");
        if (!start.IsSuccess)
        {
            return start.Error;
        }

        var found = await desk.ShopAsync(call, shop, cancel);
        if (!found.IsSuccess)
        {
            return found.Error;
        }

        var (rows, uses) = await db.ReadAsync(call, async tx =>
        {
            var some = await tx.QueryAsync(
                $"""
                {ShopOfferRow.Selection}
                where s.tenant_id = {call.Tenant.Id} and s.merchant_no = {found.Value.MerchantNo}
                    and ({start.Value.After}::uuid is null or s.offer_id < {start.Value.After})
                order by s.offer_id desc limit {start.Value.Limit + 1}
                """,
                ShopOfferRow.Of, cancel);
            return (some, await UsesAsync(tx, some, cancel));
        }, cancel);
        var down = await takedowns.ListAsync(call, cancel);
        return start.Value.Of([.. rows.Select(row => ViewOf(row, call, uses, down))], view => view.Id);
    }

    private static async Task<Answer<ShopOfferView>> ShowAsync(
        CallContext call, string shop, Guid id, BenefitsDb db, ShopDesk desk, ITakedowns takedowns,
        CancellationToken cancel)
    {
        var found = await desk.ShopAsync(call, shop, cancel);
        if (!found.IsSuccess)
        {
            return found.Error;
        }

        var (row, uses) = await db.ReadAsync(call, async tx =>
        {
            var one = await ShopOfferRow.FindAsync(tx, id, cancel);
            return (one, one is null ? [] : await UsesAsync(tx, [one], cancel));
        }, cancel);
        return row is not null && row.MerchantNo == found.Value.MerchantNo
            ? ViewOf(row, call, uses, await takedowns.ListAsync(call, cancel))
            : new Unknown("offer", id.ToString());
    }

    private static ShopOfferView ViewOf(
        ShopOfferRow row, CallContext call, Dictionary<Guid, Use> uses, TakedownList down)
    {
        var use = uses.GetValueOrDefault(row.Id);
        return ShopOfferView.Of(
            row, call, down.OfBenefit(row.Id, row.MerchantId, call.Now) is not null,
            row.Kind == ShopOfferKind.Coupon ? (use?.Claimed ?? 0, use?.Used ?? 0) : null);
    }

    private static async Task<Dictionary<Guid, Use>> UsesAsync(
        Transaction tx, IReadOnlyList<ShopOfferRow> rows, CancellationToken cancel) => (await tx.QueryAsync(
        $"""
        select benefit_id, count(*), count(*) filter (where status = 'used') from benefits.wallet
        where tenant_id = {tx.Call.Tenant.Id} and benefit_id = any({rows.Select(row => row.Id).ToArray()})
        group by benefit_id
        """,
        row => new Use(row.GetGuid(0), row.GetInt64(1), row.GetInt64(2)), cancel)).ToDictionary(use => use.Benefit);
}
