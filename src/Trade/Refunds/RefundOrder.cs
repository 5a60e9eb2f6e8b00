using System.Diagnostics;
using Marquee.Kernel;
using Marquee.Trade.Orders;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Trade.Refunds;

/// <summary>Pieces of a paid order go back: money to the shopper, shares of discounts to whoever funded them.</summary>
internal static class RefundOrder
{
    internal sealed record OwnBody(string RequestKey, IReadOnlyList<RefundRequestLine> Lines, string? Reason = null);

    internal sealed record StaffBody(IReadOnlyList<RefundRequestLine> Lines, string? Reason = null);

    internal sealed record Change(
        IReadOnlyList<LineChange> Lines, long PaidMinor, long DiscountMinor, bool Whole,
        IReadOnlyList<Guid> BenefitsBack);

    internal sealed record LineChange(OrderLine Line, int Quantity, long PaidMinor, IReadOnlyList<long> Shares);

    public static void Map(IEndpointRouteBuilder api, IEndpointRouteBuilder serve)
    {
        serve.MapPost("/orders/{id}/refunds", OwnAsync).AllowShopper().WithName("RefundOwnOrder")
            .WithSummary("Refunds pieces of the shopper's own paid order, by line and quantity.");
        api.MapPost("/orders/{id}/refunds", StaffAsync).Allow(Role.Service, Role.Finance, Role.Operator, Role.Machine)
            .WithName("RefundOrder").WithSummary("Refunds pieces of a paid order, by line and quantity.");
    }

    private static async Task<Answer<Refund>> OwnAsync(
        CallContext call, Id<Order> id, OwnBody body, TradeDb db, CancellationToken cancel) =>
        await RunAsync(db, call, body.RequestKey, id, body.Lines, body.Reason, cancel);

    private static async Task<Answer<Refund>> StaffAsync(
        CallContext call, Id<Order> id, StaffBody body, TradeDb db, CancellationToken cancel) =>
        await db.MutateAsync(call, tx => InAsync(tx, call.IdempotencyKey!, id, body.Lines, body.Reason, cancel),
            cancel);

    public static async Task<Result<Refund>> RunAsync(
        TradeDb db, CallContext call, string requestKey, Id<Order> id, IReadOnlyList<RefundRequestLine> lines,
        string? reason, CancellationToken cancel)
    {
        await using var tx = await db.BeginAsync(call, cancel);
        var refund = await InAsync(tx, requestKey, id, lines, reason, cancel);
        if (refund.IsSuccess)
        {
            await tx.CommitAsync(cancel);
        }

        return refund;
    }

    /// <summary>Refunds in a transaction of the caller's.</summary>
    /// <param name="tx">The transaction.</param>
    /// <param name="requestKey">The caller's key.</param>
    /// <param name="id">The order.</param>
    /// <param name="lines">The pieces.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cancel">Cancels.</param>
    /// <param name="shopsAt">Of a refund that an existing shop made, and only of its own orders: when.</param>
    public static async Task<Result<Refund>> InAsync(
        Transaction tx, string requestKey, Id<Order> id, IReadOnlyList<RefundRequestLine> lines, string? reason,
        CancellationToken cancel, DateTimeOffset? shopsAt = null)
    {
        if (OrderText.WrongKey(requestKey) is { } wrong)
        {
            return wrong;
        }

        if (await OrderStore.LockAsync(tx, id, cancel) is not { } order)
        {
            return new Unknown("order", id.ToString());
        }

        if (order.ShopOrderId is { } shops && shopsAt is null)
        {
            return new OrderIsTheShops(order.Id.ToString(), shops);
        }

        if (reason is { Length: 0 or > TradeLimits.ReasonLength })
        {
            return new InvalidRequest("reason", "is empty or too long", reason,
                $"1 to {TradeLimits.ReasonLength} characters");
        }

        // JSON may say null where a line is meant.
        if (lines.Any(line => line is null))
        {
            return new InvalidRequest("lines", "has a null among its lines", null, "lines with lineNo and quantity");
        }

        var hash = OrderText.HashOf(lines);
        if (await EarlierAsync(tx, id, requestKey, cancel) is { } earlier)
        {
            return earlier.Hash == hash
                ? order.Refunds.Single(refund => refund.Id == earlier.Id)
                : new RequestKeyReused(requestKey);
        }

        var decision = Decide(order, lines);
        if (!decision.IsSuccess)
        {
            return decision.Error;
        }

        var refundId = tx.Call.Ids.Next<Refund>();
        await StoreAsync(tx, order, refundId, requestKey, hash, reason, decision.Value, shopsAt ?? tx.Call.Now, cancel);
        var after = (await OrderStore.LoadAsync(tx, [id], cancel))[0];
        return after.Refunds.Single(refund => refund.Id == refundId);
    }

    /// <summary>
    /// What each line and share gives back. Shares are those of the order, also where the pieces left would no longer
    /// reach a threshold: nothing is apportioned again (docs/decisions: partial refunds keep their shares).
    /// </summary>
    internal static Result<Change> Decide(Order order, IReadOnlyList<RefundRequestLine> asked)
    {
        if (order.Status != OrderStatus.Paid)
        {
            return new OrderNotOpen(
                order.Id.ToString(), order.Status, "a paid order", order.Status == OrderStatus.Placed
                    ? ["pay", "cancel"] : []);
        }

        if (Wrong(order, asked) is { } wrong)
        {
            return wrong;
        }

        var pieces = asked.ToDictionary(line => line.LineNo, line => line.Quantity);
        var lines = order.Lines.Where(line => pieces.ContainsKey(line.LineNo))
            .Select(line => ChangeOf(line, pieces[line.LineNo])).ToList();
        return new Change(
            lines, lines.Sum(line => line.PaidMinor), lines.Sum(line => line.Shares.Sum()),
            order.Lines.All(line => IsGone(line, pieces)), GrantsBack(order, pieces));
    }

    private static Error? Wrong(Order order, IReadOnlyList<RefundRequestLine> asked)
    {
        if (asked.Count is 0 or > TradeLimits.OrderLines || asked.Select(line => line.LineNo).Distinct()
            .Count() != asked.Count)
        {
            return new InvalidRequest("lines", "names no line, too many, or one twice", asked.Count,
                $"1 to {TradeLimits.OrderLines} different lines");
        }

        var lines = order.Lines.ToDictionary(line => line.LineNo);
        for (var i = 0; i < asked.Count; i++)
        {
            if (!lines.TryGetValue(asked[i].LineNo, out var line))
            {
                return new InvalidRequest(
                    $"lines[{i}].lineNo", "is no line of the order", asked[i].LineNo,
                    string.Join(", ", lines.Keys.Order()));
            }

            if (asked[i].Quantity < 1)
            {
                return new InvalidRequest($"lines[{i}].quantity", "is out of range", asked[i].Quantity, "1 or more");
            }

            if (asked[i].Quantity > line.Quantity - line.RefundedQuantity)
            {
                return new RefundTooMany(line.LineNo, asked[i].Quantity, line.Quantity - line.RefundedQuantity);
            }
        }

        return null;
    }

    private static LineChange ChangeOf(OrderLine line, int pieces)
    {
        var paid = Telescope.Part(line.Payable.Minor, line.Quantity, line.RefundedQuantity, pieces);
        var shares = line.Discounts.Select(share =>
            Telescope.Part(share.Amount.Minor, line.Quantity, line.RefundedQuantity, pieces)).ToList();
        Debug.Assert(line.RefundedPaid.Minor + paid <= line.Payable.Minor, "No more goes back than was paid.");
        Debug.Assert(
            line.RefundedQuantity + pieces < line.Quantity
                || (line.RefundedPaid.Minor + paid == line.Payable.Minor
                    && line.Discounts.Zip(shares).All(x => x.First.Refunded.Minor + x.Second == x.First.Amount.Minor)),
            "The last piece takes the rest of everything.");
        return new LineChange(line, pieces, paid, shares);
    }

    private static bool IsGone(OrderLine line, Dictionary<int, int> pieces) =>
        line.RefundedQuantity + pieces.GetValueOrDefault(line.LineNo) == line.Quantity;

    // A coupon comes back when the last line it was used on is gone, and only then: so in exactly one refund.
    private static List<Guid> GrantsBack(Order order, Dictionary<int, int> pieces) =>
    [
        .. order.Lines.SelectMany(line => line.Discounts.Where(d => d.GrantId is not null)
            .Select(d => (Grant: d.GrantId!.Value, Line: line)))
            .GroupBy(x => x.Grant)
            .Where(g => g.All(x => IsGone(x.Line, pieces)) && g.Any(x => pieces.ContainsKey(x.Line.LineNo)))
            .Select(g => g.Key).Order(),
    ];

    private static async Task<Earlier?> EarlierAsync(
        Transaction tx, Id<Order> id, string requestKey, CancellationToken cancel) =>
        await tx.FindAsync(
            $"""
            select refund_id, request_hash from trade.refund
            where tenant_id = {tx.Call.Tenant.Id} and order_id = {id} and request_key = {requestKey}
            """,
            row => new Earlier(row.Id<Refund>(0), row.GetString(1)), cancel);

    private static async Task StoreAsync(
        Transaction tx, Order order, Id<Refund> refundId, string requestKey, string hash, string? reason, Change change,
        DateTimeOffset at, CancellationToken cancel)
    {
        var call = tx.Call;
        var tenant = call.Tenant.Id;
        var status = change.Whole ? OrderStatus.Refunded : OrderStatus.Paid;
        var statements = new List<SqlText>
        {
            $"""
            insert into trade.refund (tenant_id, refund_id, order_id, request_key, request_hash, paid_minor,
                discount_minor,
                refunded_at, actor_kind, actor_id, reason)
            values ({tenant}, {refundId}, {order.Id}, {requestKey}, {hash}, {change.PaidMinor}, {change.DiscountMinor},
                {at}, {call.Actor.Kind}, {call.Actor.Id}, {reason})
            """,
            $"""
            update trade.orders set status = {status}, refunded_paid_minor = refunded_paid_minor + {change.PaidMinor},
                refunded_discount_minor = refunded_discount_minor + {change.DiscountMinor}
            where tenant_id = {tenant} and order_id = {order.Id}
            """,
        };
        foreach (var line in change.Lines)
        {
            Add(statements, tenant, order.Id, refundId, line);
        }

        await tx.ExecuteAllAsync(statements, cancel);
        await tx.AddAsync(
            new OrderRefunded(
                order.Id.Value, refundId.Value, order.QuoteId, order.ShopperNo, change.PaidMinor, change.Whole,
                change.BenefitsBack),
            cancel);
        await tx.AuditAsync(
            "trade.refunded", "order:" + order.Id,
            new
            {
                refundId,
                change.PaidMinor,
                reason,
                lines = change.Lines.Select(l => new { l.Line.LineNo, l.Quantity })
            },
            cancel);
    }

    private static void Add(
        List<SqlText> statements, Guid tenant, Id<Order> orderId, Id<Refund> refundId, LineChange line)
    {
        var no = line.Line.LineNo;
        statements.Add(
            $"""
            insert into trade.refund_line (tenant_id, refund_id, order_id, line_no, quantity, paid_minor)
            values ({tenant}, {refundId}, {orderId}, {no}, {line.Quantity}, {line.PaidMinor})
            """);
        statements.Add(
            $"""
            update trade.line set refunded_quantity = refunded_quantity + {line.Quantity},
                refunded_paid_minor = refunded_paid_minor + {line.PaidMinor}
            where tenant_id = {tenant} and order_id = {orderId} and line_no = {no}
            """);
        for (var ordinal = 0; ordinal < line.Shares.Count; ordinal++)
        {
            var amount = line.Shares[ordinal];
            statements.Add(
                $"""
                insert into trade.refund_share (tenant_id, refund_id, order_id, line_no, ordinal, amount_minor)
                values ({tenant}, {refundId}, {orderId}, {no}, {ordinal}, {amount})
                """);
            statements.Add(
                $"""
                update trade.line_discount set refunded_minor = refunded_minor + {amount}
                where tenant_id = {tenant} and order_id = {orderId} and line_no = {no} and ordinal = {ordinal}
                """);
        }
    }

    internal sealed record Earlier(Id<Refund> Id, string Hash);
}
