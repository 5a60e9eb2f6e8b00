using Marquee.Kernel;
using Marquee.Sheets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Trade.Settlement;

/// <summary>
/// A shop's own statement: per round what was sold, what it was reduced by and who paid for that, what went back. It
/// ties to the minor unit with the marketplace's statement, or says that it does not.
/// </summary>
internal static class ShopStatement
{
    /// <summary>A round's part; round and name are null for sales outside of rounds, and of the total.</summary>
    internal sealed record RoundView(
        Guid? Round, string? Name, long Quantity, long RefundedQuantity, StatementTotals Totals, Money PaidOut);

    internal sealed record View(
        DateTimeOffset At, IReadOnlyList<RoundView> Rounds, RoundView Total, bool Ties,
        IReadOnlyList<StatementCheck> Checks);

    private static readonly Texts[] Headings =
    [
        new("场次", "Round"), new("商品ID", "Item"), new("SKU ID", "SKU"), new("标题", "Title"), new("售出件数", "Sold"),
        new("退款件数", "Refunded"), new("原价合计", "Gross"), new("平台出资", "Funded by platform"),
        new("商家出资", "Funded by shop"), new("品牌出资", "Funded by brands"), new("买家实付", "Paid by shoppers"),
        new("退款", "Refunded to shoppers"), new("平台出资退回", "Back to platform"), new("商家出资退回", "Back to shop"),
        new("品牌出资退回", "Back to brands"), new("应结算", "Paid out"),
    ];

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/shops/{shop}/statement", HandleAsync).AllowMembers().Rows(RowRule.Filtered).Needs(ShopRight.Money)
            .WithName(nameof(ShopStatement))
            .WithSummary("A shop's statement per round: sold, discounts by funder, refunds, paid out");
        api.MapGet("/shops/{shop}/statement/file", FileAsync)
            .AllowMembers().Rows(RowRule.Filtered).Needs(ShopRight.Money)
            .WithName("DownloadShopStatement")
            .WithSummary("The same per round and SKU as a file (format csv or xlsx)");
    }

    private static async Task<Answer<View>> HandleAsync(
        string shop, Guid? round, CallContext call, TradeDb db, IRoundNames names,
        IEnumerable<IShopDirectory> shops, CancellationToken cancel)
    {
        if (!call.Actor.Sees(shop, null))
        {
            return new Unknown("shop", shop);
        }

        if (await shops.RefusalAsync(call, shop, cancel) is { } unknown)
        {
            return unknown;
        }

        // One moment for both ways to the same sums.
        await using var tx = await db.BeginSnapshotAsync(call, cancel);
        var lines = await ShopLines.ReadAsync(tx, shop, round, cancel);
        var paid = await SubOrdersAsync(tx, shop, round, cancel);
        var known = await names.NamesAsync(
            call, [.. lines.Select(line => line.Round).OfType<Guid>().Distinct()], cancel);
        return Decide(call, lines, known, paid);
    }

    internal static View Decide(
        CallContext call, IReadOnlyList<ShopLine> lines, IReadOnlyDictionary<Guid, string> names,
        (long Gross, long Paid, long Discounts) subOrders)
    {
        var rounds = lines.GroupBy(line => line.Round).Select(
            ofRound => ShopLine.Sum(ofRound.Key, [.. ofRound])).ToList();
        var total = ShopLine.Sum(null, lines.ToList());
        var funded = total.Platform + total.Merchant + total.Brand;
        StatementCheck[] checks =
        [
            new("gross_is_paid_plus_funded", total.Gross, total.Paid + funded),
            new("rounds_are_the_total", rounds.Sum(one => one.PaidOut), total.PaidOut),
            new("gross_is_the_orders", total.Gross, subOrders.Gross),
            new("paid_is_the_orders", total.Paid, subOrders.Paid),
            new("funded_is_the_orders", funded, subOrders.Discounts),
        ];
        return new View(
            call.Now,
            [
                .. rounds.Select(one => ViewOf(
                    call.Tenant, one, one.Round is { } id ? names.GetValueOrDefault(id) : null)),
            ],
            ViewOf(call.Tenant, total, null), checks.All(check => check.Holds), checks);
    }

    private static RoundView ViewOf(Tenant tenant, ShopLine sum, string? name) => new(
        sum.Round, name, sum.Quantity, sum.RefundedQuantity,
        new StatementTotals(
            tenant.Money(sum.Gross), tenant.Money(sum.Paid), tenant.Money(sum.Platform), tenant.Money(sum.Merchant),
            tenant.Money(sum.Brand), tenant.Money(sum.RefundedPaid), tenant.Money(sum.RefundedPlatform),
            tenant.Money(sum.RefundedMerchant), tenant.Money(sum.RefundedBrand)),
        tenant.Money(sum.PaidOut));

    /// <summary>
    /// The same money summed over the shop's parts of orders; of a round, over the lines of orders as they were placed.
    /// </summary>
    internal static async Task<(long Gross, long Paid, long Discounts)> SubOrdersAsync(
        Transaction tx, string shop, Guid? round, CancellationToken cancel) => (await tx.QueryAsync(
        $"""
        select coalesce(sum(case when {round}::uuid is null then s.gross_minor else r.gross end), 0)::bigint,
            coalesce(sum(case when {round}::uuid is null then s.payable_minor else r.payable end), 0)::bigint,
            coalesce(sum(case when {round}::uuid is null then s.discount_minor else r.discount end), 0)::bigint
        from trade.sub_order s
        join trade.orders o using (tenant_id, order_id)
        left join lateral (
            select sum(l.gross_minor) as gross, sum(l.payable_minor) as payable, sum(l.discount_minor) as discount
            from trade.line l where l.tenant_id = s.tenant_id and l.order_id = s.order_id
                and l.merchant_no = s.merchant_no and l.round_id = {round}) r on {round}::uuid is not null
        where s.tenant_id = {tx.Call.Tenant.Id} and s.merchant_id = {shop} and o.paid_at is not null
        """,
        row => (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2)), cancel))[0];

    private static async Task<IResult> FileAsync(
        string shop, Guid? round, string? format, string? language, CallContext call, TradeDb db, IRoundNames names,
        IEnumerable<IShopDirectory> shops, CancellationToken cancel)
    {
        Error? wrong = !call.Actor.Sees(shop, null) ? new Unknown("shop", shop)
            : await shops.RefusalAsync(call, shop, cancel) is { } unknown ? unknown
            : format is not null && !EnumText.TryParse<SheetFormat>(format, out _)
                ? new InvalidRequest("format", "is no format", format, "csv, xlsx")
            : language is not (null or "zh-CN" or "en")
                ? new InvalidRequest("language", "is not known", language, "zh-CN, en")
            : null;
        if (wrong is not null)
        {
            return (Answer<Done>)wrong;
        }

        var kind = EnumText.Parse<SheetFormat>(format ?? "xlsx");
        var lines = await db.ReadAsync(call, tx => ShopLines.ReadAsync(tx, shop, round, cancel), cancel);
        var known = await names.NamesAsync(
            call, [.. lines.Select(line => line.Round).OfType<Guid>().Distinct()], cancel);
        return Results.Stream(
            body => WriteAsync(body, kind, language != "en", lines, known, call.Tenant.Currency, cancel),
            kind.MediaType(), $"{shop}-statement{kind.Extension()}");
    }

    private static async Task WriteAsync(
        Stream body, SheetFormat format, bool chinese, IReadOnlyList<ShopLine> lines,
        IReadOnlyDictionary<Guid, string> names, string currency, CancellationToken cancel)
    {
        var digits = Money.DecimalsOf(currency);
        await using var writer = SheetWriter.Open(
            body, format, new SheetLayout("statement", [24, 20, 20, 32, .. Enumerable.Repeat(14, 12)]));
        await writer.RowAsync(
            [.. Headings.Select(text => SheetCell.Of(chinese ? text.Zh : text.En, SheetTone.Head))], cancel);
        foreach (var line in lines)
        {
            var name = line.Round is { } id ? names.GetValueOrDefault(id, id.ToString("D"))
                : chinese ? "活动外" : "no round";
            await writer.RowAsync(Cells(line, name, digits), cancel);
        }

        await writer.RowAsync(
            Cells(ShopLine.Sum(null, lines.ToList()), chinese ? "合计" : "Total", digits), cancel);
        await writer.EndAsync(cancel);
    }

    private static SheetCell[] Cells(ShopLine line, string name, int digits) =>
    [
        SheetCell.Of(name), SheetCell.Of(line.ItemId), SheetCell.Of(line.SkuId), SheetCell.Of(line.Title),
        SheetCell.Of(line.Quantity), SheetCell.Of(line.RefundedQuantity), SheetCell.Amount(line.Gross, digits),
        SheetCell.Amount(line.Platform, digits), SheetCell.Amount(line.Merchant, digits),
        SheetCell.Amount(line.Brand, digits), SheetCell.Amount(line.Paid, digits),
        SheetCell.Amount(line.RefundedPaid, digits), SheetCell.Amount(line.RefundedPlatform, digits),
        SheetCell.Amount(line.RefundedMerchant, digits), SheetCell.Amount(line.RefundedBrand, digits),
        SheetCell.Amount(line.PaidOut, digits),
    ];
}
