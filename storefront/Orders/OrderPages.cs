using Marquee.Catalog;
using Marquee.Kernel;
using Marquee.Pricing;
using Marquee.Storefront.Errors;
using Marquee.Storefront.Visits;
using Marquee.Trade;
using Marquee.Venues;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Storefront.Orders;

/// <summary>A shopper's orders: the list, and one with what was charged, its payment and its refunds.</summary>
internal static class OrderPages
{
    public static void Map(RouteGroupBuilder shop)
    {
        shop.MapGet("/orders", ListAsync).AllowAnyone();
        shop.MapGet("/orders/{orderId}", ShowAsync).AllowAnyone();
    }

    private static async Task<IResult> ListAsync(Visit visit, ITrade trade, CancellationToken cancel)
    {
        if (!visit.IsSignedIn)
        {
            return visit.SignInFirst(visit.Shop + "orders");
        }

        var orders = await trade.OfShopperAsync(visit.Call, visit.Call.Actor.Id, null, StorefrontLimits.Orders, cancel);
        return visit.Page(visit.T("订单", "Orders"), orders.Count == 0 ? None(visit) : List(visit, orders),
            here: "orders");
    }

    private static async Task<IResult> ShowAsync(
        Visit visit, Id<Order> orderId, ITrade trade, IPricing pricing, ICatalog catalog, CancellationToken cancel)
    {
        if (await visit.ShopperNoAsync(catalog, cancel) is not { } shopper)
        {
            return visit.SignInFirst($"{visit.Shop}orders/{orderId}");
        }

        if (await trade.GetAsync(visit.Call, [orderId], cancel) is not [var order] || order.ShopperNo != shopper)
        {
            return ErrorPages.Of(visit, new Unknown("order", orderId.ToString()));
        }

        var quote = await pricing.FindAsync(visit.Call, new Id<CheckoutQuote>(order.QuoteId), shopper, cancel);
        var merchants = await catalog.FindMerchantsAsync(
            visit.Call, [.. order.SubOrders.Select(sub => sub.MerchantId)], cancel);
        return visit.Page(
            $"{visit.T("订单", "Order")} {order.Number}",
            OrderView.Main(
                visit, order, merchants.ToDictionary(entry => entry.Key, entry => entry.Value.Name),
                quote.IsSuccess ? quote.Value.Quote.PayableMinor : null),
            here: "orders");
    }

    private static Html None(Visit visit) => $"""
        <div class="wrap empty">
        <h1>{visit.T("还没有订单", "No orders yet")}</h1>
        <p><a class="btn" href="{visit.Shop}">{visit.T("去逛逛", "Go to the shop")}</a></p>
        </div>
        """;

    private static Html List(Visit visit, IReadOnlyList<Order> orders) => $"""
        <div class="wrap narrow section">
        <h1>{visit.T("订单", "Orders")}</h1>
        <ul class="stack section">{Html.Each(orders, order => $"""
            <li class="panel"><div class="spread"><a href="{$"{visit.Shop}orders/{order.Id}"}">{order.Number}</a><b
            class="num">{Locale.Amount(order.Payable)}</b></div>
            <p class="spread small muted"><span>{visit.Locale.At(order.PlacedAt,
                visit.Call.Zone)} · {OrderView.Pieces(visit,
                    order.Lines.Sum(line => line.Quantity))}</span><span>{OrderView.StatusOf(visit,
                        order)}</span></p></li>
            """)}</ul>
        </div>
        """;
}
