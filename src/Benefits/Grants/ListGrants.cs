using Marquee.Benefits.Engine;
using Marquee.Benefits.Storage;
using Marquee.Catalog;
using Marquee.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Benefits.Grants;

/// <summary>The grants of a benefit, for staff.</summary>
internal static class ListGrants
{
    internal sealed record View(
        Id<Grant> Id, string Shopper, GrantStatus Status, string Title, string? Prize, DateTimeOffset GrantedAt,
        DateTimeOffset UsableTo, string? OrderRef);

    public static void Map(RouteGroupBuilder api) => api.MapGet("/benefits/{id}/grants", HandleAsync)
        .WithName(nameof(ListGrants)).WithSummary("The grants of a benefit, newest first.")
        .AllowStaff().Rows(RowRule.Whole);

    private static async Task<Answer<Page<View>>> HandleAsync(
        CallContext call, Id<Benefit> id, [AsParameters] PageQuery page, BenefitsDb db, ICatalog catalog,
        CancellationToken cancel)
    {
        var start = page.Start<Guid>(call, $"benefits/{id}/grants");
        if (!start.IsSuccess)
        {
            return start.Error;
        }

        var rows = await db.ReadAsync(call, async tx => await BenefitRow.FindAsync(tx, id, cancel) is null
            ? null
            : await tx.QueryAsync(
                $"""
                select {GrantRow.Columns} from benefits.wallet w
                where w.tenant_id = {call.Tenant.Id} and w.benefit_id = {id}
                  and ({start.Value.After}::uuid is null or w.grant_id < {start.Value.After})
                order by w.grant_id desc limit {start.Value.Limit + 1}
                """,
                GrantRow.Of, cancel), cancel);
        if (rows is null)
        {
            return new Unknown("benefit", id.ToString());
        }

        int[] numbers = [.. rows.Select(row => row.ShopperNo).Distinct()];
        var shoppers = await catalog.GetShoppersAsync(call, numbers, cancel);
        var now = call.Now;
        return start.Value.Of(
            [
                .. rows.Select(row => new View(
                    row.Id, shoppers[row.ShopperNo].Id, row.StatusAt(now), row.Title, row.Code, row.GrantedAt,
                    row.UsableTo,
                    row.OrderRef)),
            ],
            view => view.Id.Value);
    }
}
