using System.Diagnostics;
using Marquee.Kernel;

namespace Marquee.Trade.Orders;

/// <summary>
/// Checkout hands an order over. It has no route of its own: prices come from Pricing, never from a request.
/// </summary>
internal static class PlaceOrder
{
    internal sealed record Earlier(Guid OrderId, string RequestKey, string RequestHash);

    public static async Task<Result<Order>> RunAsync(
        TradeDb db, CallContext call, string requestKey, PlacedOrder order, CancellationToken cancel)
    {
        await using var tx = await db.BeginAsync(call, cancel);
        var placed = await InAsync(tx, requestKey, order, call.Now, cancel);
        if (placed.IsSuccess)
        {
            await tx.CommitAsync(cancel);
        }

        return placed;
    }

    /// <summary>Places it in a transaction of the caller's, at an instant of the caller's.</summary>
    public static async Task<Result<Order>> InAsync(
        Transaction tx, string requestKey, PlacedOrder order, DateTimeOffset at, CancellationToken cancel)
    {
        if (OrderText.WrongKey(requestKey) is { } wrongKey)
        {
            return wrongKey;
        }

        if (Check(order) is { } wrong)
        {
            return wrong;
        }

        // What is asked for is the quote's lines at the quote's price; when it must be paid follows from the clock.
        var hash = OrderText.HashOf(order with { PayBy = null });
        var id = tx.Call.Ids.Next<Order>();
        if (await ClaimAsync(tx, id, requestKey, hash, order, at, cancel) == 0)
        {
            return await RepeatedAsync(tx, requestKey, hash, order, cancel);
        }

        await StoreLinesAsync(tx, id, order, cancel);
        var stored = (await OrderStore.LoadAsync(tx, [id], cancel))[0];
        Debug.Assert(stored.Payable.Minor == order.PayableMinor, "What is charged is what was shown.");
        await tx.AddAsync(
            new OrderPlaced(id.Value, order.QuoteId, order.ShopperNo, order.PayableMinor, stored.PayBy), cancel);
        return stored;
    }

    /// <summary>What is wrong with an order's content; null when its amounts add up.</summary>
    internal static Error? Check(PlacedOrder order)
    {
        if (order.Lines.Count is 0 or > TradeLimits.OrderLines)
        {
            return new InvalidRequest("lines", "has too few or too many lines", order.Lines.Count,
                $"1 to {TradeLimits.OrderLines}");
        }

        if (order.Lines.Select(line => line.LineNo).Distinct().Count() != order.Lines.Count)
        {
            return new InvalidRequest("lines", "has a line number twice");
        }

        foreach (var line in order.Lines)
        {
            if (line.LineNo < 1 || line.Quantity is < 1 or > TradeLimits.LineQuantity
                || line.UnitPriceMinor is < 0 or > TradeLimits.UnitPriceMinor
                || line.Discounts.Count > TradeLimits.LineDiscounts || line.Discounts.Any(d => d.AmountMinor <= 0))
            {
                return new InvalidRequest($"lines[{line.LineNo}]", "has a number out of range", line.LineNo);
            }

            if (DiscountOf(line) > GrossOf(line))
            {
                return new AmountsDiffer($"The gross of line {line.LineNo}", GrossOf(line), DiscountOf(line));
            }
        }

        var sum = order.Lines.Sum(line => GrossOf(line) - DiscountOf(line));
        return sum == order.PayableMinor ? null : new AmountsDiffer("The total", order.PayableMinor, sum);
    }

    private static long GrossOf(PlacedLine line) => line.UnitPriceMinor * line.Quantity;

    private static long DiscountOf(PlacedLine line) => line.Discounts.Sum(discount => discount.AmountMinor);

    private static async Task<int> ClaimAsync(
        Transaction tx, Id<Order> id, string requestKey, string hash, PlacedOrder order, DateTimeOffset at,
        CancellationToken cancel)
    {
        var call = tx.Call;
        var payBy = order.PayBy ?? at + TradeLimits.PaymentWindow;
        var gross = order.Lines.Sum(GrossOf);
        var discount = order.Lines.Sum(DiscountOf);
        return await tx.ExecuteAsync(
            $"""
            insert into trade.orders (tenant_id, order_id, number, request_key, request_hash, shopper_no, shopper_id,
                quote_id,
                revision, status, gross_minor, discount_minor, payable_minor, placed_at, pay_by)
            values ({call.Tenant.Id}, {id}, {OrderText.NumberOf(call.DayOf(at), id.Value)}, {requestKey}, {hash},
                {order.ShopperNo}, {order.ShopperId}, {order.QuoteId}, {order.Revision}, {OrderStatus.Placed}, {gross},
                {discount}, {order.PayableMinor}, {at}, {payBy})
            on conflict do nothing
            """,
            cancel);
    }

    private static async Task<Result<Order>> RepeatedAsync(
        Transaction tx, string requestKey, string hash, PlacedOrder order, CancellationToken cancel)
    {
        var earlier = await tx.FindAsync(
            $"""
            select order_id, request_key, request_hash from trade.orders
            where tenant_id = {tx.Call.Tenant.Id} and (request_key = {requestKey} or quote_id = {order.QuoteId})
            limit 1
            """,
            row => new Earlier(row.GetGuid(0), row.GetString(1), row.GetString(2)),
            cancel);
        if (earlier is null)
        {
            throw new InvalidOperationException("An order number met another; the repeat gets a new one.");
        }

        return earlier.RequestKey == requestKey && earlier.RequestHash == hash
            ? (await OrderStore.LoadAsync(tx, [new Id<Order>(earlier.OrderId)], cancel))[0]
            : new RequestKeyReused(requestKey);
    }

    private static async Task StoreLinesAsync(Transaction tx, Id<Order> id, PlacedOrder order, CancellationToken cancel)
    {
        var tenant = tx.Call.Tenant.Id;
        var statements = new List<SqlText>();
        foreach (var shop in order.Lines.GroupBy(line => (line.MerchantNo, line.MerchantId)))
        {
            var (gross, discount) = (shop.Sum(GrossOf), shop.Sum(DiscountOf));
            statements.Add(
                $"""
                insert into trade.sub_order (tenant_id, order_id, merchant_no, merchant_id, gross_minor,
                    discount_minor, payable_minor)
                values ({tenant}, {id}, {shop.Key.MerchantNo}, {shop.Key.MerchantId}, {gross}, {discount},
                    {gross - discount})
                """);
        }

        foreach (var line in order.Lines)
        {
            var (gross, discount) = (GrossOf(line), DiscountOf(line));
            statements.Add(
                $"""
                insert into trade.line (tenant_id, order_id, line_no, merchant_no, sku_no, sku_id, item_id, title,
                    spec, quantity,
                    unit_price_minor, gross_minor, discount_minor, payable_minor, round_id)
                values ({tenant}, {id}, {line.LineNo}, {line.MerchantNo}, {line.SkuNo}, {line.SkuId}, {line.ItemId},
                    {line.Title},
                    {line.Spec}, {line.Quantity}, {line.UnitPriceMinor}, {gross}, {discount}, {gross - discount},
                        {line.RoundId})
                """);
            statements.AddRange(
                line.Discounts.Select((share, ordinal) => DiscountSql(tenant, id, line.LineNo, ordinal, share)));
        }

        await tx.ExecuteAllAsync(statements, cancel);
    }

    private static SqlText DiscountSql(Guid tenant, Id<Order> id, int lineNo, int ordinal, PlacedDiscount share) =>
        $"""
        insert into trade.line_discount (tenant_id, order_id, line_no, ordinal, offer_id, kind, funder_kind, funder_id,
            amount_minor, grant_id, source_id)
        values ({tenant}, {id}, {lineNo}, {ordinal}, {share.OfferId}, {share.Kind}, {share.Funder.Kind},
            {share.Funder.Id},
            {share.AmountMinor}, {share.GrantId}, {share.SourceId})
        """;
}
