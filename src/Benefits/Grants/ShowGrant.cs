using Marquee.Benefits.Engine;
using Marquee.Benefits.Storage;
using Marquee.Benefits.Wallet;
using Marquee.Catalog;
using Marquee.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Benefits.Grants;

/// <summary>The whole life of one grant, for staff.</summary>
internal static class ShowGrant
{
    internal sealed record Line(DateTimeOffset At, GrantStatus Status, string? OrderRef, string? Why, string By);

    internal sealed record View(GrantView Grant, string Shopper, FundingShares? Funding, IReadOnlyList<Line> Life);

    // A grant that was held and let go a hundred times a day for three months.
    private const int MaxLines = 10_000;

    public static void Map(RouteGroupBuilder api) => api.MapGet("/grants/{id}", HandleAsync)
        .WithName(nameof(ShowGrant)).WithSummary("One grant and everything that happened to it.")
        .AllowStaff().Rows(RowRule.Whole);

    private static async Task<Answer<View>> HandleAsync(
        CallContext call, Id<Grant> id, BenefitsDb db, ICatalog catalog, CancellationToken cancel)
    {
        var (row, life) = await db.ReadAsync(call, async tx => (
            await GrantRow.FindAsync(tx, id, cancel),
            await tx.QueryAsync(
                $"""
                select at, status, order_ref, why, actor_name from benefits.grant_event
                where tenant_id = {call.Tenant.Id} and grant_id = {id} order by n limit {MaxLines}
                """,
                line => new Line(
                    line.Instant(0), line.Enum<GrantStatus>(1), line.TextOrNull(2), line.TextOrNull(3),
                    line.GetString(4)),
                cancel)), cancel);
        if (row is null)
        {
            return new Unknown("grant", id.ToString());
        }

        var shoppers = await catalog.GetShoppersAsync(call, [row.ShopperNo], cancel);
        return new View(GrantView.Of(row, call), shoppers[row.ShopperNo].Id, row.Coupon?.Funding, life);
    }
}
