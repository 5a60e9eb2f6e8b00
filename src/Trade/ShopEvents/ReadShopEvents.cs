using Marquee.Catalog;
using Marquee.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Trade.ShopEvents;

/// <summary>What a shop told, and what became of it.</summary>
internal static class ReadShopEvents
{
    private const string OfItems = "items", OfOrders = "orders";

    /// <summary>How many stand where.</summary>
    /// <param name="Items">Of items and stock.</param>
    /// <param name="Orders">Of orders and refunds.</param>
    internal sealed record Counts(ToldCounts Items, ToldCounts Orders);

    internal readonly record struct Key(DateTimeOffset At, string Id);

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/shop-events", ListAsync).AllowStaff().Rows(RowRule.Whole).WithName("ListShopEvents")
            .WithSummary("Events of the shop, oldest first; about items or orders, of one outcome when said");
        api.MapGet("/shop-events/counts", CountAsync).AllowStaff().Rows(RowRule.Whole).WithName("CountShopEvents")
            .WithSummary("How many of the shop's events were applied, wait or were refused");
    }

    private static async Task<Answer<Page<ToldRow>>> ListAsync(
        CallContext call, [FromQuery] string about, [FromQuery] string? outcome, [AsParameters] PageQuery page,
        [FromServices] IShopItems items, ShopOrders orders, CancellationToken cancel)
    {
        if (about is not (OfItems or OfOrders))
        {
            return new InvalidRequest("about", "is no part of the shop", about, $"{OfItems}, {OfOrders}");
        }

        ToldOutcome? only = null;
        if (outcome is not null)
        {
            if (!EnumText.TryParse<ToldOutcome>(outcome, out var parsed) || parsed == ToldOutcome.Repeated)
            {
                return new InvalidRequest(
                    "outcome", "is no lasting outcome", outcome, "applied, superseded, parked, refused");
            }

            only = parsed;
        }

        var start = page.Start<Key>(call, "shop_events." + about);
        if (!start.IsSuccess)
        {
            return start.Error;
        }

        (DateTimeOffset, string)? after = start.Value.After is { } key ? (key.At, key.Id) : null;
        var limit = start.Value.Limit + 1;
        var rows = about == OfItems
            ? await items.ListAsync(call, only, after, limit, cancel)
            : await orders.ListAsync(call, only, after, limit, cancel);
        return start.Value.Of(rows, row => new Key(row.ReceivedAt, row.Id));
    }

    private static async Task<Answer<Counts>> CountAsync(
        CallContext call, [FromServices] IShopItems items, ShopOrders orders, CancellationToken cancel) =>
        new Counts(await items.CountAsync(call, cancel), await orders.CountAsync(call, cancel));
}
