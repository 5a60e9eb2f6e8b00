using Marquee.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Trade.Sales;

/// <summary>
/// What a round sells, over time and in all: for the people who watch it live. Cancelled orders count as such only;
/// what was refunded stays in what was sold and is told beside it.
/// </summary>
internal static class ReadSales
{
    /// <summary>One step of the time line.</summary>
    /// <param name="At">Its first instant.</param>
    /// <param name="Orders">Orders with something of the round, placed in it.</param>
    /// <param name="Units">Pieces.</param>
    /// <param name="Payable">What they cost the shoppers.</param>
    /// <param name="Discount">What was taken off.</param>
    /// <param name="Cancelled">Orders of it that were cancelled or expired.</param>
    internal sealed record StepView(
        DateTimeOffset At, long Orders, long Units, Money Payable, Money Discount, long Cancelled);

    internal sealed record FunderView(FunderKind Kind, Money Funded);

    internal sealed record View(
        DateTimeOffset AsOf, DateTimeOffset From, int StepSeconds, long Orders, long Units, Money Payable,
        Money Discount, long Cancelled, long RefundedUnits, IReadOnlyList<FunderView> Funders,
        IReadOnlyList<StepView> Steps);

    internal sealed record Step(int No, long Orders, long Units, long Payable, long Discount, long Cancelled);

    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/rounds/{round}/sales", HandleAsync)
        .WithName(nameof(ReadSales)).WithSummary("What a round sells since an instant, in at most 60 steps and in all.")
        .Allow(Role.Operator, Role.Finance, Role.Risk, Role.Auditor).Rows(RowRule.Whole);

    private static async Task<Answer<View>> HandleAsync(
        Guid round, DateTimeOffset? from, CallContext call, TradeDb db, IRoundNames names, CancellationToken cancel)
    {
        if (!(await names.NamesAsync(call, [round], cancel)).ContainsKey(round))
        {
            return new Unknown("round", round.ToString());
        }

        var begin = from ?? call.Now.AddHours(-2);
        if (begin >= call.Now)
        {
            return new InvalidRequest("from", "lies in the future", begin, $"an instant before {call.Now:O}");
        }

        return await RunAsync(db, call, round, begin, cancel);
    }

    public static async Task<View> RunAsync(
        TradeDb db, CallContext call, Guid round, DateTimeOffset begin, CancellationToken cancel)
    {
        var step = StepOf(call.Now - begin);
        // One moment for all sums.
        await using var tx = await db.BeginSnapshotAsync(call, cancel);
        var steps = await tx.QueryAsync(
            $"""
            select floor(extract(epoch from o.placed_at - {begin}) / {step})::int as no,
                count(distinct o.order_id) filter (where o.status <> 'cancelled'),
                coalesce(sum(l.quantity) filter (where o.status <> 'cancelled'), 0)::bigint,
                coalesce(sum(l.payable_minor) filter (where o.status <> 'cancelled'), 0)::bigint,
                coalesce(sum(l.discount_minor) filter (where o.status <> 'cancelled'), 0)::bigint,
                count(distinct o.order_id) filter (where o.status = 'cancelled')
            from trade.line l
            join trade.orders o on o.tenant_id = l.tenant_id and o.order_id = l.order_id
            where l.tenant_id = {call.Tenant.Id} and l.round_id = {round} and o.placed_at >= {begin}
            group by 1 order by 1
            """,
            row => new Step(
                row.GetInt32(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.GetInt64(5)),
            cancel);
        var funders = await tx.QueryAsync(
            $"""
            select d.funder_kind, sum(d.amount_minor)::bigint from trade.line_discount d
            join trade.line l on l.tenant_id = d.tenant_id and l.order_id = d.order_id and l.line_no = d.line_no
            join trade.orders o on o.tenant_id = l.tenant_id and o.order_id = l.order_id
            where l.tenant_id = {call.Tenant.Id} and l.round_id = {round} and o.placed_at >= {begin}
              and o.status <> 'cancelled' group by 1 order by 1
            """,
            row => new FunderView(row.Enum<FunderKind>(0), call.Tenant.Money(row.GetInt64(1))), cancel);
        var refunded = await tx.ScalarAsync<long>($"""
            select coalesce(sum(l.refunded_quantity), 0)::bigint from trade.line l
            join trade.orders o on o.tenant_id = l.tenant_id and o.order_id = l.order_id
            where l.tenant_id = {call.Tenant.Id} and l.round_id = {round} and o.placed_at >= {begin}
            """, cancel);
        return Of(call, begin, step, steps, funders, refunded);
    }

    /// <summary>So long that sixty steps reach from the beginning until now; whole minutes.</summary>
    internal static int StepOf(TimeSpan whole) =>
        60 * Math.Max(1, (int)Math.Ceiling(whole.TotalMinutes / TradeLimits.SalesSteps));

    /// <summary>Every step there is, also those in which nothing was sold.</summary>
    internal static View Of(
        CallContext call, DateTimeOffset from, int stepSeconds, IReadOnlyList<Step> sold,
        IReadOnlyList<FunderView> funders, long refunded)
    {
        var byNo = sold.ToDictionary(step => step.No);
        var last = (int)((call.Now - from).TotalSeconds / stepSeconds);
        var money = call.Tenant.Money;
        return new View(
            call.Now, from, stepSeconds, sold.Sum(step => step.Orders), sold.Sum(step => step.Units),
            money(sold.Sum(step => step.Payable)), money(sold.Sum(step => step.Discount)),
            sold.Sum(step => step.Cancelled), refunded, funders,
            [.. Enumerable.Range(0, Math.Min(last + 1, TradeLimits.SalesSteps)).Select(no =>
            {
                var step = byNo.GetValueOrDefault(no) ?? new Step(no, 0, 0, 0, 0, 0);
                return new StepView(
                    from.AddSeconds((double)no * stepSeconds), step.Orders, step.Units, money(step.Payable),
                    money(step.Discount), step.Cancelled);
            })]);
    }
}
