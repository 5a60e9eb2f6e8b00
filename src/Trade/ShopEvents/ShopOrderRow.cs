using Marquee.Kernel;

namespace Marquee.Trade.ShopEvents;

/// <summary>An order that the shop made, as it is known here.</summary>
internal sealed record ShopOrderRow(Id<Order> OrderId, long Version, string Content)
{
    public static Task<ShopOrderRow?> FindAsync(Transaction tx, string externalId, CancellationToken cancel) =>
        tx.FindAsync(
            $"""
            select order_id, version, content from trade.shop_order
            where tenant_id = {tx.Call.Tenant.Id} and external_id = {externalId}
            """,
            row => new ShopOrderRow(row.Id<Order>(0), row.GetInt64(1), row.GetString(2)), cancel);

    public static Task<int> MoveToAsync(Transaction tx, string externalId, long version, CancellationToken cancel) =>
        tx.ExecuteAsync(
            $"""
            update trade.shop_order set version = {version}
            where tenant_id = {tx.Call.Tenant.Id} and external_id = {externalId} and version < {version}
            """,
            cancel);
}
