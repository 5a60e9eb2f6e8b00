using Marquee.Catalog;
using Marquee.Kernel;
using Marquee.Pricing;
using Marquee.Storefront.Carts;
using Marquee.Storefront.Errors;
using Marquee.Storefront.Items;
using Marquee.Storefront.Visits;
using Marquee.Venues;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Storefront.Checkouts;

/// <summary>Checkout in two steps: hold the price that was seen, then confirm exactly that price.</summary>
internal static class CheckoutPages
{
    public static void Map(RouteGroupBuilder shop)
    {
        shop.MapPost("/checkout", HoldAsync).AllowAnyone();
        shop.MapGet("/checkout/{quoteId}", ShowAsync).AllowAnyone();
        shop.MapPost("/checkout/{quoteId}/confirmation", ConfirmAsync).AllowAnyone();
    }

    private static async Task<IResult> HoldAsync(Visit visit, ICatalog catalog, IPricing pricing,
        CancellationToken cancel)
    {
        if (await visit.ShopperNoAsync(catalog, cancel) is null)
        {
            return visit.SignInFirst(visit.Shop + "cart");
        }

        var form = await Form.ReadAsync(visit.Context, cancel);
        if (!form.IsSuccess || form.Value.RequestKey is not { } key)
        {
            return ErrorPages.Of(visit, form.Error ?? new InvalidRequest("requestKey", "is missing"));
        }

        var cart = await CartPage.CartOf(visit, catalog, cancel);
        if (cart.Lines.Count == 0)
        {
            return visit.SeeOther(visit.Shop + "cart");
        }

        var held = await pricing.HoldAsync(visit.Call, key, cart, form.Value.Minor("shownMinor"), cancel);
        return held.IsSuccess
            ? visit.SeeOther($"{visit.Shop}checkout/{held.Value.Id}")
            : ErrorPages.Of(visit, held.Error);
    }

    private static async Task<IResult> ShowAsync(
        Visit visit, Id<CheckoutQuote> quoteId, ICatalog catalog, IPricing pricing, CancellationToken cancel)
    {
        if (await visit.ShopperNoAsync(catalog, cancel) is not { } shopper)
        {
            return visit.SignInFirst($"{visit.Shop}checkout/{quoteId}");
        }

        var found = await pricing.FindAsync(visit.Call, quoteId, shopper, cancel);
        if (!found.IsSuccess)
        {
            return ErrorPages.Of(visit, found.Error);
        }

        var quote = found.Value;
        if (quote.OrderId is { } order)
        {
            return visit.SeeOther($"{visit.Shop}orders/{order}");
        }

        return quote.Status == CheckoutStatus.Released || quote.ExpiresAt <= visit.Call.Now
            ? ErrorPages.Of(visit, new QuoteExpired(quoteId.Value, quote.ExpiresAt))
            : visit.Page(visit.T("确认订单", "Confirm your order"), Main(visit, quote), here: "cart");
    }

    private static async Task<IResult> ConfirmAsync(
        Visit visit, Id<CheckoutQuote> quoteId, ICatalog catalog, IPricing pricing, CancellationToken cancel)
    {
        if (await visit.ShopperNoAsync(catalog, cancel) is not { } shopper)
        {
            return visit.SignInFirst($"{visit.Shop}checkout/{quoteId}");
        }

        var form = await Form.ReadAsync(visit.Context, cancel);
        if (!form.IsSuccess || form.Value.RequestKey is not { } key)
        {
            return ErrorPages.Of(visit, form.Error ?? new InvalidRequest("requestKey", "is missing"));
        }

        var order = await pricing.CheckoutAsync(visit.Call, key, quoteId, shopper, cancel);
        if (!order.IsSuccess)
        {
            return ErrorPages.Of(visit, order.Error);
        }

        // What was bought leaves the cart; what was put in meanwhile stays.
        var cart = order.Value.Lines.Aggregate(visit.Cart, (left, line) => left.With(line.SkuId, 0));
        ChangeCart.Keep(visit, cart);
        return visit.SeeOther($"{visit.Shop}orders/{order.Value.Id}");
    }

    private static Html Main(Visit visit, CheckoutQuote held) => $"""
        <div class="wrap narrow section stack">
        <ol class="steps"><li>{visit.T("1 购物车", "1 Cart")}</li><li aria-current="step">{visit.T("2 确认",
            "2 Confirm")}</li><li>{visit.T("3 支付", "3 Pay")}</li></ol>
        <h1>{visit.T("确认订单", "Confirm your order")}</h1>
        <div class="panel">{ShopPieces.Countdown(visit.Call, visit.Locale,
            visit.T("价格和库存为你保留", "Price and stock are held for"), held.ExpiresAt)}</div>
        <ul class="lines panel">{Html.Each(held.Quote.Lines, line => $"""
            <li>{ShopPieces.Picture(line.Image is { } image ? AssetAddress.Of(visit.Call.Tenant.Slug, image) : null,
                "")}
            <div class="what"><p>{line.Title}</p><p class="small muted">{line.MerchantName}{Html.When(
                line.Spec.Length > 0, $" · {line.Spec}")}</p>
            <p class="spread"><span>× {line.Quantity}</span><b>{Amount(visit, line.PayableMinor)}</b></p></div></li>
            """)}</ul>
        <div class="panel">
        {Waterfall.Table(visit, visit.T("商品合计", "Goods"), held.Quote.GrossMinor,
            Waterfall.RowsOf(visit, held.Quote.Steps), visit.T("应付", "To pay"), held.Quote.PayableMinor)}
        <form method="post" action="{$"{visit.Shop}checkout/{held.Id}/confirmation"}">
        {ShopPieces.RequestKey(visit.Call)}
        <button class="btn wide">{visit.T("提交订单", "Place the order")} · {Amount(visit,
            held.Quote.PayableMinor)}</button>
        </form>
        <p class="small muted">{visit.T("只会按这个金额收取，一分不差。", "Exactly this amount is charged, to the cent.")}</p>
        </div>
        </div>
        """;

    private static string Amount(Visit visit, long minor) => Locale.Amount(visit.Call.Tenant.Money(minor));
}
