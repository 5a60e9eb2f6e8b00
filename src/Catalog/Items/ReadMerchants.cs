using Marquee.Catalog.Reading;
using Marquee.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Catalog.Items;

/// <summary>A merchant on screens.</summary>
internal sealed record MerchantView(
    string Id, string Name, string? Region, int? ScoreHundredths, MerchantStanding Standing,
    IReadOnlyList<string> Licences,
    int? Breaches, Money? Deposit, int Version);

/// <summary>Merchants and categories on screens.</summary>
internal static class ReadMerchants
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/catalog/merchants", ListAsync).AllowMembers().Rows(RowRule.Filtered).WithName("ListMerchants")
            .WithSummary("Merchants in the order in which they came, filtered by text");
        api.MapGet("/catalog/categories", CategoriesAsync).AllowMembers().Rows(RowRule.Common)
            .WithName("ListCategories")
            .WithSummary("All categories, by code");
    }

    private static async Task<Answer<Page<MerchantView>>> ListAsync(
        CallContext call, [AsParameters] PageQuery page, CatalogDb db, CancellationToken cancel, string? q = null)
    {
        var start = page.Start<int>(call, "catalog.merchants");
        if (!start.IsSuccess)
        {
            return start.Error;
        }

        var merchants = call.Actor.Merchants?.ToArray();
        var rows = await db.ReadAsync(call, tx => tx.QueryAsync(
            $"""
            select {Rows.Merchant} from catalog.merchant m
            where m.tenant_id = {call.Tenant.Id} and m.merchant_no > {start.Value.After ?? 0}
                and ({merchants}::text[] is null or m.external_id = any({merchants}))
                and ({q}::text is null or m.external_id = {q} or strpos(lower(m.name), lower({q})) > 0)
            order by m.merchant_no limit {start.Value.Limit + 1}
            """,
            Rows.ToMerchant, cancel), cancel);
        var pageOf = start.Value.Of(rows, merchant => merchant.MerchantNo);
        return new Page<MerchantView>([.. pageOf.Items.Select(merchant => ToView(call.Tenant, merchant))], pageOf.Next);
    }

    private static async Task<Answer<Page<Category>>> CategoriesAsync(
        CallContext call, ICatalog catalog, CancellationToken cancel) =>
        new Page<Category>(await catalog.CategoriesAsync(call, cancel), null);

    private static MerchantView ToView(Tenant tenant, Merchant merchant) => new(
        merchant.Id, merchant.Name, merchant.Region, merchant.ScoreHundredths, merchant.Standing, merchant.Licences,
        merchant.BreachCount, merchant.DepositMinor is { } deposit ? tenant.Money(deposit) : null, merchant.Version);
}
