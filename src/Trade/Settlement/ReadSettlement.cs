using Marquee.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Trade.Settlement;

/// <summary>
/// The statement of a round: per merchant and per funder, checked against three other ways to the same sums.
/// </summary>
internal static class ReadSettlement
{
    internal sealed record LineSums(
        string MerchantId, long Quantity, long RefundedQuantity, long Gross, long Paid, long RefundedPaid);

    internal sealed record ShareSums(string MerchantId, Funder Funder, long Funded, long Refunded);

    /// <summary>The same money summed over other tables.</summary>
    internal sealed record Others(
        long Orders, long PayableOfOrders, long PayableOfTheirLines, long PaymentsOfOrders, long RefundLines,
        long RefundShares);

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/settlement", HandleAsync).AllowMembers().Rows(RowRule.Filtered).Needs(ShopRight.Money)
        .WithName(nameof(ReadSettlement))
        .WithSummary("What a round comes to per merchant and funder; merchants' people see their own rows.");

    private static async Task<Answer<Statement>> HandleAsync(
        CallContext call, [FromQuery] Guid? round, TradeDb db, CancellationToken cancel) =>
        await RunAsync(db, call, round, cancel);

    public static async Task<Statement> RunAsync(TradeDb db, CallContext call, Guid? round, CancellationToken cancel)
    {
        // One moment for all sums, or an order paid in between would not tie.
        await using var tx = await db.BeginSnapshotAsync(call, cancel);
        var lines = await LinesAsync(tx, round, cancel);
        var shares = await SharesAsync(tx, round, cancel);
        var others = await OthersAsync(tx, round, cancel);
        return Decide(call, round, lines, shares, others);
    }

    internal static Statement Decide(
        CallContext call, Guid? round, IReadOnlyList<LineSums> lines, IReadOnlyList<ShareSums> shares, Others others)
    {
        var seen = lines.Where(line => call.Actor.Sees(line.MerchantId, null)).ToList();
        var seenShares = shares.Where(share => call.Actor.Sees(share.MerchantId, null)).ToList();
        var byMerchant = seenShares.ToLookup(share => share.MerchantId, StringComparer.Ordinal);
        var merchants = seen.OrderBy(line => line.MerchantId, StringComparer.Ordinal)
            .Select(line => MerchantOf(call.Tenant, line, [.. byMerchant[line.MerchantId]])).ToList();
        var funders = seenShares.GroupBy(share => share.Funder)
            .OrderBy(g => g.Key.Kind).ThenBy(g => g.Key.Id, StringComparer.Ordinal)
            .Select(g => FunderOf(call.Tenant, g.Key, g.Sum(s => s.Funded), g.Sum(s => s.Refunded))).ToList();
        var totals = TotalsOf(
            call.Tenant, seen.Sum(l => l.Gross), seen.Sum(l => l.Paid), seen.Sum(l => l.RefundedPaid), seenShares);
        var checks = ChecksOf(lines, shares, others, merchants, totals);
        return new Statement(
            round, call.Now, others.Orders, merchants, funders, totals, checks.All(check => check.Holds), checks);
    }

    private static List<StatementCheck> ChecksOf(
        IReadOnlyList<LineSums> lines, IReadOnlyList<ShareSums> shares, Others others,
        List<MerchantStatement> merchants, StatementTotals totals) =>
    [
        new("gross_is_paid_plus_funded", lines.Sum(l => l.Gross), lines.Sum(l => l.Paid) + shares.Sum(s => s.Funded)),
        new("payments_are_what_orders_cost", others.PaymentsOfOrders, others.PayableOfOrders),
        new("orders_are_their_lines", others.PayableOfOrders, others.PayableOfTheirLines),
        new("refunds_are_their_lines", lines.Sum(l => l.RefundedPaid), others.RefundLines),
        new("funds_back_are_their_shares", shares.Sum(s => s.Refunded), others.RefundShares),
        new(
            "paid_out_is_what_came_in",
            merchants.Sum(m => m.PaidOut.Minor),
            totals.Paid.Minor - totals.RefundedPaid.Minor + totals.PlatformFunded.Minor - totals.RefundedPlatform.Minor
                + totals.BrandFunded.Minor - totals.RefundedBrand.Minor),
    ];

    private static MerchantStatement MerchantOf(Tenant tenant, LineSums line, List<ShareSums> shares)
    {
        var totals = TotalsOf(tenant, line.Gross, line.Paid, line.RefundedPaid, shares);
        var others = shares.Where(share => share.Funder.Kind != FunderKind.Merchant)
            .Sum(share => share.Funded - share.Refunded);
        return new MerchantStatement(
            line.MerchantId, line.Quantity, line.RefundedQuantity, totals,
            tenant.Money(line.Paid - line.RefundedPaid + others));
    }

    private static FunderStatement FunderOf(Tenant tenant, Funder funder, long funded, long refunded) =>
        new(funder, tenant.Money(funded), tenant.Money(refunded), tenant.Money(funded - refunded));

    private static StatementTotals TotalsOf(
        Tenant tenant, long gross, long paid, long refundedPaid, IReadOnlyList<ShareSums> shares)
    {
        return new StatementTotals(
            tenant.Money(gross), tenant.Money(paid), Funded(FunderKind.Platform), Funded(FunderKind.Merchant),
            Funded(FunderKind.Brand), tenant.Money(refundedPaid), Back(FunderKind.Platform), Back(FunderKind.Merchant),
            Back(FunderKind.Brand));

        Money Funded(FunderKind kind) => tenant.Money(shares.Where(s => s.Funder.Kind == kind).Sum(s => s.Funded));
        Money Back(FunderKind kind) => tenant.Money(shares.Where(s => s.Funder.Kind == kind).Sum(s => s.Refunded));
    }

    private static Task<List<LineSums>> LinesAsync(
        Transaction tx, Guid? round, CancellationToken cancel) => tx.QueryAsync(
        $"""
        select s.merchant_id, sum(l.quantity)::bigint, sum(l.refunded_quantity)::bigint, sum(l.gross_minor)::bigint,
               sum(l.payable_minor)::bigint, sum(l.refunded_paid_minor)::bigint
        from trade.line l
        join trade.sub_order s using (tenant_id, order_id, merchant_no)
        join trade.orders o using (tenant_id, order_id)
        where l.tenant_id = {tx.Call.Tenant.Id} and o.paid_at is not null
            and ({round}::uuid is null or l.round_id = {round})
        group by s.merchant_id order by s.merchant_id limit {TradeLimits.StatementMerchants}
        """,
        row => new LineSums(
            row.GetString(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.GetInt64(5)),
        cancel);

    private static Task<List<ShareSums>> SharesAsync(
        Transaction tx, Guid? round, CancellationToken cancel) => tx.QueryAsync(
        $"""
        select s.merchant_id, d.funder_kind, d.funder_id, sum(d.amount_minor)::bigint, sum(d.refunded_minor)::bigint
        from trade.line_discount d
        join trade.line l using (tenant_id, order_id, line_no)
        join trade.sub_order s using (tenant_id, order_id, merchant_no)
        join trade.orders o using (tenant_id, order_id)
        where d.tenant_id = {tx.Call.Tenant.Id} and o.paid_at is not null
            and ({round}::uuid is null or l.round_id = {round})
        group by s.merchant_id, d.funder_kind, d.funder_id
        """,
        row => new ShareSums(
            row.GetString(0), new Funder(row.Enum<FunderKind>(1), row.GetString(2)), row.GetInt64(3), row.GetInt64(4)),
        cancel);

    private static async Task<Others> OthersAsync(Transaction tx, Guid? round, CancellationToken cancel) =>
        await tx.FindAsync(
            $"""
            with chosen as (
                select o.order_id, o.payable_minor from trade.orders o
                where o.tenant_id = {tx.Call.Tenant.Id} and o.paid_at is not null
                  and ({round}::uuid is null or exists (
                      select from trade.line l
                      where l.tenant_id = o.tenant_id and l.order_id = o.order_id and l.round_id = {round})))
            select (select count(*) from chosen),
                   (select coalesce(sum(payable_minor), 0)::bigint from chosen),
                   (select coalesce(sum(l.payable_minor), 0)::bigint from chosen c
                    join trade.line l on l.tenant_id = {tx.Call.Tenant.Id} and l.order_id = c.order_id),
                   (select coalesce(sum(p.amount_minor), 0)::bigint from chosen c
                    join trade.payment p on p.tenant_id = {tx.Call.Tenant.Id} and p.order_id = c.order_id),
                   (select coalesce(sum(r.paid_minor), 0)::bigint from chosen c
                    join trade.refund_line r on r.tenant_id = {tx.Call.Tenant.Id} and r.order_id = c.order_id
                    join trade.line l on l.tenant_id = r.tenant_id and l.order_id = r.order_id and l.line_no = r.line_no
                    where {round}::uuid is null or l.round_id = {round}),
                   (select coalesce(sum(r.amount_minor), 0)::bigint from chosen c
                    join trade.refund_share r on r.tenant_id = {tx.Call.Tenant.Id} and r.order_id = c.order_id
                    join trade.line l on l.tenant_id = r.tenant_id and l.order_id = r.order_id and l.line_no = r.line_no
                    where {round}::uuid is null or l.round_id = {round})
            """,
            row => new Others(
                row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.GetInt64(5)),
            cancel) ?? throw new InvalidOperationException("Sums are always one row.");
}
