using Marquee.Campaigns.Merchants;
using Marquee.Catalog;
using Marquee.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Campaigns.Agreements;

/// <summary>A shop reads what it has to agree to, and signs the version that it has read.</summary>
internal static class SignAgreement
{
    internal sealed record Body(int Version);

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/shops/{shop}/agreements", ListAsync).WithName("ListShopAgreements")
            .WithSummary("The agreements in force, and which of them a shop has signed")
            .AllowMembers().Rows(RowRule.Filtered);
        api.MapPost("/shops/{shop}/agreements/{code}/signature", HandleAsync).WithName(nameof(SignAgreement))
            .WithSummary("Sign the version of an agreement that was read").Allow(EndpointRules.MerchantPeople)
            .Needs(ShopRight.Confirm);
    }

    private static async Task<Answer<IReadOnlyList<ShopAgreement>>> ListAsync(
        string shop, CallContext call, CampaignsDb db, ICatalog catalog, CancellationToken cancel)
    {
        var merchant = await Shops.FindAsync(call, catalog, shop, cancel);
        return merchant.IsSuccess
            ? Answer<IReadOnlyList<ShopAgreement>>.Of(await db.ReadAsync(
                call, tx => AgreementRows.OfShopAsync(tx, merchant.Value.MerchantNo, cancel), cancel))
            : merchant.Error;
    }

    private static async Task<Answer<ShopAgreement>> HandleAsync(
        string shop, string code, Body body, CallContext call, CampaignsDb db, ICatalog catalog,
        CancellationToken cancel)
    {
        var merchant = await Shops.FindAsync(call, catalog, shop, cancel);
        if (!merchant.IsSuccess)
        {
            return merchant.Error;
        }

        return await db.MutateAsync<ShopAgreement>(call, async tx =>
        {
            var no = merchant.Value.MerchantNo;
            var found = (await AgreementRows.OfShopAsync(tx, no, cancel)).FirstOrDefault(one => one.Code == code);
            if (found is null)
            {
                return new Unknown("agreement", code);
            }

            if (found.Version != body.Version)
            {
                return new RevisionPassed(body.Version, found.Version);
            }

            await tx.ExecuteAsync($"""
                insert into campaigns.agreement_signature (tenant_id, code, version, merchant_no, signed_at, signed_by)
                values ({call.Tenant.Id}, {code}, {body.Version}, {no}, {call.Now}, {call.Actor.Name})
                on conflict do nothing
                """, cancel);
            await tx.AuditAsync(
                "campaigns.agreement.signed", $"agreement:{code}", new RowOf(shop, null), new { shop, body.Version },
                cancel);
            return (await AgreementRows.OfShopAsync(tx, no, cancel)).First(one => one.Code == code);
        }, cancel);
    }
}
