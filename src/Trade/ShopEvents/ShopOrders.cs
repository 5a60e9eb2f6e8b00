using Marquee.Catalog;
using Marquee.Kernel;

namespace Marquee.Trade.ShopEvents;

/// <summary>Takes over what the shop tells of its orders and refunds, and tries again what waits.</summary>
internal sealed class ShopOrders(TradeDb db, ICatalog catalog)
{
    private static readonly ToldInbox<ShopEvent> Inbox = new(new SqlText.Raw("trade.shop_event"));

    public async Task<IReadOnlyList<ToldAnswer>> TakeAsync(
        CallContext call, IReadOnlyList<ShopEvent> events, CancellationToken cancel)
    {
        await using var tx = await db.BeginAsync(call, cancel);
        // Also without events: items that came just now may be what orders wait for.
        var answers = await Inbox.TakeAsync(
            tx, events, told => ApplyAsync(tx, told, cancel), waits => ArrivedAsync(tx, waits, cancel), cancel);
        await tx.CommitAsync(cancel);
        return answers;
    }

    /// <summary>Tries again what waits.</summary>
    public async Task RetryAsync(CallContext call, CancellationToken cancel)
    {
        if (!await db.ReadAsync(call, tx => Inbox.AnyWaitsAsync(tx, cancel), cancel))
        {
            return;
        }

        await using var tx = await db.BeginAsync(call, cancel);
        await Inbox.RetryAsync(
            tx, told => ApplyAsync(tx, told, cancel), waits => ArrivedAsync(tx, waits, cancel), cancel);
        await tx.CommitAsync(cancel);
    }

    public async Task<IReadOnlyList<ToldRow>> ListAsync(
        CallContext call, ToldOutcome? only, (DateTimeOffset At, string Id)? after, int limit,
        CancellationToken cancel) =>
        await db.ReadAsync(call, tx => Inbox.ListAsync(tx, only, after, limit, cancel), cancel);

    public Task<ToldCounts> CountAsync(CallContext call, CancellationToken cancel) =>
        db.ReadAsync(call, tx => Inbox.CountAsync(tx, cancel), cancel);

    private async Task<IReadOnlyList<ToldDecision>> ApplyAsync(
        Transaction tx, IReadOnlyList<ShopEvent> told, CancellationToken cancel)
    {
        var goods = await ShopGoods.LoadAsync(catalog, tx.Call, told, cancel);
        var decisions = new List<ToldDecision>();
        foreach (var one in told)
        {
            decisions.Add(one.Type switch
            {
                TakeShopEvents.OrderPlaced => await OrderEvents.PlaceAsync(tx, one, goods, cancel),
                TakeShopEvents.OrderPaid => await OrderEvents.PayAsync(tx, one, cancel),
                TakeShopEvents.OrderCancelled => await OrderEvents.CancelAsync(tx, one, cancel),
                TakeShopEvents.RefundMade => await RefundEvents.ApplyAsync(tx, one, cancel),
                _ => throw new InvalidOperationException($"{one.Type} was checked before it was taken."),
            });
        }

        return decisions;
    }

    private async Task<IReadOnlyCollection<string>> ArrivedAsync(
        Transaction tx, IReadOnlyList<string> waits, CancellationToken cancel)
    {
        var skus = waits.Where(wait => wait.StartsWith(SkuWait, StringComparison.Ordinal))
            .Select(wait => wait[SkuWait.Length..]).ToList();
        var found = skus.Count == 0 ? [] : (await catalog.FindSkusAsync(tx.Call, skus, cancel)).Keys;
        var orders = await tx.QueryAsync(
            $"""
            select o.external_id, s.status from trade.shop_order o
            join trade.orders s on s.tenant_id = o.tenant_id and s.order_id = o.order_id
            where o.tenant_id = {tx.Call.Tenant.Id}
                and o.external_id = any({waits.Select(wait => wait[(wait.IndexOf(':') + 1)..]).ToArray()})
            """,
            row => (Id: row.GetString(0), Status: row.Enum<OrderStatus>(1)), cancel);
        HashSet<string> over =
        [
            .. found.Select(id => SkuWait + id),
            .. orders.Select(order => "order:" + order.Id),
            // What waits for a payment ends its waiting also when none can come any more.
            .. orders.Where(order => order.Status != OrderStatus.Placed).Select(order => "payment:" + order.Id),
        ];
        over.IntersectWith(waits);
        return over;
    }

    private const string SkuWait = "sku:";
}
