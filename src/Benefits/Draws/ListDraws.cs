using Marquee.Benefits.Engine;
using Marquee.Benefits.Storage;
using Marquee.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Benefits.Draws;

/// <summary>The audit record of a lottery: every draw by its number.</summary>
internal static class ListDraws
{
    /// <summary>Drawn is what the ticket won; Given is what there was left to give.</summary>
    internal sealed record View(long Sequence, int Ticket, string? Drawn, string? Given, DateTimeOffset At);

    public static void Map(RouteGroupBuilder api) => api.MapGet("/lotteries/{id}/draws", HandleAsync)
        .WithName(nameof(ListDraws)).WithSummary(
            "The audit record of a lottery: every draw by its number, with its ticket.")
        .AllowStaff().Rows(RowRule.Whole);

    private static async Task<Answer<Page<View>>> HandleAsync(
        CallContext call, Id<Benefit> id, [AsParameters] PageQuery page, BenefitsDb db, Registry<IBenefitType> types,
        CancellationToken cancel)
    {
        var start = page.Start<long>(call, $"lotteries/{id}/draws");
        if (!start.IsSuccess)
        {
            return start.Error;
        }

        var benefit = await db.ReadAsync(call, tx => BenefitRow.FindAsync(tx, id, cancel), cancel);
        if (benefit is null || !types.Get(benefit.Benefit.Type).IsDrawn)
        {
            return new Unknown("lottery", id.ToString());
        }

        var rows = await db.ReadAsync(call, tx => tx.QueryAsync(
            $"""
            select sequence, ticket, drawn, code, at from benefits.entry
            where tenant_id = {call.Tenant.Id} and benefit_id = {id} and sequence > {start.Value.After ?? 0}
            order by sequence limit {start.Value.Limit + 1}
            """,
            row => new View(row.GetInt64(0), row.GetInt32(1), row.TextOrNull(2), row.TextOrNull(3), row.Instant(4)),
            cancel), cancel);
        return start.Value.Of(rows, view => view.Sequence);
    }
}
