using Marquee.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Trade.Orders;

/// <summary>Orders are listed and looked at: by the shopper their own, by staff all.</summary>
internal static class ReadOrders
{
    public static void Map(IEndpointRouteBuilder api, IEndpointRouteBuilder serve)
    {
        serve.MapGet("/orders", OwnAsync).AllowShopper().WithName("ListOwnOrders")
            .WithSummary("The shopper's orders, newest first. A machine names the shopper.");
        serve.MapGet("/orders/{id}", OneAsync).AllowShopper().WithName("ReadOwnOrder")
            .WithSummary("One order of the shopper's own.");
        api.MapGet("/orders", AllAsync).AllowStaff().Rows(RowRule.Whole).WithName("ListOrders")
            .WithSummary("All orders, newest first; by shopper, status or round.");
        api.MapGet("/orders/{id}", OneAsync).AllowStaff().Rows(RowRule.Filtered)
            .WithName("ReadOrder").WithSummary("One order.");
    }

    private static async Task<Answer<Page<Order>>> OwnAsync(
        CallContext call, [FromQuery] string? shopper, [AsParameters] PageQuery page, TradeDb db,
        CancellationToken cancel)
    {
        if (call.Actor.Kind == ActorKind.Shopper && shopper is not null && shopper != call.Actor.Id)
        {
            return new InvalidRequest("shopper", "is somebody else", shopper, "nothing, or the shopper's own id");
        }

        var who = call.Actor.Kind == ActorKind.Shopper ? call.Actor.Id : shopper;
        return who is null
            ? new InvalidRequest("shopper", "is missing: a machine says whose orders it wants", null, "a shopper's id")
            : await PageAsync(db, call, page, "own_orders", new Filter(who, null, null), cancel);
    }

    private static async Task<Answer<Page<Order>>> AllAsync(
        CallContext call, [FromQuery] string? shopper, [FromQuery] string? status, [FromQuery] Guid? round,
        [AsParameters] PageQuery page, TradeDb db, CancellationToken cancel)
    {
        OrderStatus? only = null;
        if (status is not null)
        {
            if (!EnumText.TryParse<OrderStatus>(status, out var parsed))
            {
                return new InvalidRequest(
                    "status", "is no status of an order", status,
                    string.Join(", ", Enum.GetValues<OrderStatus>().Select(s => EnumText.Of(s))));
            }

            only = parsed;
        }

        return await PageAsync(db, call, page, "orders", new Filter(shopper, only, round), cancel);
    }

    private static async Task<Answer<Order>> OneAsync(
        CallContext call, Id<Order> id, TradeDb db, CancellationToken cancel) =>
        await GetAsync(db, call, [id], cancel) is [var order] ? order : new Unknown("order", id.ToString());

    public static async Task<IReadOnlyList<Order>> GetAsync(
        TradeDb db, CallContext call, IReadOnlyList<Id<Order>> ids, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ids.Count, TradeLimits.OrdersRead);
        var orders = await db.ReadAsync(call, tx => OrderStore.LoadAsync(tx, ids, cancel), cancel);
        return [.. orders.Where(order => OrderStore.IsSeenBy(call, order))];
    }

    public static async Task<IReadOnlyList<Order>> OfShopperAsync(
        TradeDb db, CallContext call, string shopperId, Guid? after, int limit, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, TradeLimits.OrdersRead);
        return await db.ReadAsync(call, tx => ListAsync(tx, new Filter(shopperId, null, null), after, limit, cancel),
            cancel);
    }

    private static async Task<Answer<Page<Order>>> PageAsync(
        TradeDb db, CallContext call, PageQuery page, string list, Filter filter, CancellationToken cancel)
    {
        var asked = page with { Limit = page.Limit ?? 20 };
        if (asked.Limit > TradeLimits.OrdersRead)
        {
            return new InvalidRequest("limit", "is out of range", asked.Limit, $"1 to {TradeLimits.OrdersRead}");
        }

        var start = asked.Start<Guid>(call, list);
        if (!start.IsSuccess)
        {
            return start.Error;
        }

        var rows = await db.ReadAsync(
            call, tx => ListAsync(tx, filter, start.Value.After, start.Value.Limit + 1, cancel), cancel);
        return start.Value.Of(rows, order => order.Id.Value);
    }

    private static async Task<IReadOnlyList<Order>> ListAsync(
        Transaction tx, Filter filter, Guid? after, int limit, CancellationToken cancel)
    {
        var status = filter.Status is { } only ? EnumText.Of(only) : null;
        var ids = await tx.QueryAsync(
            $"""
            select o.order_id from trade.orders o
            where o.tenant_id = {tx.Call.Tenant.Id}
              and ({filter.Shopper}::text is null or o.shopper_id = {filter.Shopper})
              and ({status}::text is null or o.status = {status})
              and ({filter.Round}::uuid is null or exists (
                  select from trade.line l
                  where l.tenant_id = o.tenant_id and l.order_id = o.order_id and l.round_id = {filter.Round}))
              and ({after}::uuid is null or o.order_id < {after})
            order by o.order_id desc limit {limit}
            """,
            row => row.Id<Order>(0), cancel);
        return [.. (await OrderStore.LoadAsync(tx, ids, cancel)).Where(order => OrderStore.IsSeenBy(tx.Call, order))];
    }

    private sealed record Filter(string? Shopper, OrderStatus? Status, Guid? Round);
}
