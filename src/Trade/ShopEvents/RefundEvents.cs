using Marquee.Kernel;
using Marquee.Trade.Orders;
using Marquee.Trade.Refunds;

namespace Marquee.Trade.ShopEvents;

/// <summary>Takes over refunds that the shop made. Each happens once, after its order was paid.</summary>
internal static class RefundEvents
{
    internal sealed record Made(string Content);

    public static async Task<ToldDecision> ApplyAsync(Transaction tx, ShopEvent told, CancellationToken cancel)
    {
        var refund = told.Refund!;
        var content = OrderText.HashOf(refund);
        var made = await tx.FindAsync(
            $"""
            select content from trade.shop_refund
            where tenant_id = {tx.Call.Tenant.Id} and external_id = {told.Entity}
            """,
            row => new Made(row.GetString(0)), cancel);
        if (made is not null)
        {
            return made.Content == content ? ToldDecision.Superseded
                : ToldDecision.Refuse(new ShopToldOtherwise("refund", told.Entity));
        }

        if (refund.OrderId.Length is 0 or > KernelLimits.ExternalIdLength || refund.OrderId.Any(char.IsControl))
        {
            return ToldDecision.Refuse(new InvalidRequest(
                "refund.orderId", "is no external id", refund.OrderId,
                $"1 to {KernelLimits.ExternalIdLength} characters"));
        }

        if (await ShopOrderRow.FindAsync(tx, refund.OrderId, cancel) is not { } order)
        {
            return ToldDecision.Wait("order", refund.OrderId);
        }

        if ((await OrderStore.LockAsync(tx, order.OrderId, cancel))!.Status == OrderStatus.Placed)
        {
            return ToldDecision.Wait("payment", refund.OrderId);
        }

        var done = await RefundOrder.InAsync(
            tx, OrderEvents.KeyOf("refund", told.Entity), order.OrderId, refund.Lines, refund.Reason, cancel, told.At);
        if (!done.IsSuccess)
        {
            return ToldDecision.Refuse(done.Error);
        }

        await tx.ExecuteAsync(
            $"""
            insert into trade.shop_refund (tenant_id, external_id, refund_id, content)
            values ({tx.Call.Tenant.Id}, {told.Entity}, {done.Value.Id}, {content})
            """,
            cancel);
        return ToldDecision.Applied;
    }
}
