using Marquee.Catalog;
using Marquee.Kernel;
using Marquee.Pricing;
using Marquee.Storefront.Errors;
using Marquee.Storefront.Items;
using Marquee.Storefront.Visits;
using Marquee.Venues;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Storefront.Carts;

/// <summary>The cart with its price explained: every discount with its reason, and what did not apply with what would
/// make it.</summary>
internal static class CartPage
{
    // The nearest offers are of use; the rest is noise.
    private const int HintsShown = 5;

    public static void Map(RouteGroupBuilder shop) => shop.MapGet("/cart", ShowAsync).AllowAnyone();

    private static async Task<IResult> ShowAsync(Visit visit, ICatalog catalog, IPricing pricing,
        CancellationToken cancel)
    {
        if (visit.Cart.Lines.Count == 0)
        {
            return visit.Page(visit.T("购物车", "Cart"), Empty(visit), here: "cart");
        }

        var cart = await CartOf(visit, catalog, cancel);
        if (cart.Lines.Count == 0)
        {
            return visit.Page(visit.T("购物车", "Cart"), Empty(visit), here: "cart");
        }

        var quote = await pricing.QuoteAsync(visit.Call, cart, cancel);
        return quote.IsSuccess
            ? visit.Page(visit.T("购物车", "Cart"), Main(visit, quote.Value), here: "cart")
            : ErrorPages.Of(visit, quote.Error);
    }

    /// <summary>The cart as Pricing knows it; SKUs that do not exist here are passed over.</summary>
    internal static async Task<Cart> CartOf(Visit visit, ICatalog catalog, CancellationToken cancel)
    {
        var skus = await catalog.FindSkusAsync(visit.Call, [.. visit.Cart.Lines.Select(line => line.Sku)], cancel);
        return new Cart(
            [.. visit.Cart.Lines.Where(line => skus.ContainsKey(line.Sku))
                .Select(line => new CartLine(skus[line.Sku].SkuNo, line.Quantity))],
            await visit.ShopperNoAsync(catalog, cancel));
    }

    private static Html Empty(Visit visit) => $"""
        <div class="wrap empty">
        <h1>{visit.T("购物车是空的", "Your cart is empty")}</h1>
        <p class="muted">{visit.T("挑几件喜欢的，这里会告诉你每一分钱怎么来的。",
            "Pick something you like; this page then explains every cent of its price.")}</p>
        <p><a class="btn" href="{visit.Shop}">{visit.T("去逛逛", "Go to the shop")}</a></p>
        </div>
        """;

    private static Html Main(Visit visit, Quote quote) => $"""
        <div class="wrap section">
        <h1>{visit.T("购物车", "Cart")}</h1>
        {Html.When(quote.Problems.Count > 0, Problems(visit, quote.Problems))}
        <div class="two">
        <section aria-labelledby="lines"><h2 id="lines" class="sr">{visit.T("商品", "Lines")}</h2>
        <ul class="lines">{Html.Each(quote.Lines, line => Line(visit, line))}</ul>
        </section>
        <section class="stick stack" aria-labelledby="sum">
        <div class="panel">
        <h2 id="sum">{visit.T("价格明细", "Your price")}</h2>
        {Waterfall.Table(visit, visit.T("商品合计", "Goods"), quote.GrossMinor, Waterfall.RowsOf(visit, quote.Steps),
            visit.T("应付", "To pay"), quote.PayableMinor)}
        {Checkout(visit, quote)}
        </div>
        {Html.When(quote.NotApplied.Count > 0, Hints(visit, quote))}
        </section>
        </div>
        </div>
        """;

    private static Html Line(Visit visit, QuotedLine line) => $"""
        <li>
        <a href="{ShopPieces.ItemAddress(visit.Call,
            line.ItemId)}" tabindex="-1" aria-hidden="true">{ShopPieces.Picture(line.Image is { } image
                ? AssetAddress.Of(visit.Call.Tenant.Slug, image) : null, "")}</a>
        <div class="what">
        <p><a href="{ShopPieces.ItemAddress(visit.Call, line.ItemId)}">{line.Title}</a></p>
        <p class="small muted">{line.MerchantName}{Html.When(line.Spec.Length > 0, $" · {line.Spec}")}</p>
        <div class="spread">
        {Quantity(visit, line.SkuId, line.Quantity, line.Title)}
        <p class="num"><b>{Amount(visit, line.PayableMinor)}</b>{Html.When(line.PayableMinor < line.GrossMinor,
            $" <s class=\"was\">{Amount(visit, line.GrossMinor)}</s>")}</p>
        </div>
        {Html.When(line.Steps.Count > 0, LineWhy(visit, line))}
        </div>
        </li>
        """;

    private static Html LineWhy(Visit visit, QuotedLine line) => $"""
        <details><summary>{visit.T("这件省了", "Saved here")} {Amount(visit, line.GrossMinor - line.PayableMinor)}</summary>
        {Waterfall.Table(visit, $"{line.Quantity} × {Amount(visit, line.UnitPriceMinor)}", line.GrossMinor,
            Waterfall.RowsOf(visit, line.Steps), visit.T("分摊后", "This line"), line.PayableMinor)}
        </details>
        """;

    private static Html Quantity(Visit visit, string sku, int quantity, string title) => $"""
        <form method="post" action="{visit.Shop + "cart/quantities"}" class="row">
        <input type="hidden" name="sku" value="{sku}">
        <label><span class="sr">{visit.T("数量：",
            "Quantity of ")}{title}</span><input name="quantity" type="number" inputmode="numeric" min="0"
            max="{StorefrontLimits.LineQuantity}" value="{quantity}" required></label>
        <button class="link">{visit.T("更新", "Update")}</button>
        </form>
        """;

    private static Html Problems(Visit visit, IReadOnlyList<LineProblem> problems) => ShopPieces.Notice("warn", $"""
        <p>{visit.T("下面的商品暂时不能购买，没有计入合计：", "These cannot be bought right now and are not in the sum:")}</p>
        <ul>{Html.Each(problems, problem => $"""
            <li class="spread"><span>{problem.SkuId}: {visit.Locale.Of(problem.Why)}</span>{Remove(visit,
                problem.SkuId)}</li>
            """)}</ul>
        """);

    private static Html Remove(Visit visit, string? sku) => sku is null ? Html.Empty : Html.Of($"""
        <form method="post" action="{visit.Shop + "cart/quantities"}"><input type="hidden" name="sku" value="{sku}">
        <input type="hidden" name="quantity" value="0"><button class="link">{visit.T("移除", "Remove")}</button></form>
        """);

    private static Html Checkout(Visit visit, Quote quote)
    {
        if (!visit.IsSignedIn)
        {
            return $"""
                <a class="btn wide" href="{$"{visit.Shop}sign-in?next={Uri.EscapeDataString(
                    visit.Shop + "cart")}"}">{visit.T("登录后结算", "Sign in to check out")}</a>
                """;
        }

        return quote.Lines.Count == 0 || quote.Problems.Count > 0
            ? Html.Of($"""<p><span class="btn wide" aria-disabled="true">{visit.T("请先移除不可购买的商品",
                "Remove what cannot be bought first")}</span></p>""")
            : Html.Of($"""
                <form method="post" action="{visit.Shop + "checkout"}">
                {ShopPieces.RequestKey(visit.Call)}
                <input type="hidden" name="shownMinor" value="{quote.PayableMinor}">
                <button class="btn wide">{visit.T("去结算", "Check out")} · {Amount(visit, quote.PayableMinor)}</button>
                </form>
                <p class="small muted">{visit.T("点击后为你保留库存、优惠券和这个价格。",
                    "This holds stock, coupons and this price for you.")}</p>
                """);
    }

    private static Html Hints(Visit visit, Quote quote) => $"""
        <div class="panel">
        <h2>{visit.T("还可以这样省", "What did not apply")}</h2>
        <ul class="stack">{Html.Each(Nearest(quote.NotApplied), offer => Hint(visit, quote, offer))}</ul>
        </div>
        """;

    // What a small change would bring comes first.
    private static IEnumerable<OfferNotApplied> Nearest(IReadOnlyList<OfferNotApplied> offers) => offers
        .OrderBy(offer => offer.Change is null).ThenBy(offer => offer.MissingMinor ?? long.MaxValue).Take(HintsShown);

    private static Html Hint(Visit visit, Quote quote, OfferNotApplied offer)
    {
        var about = quote.Lines.FirstOrDefault(line => line.SkuId == offer.SkuId)?.Title;
        return $"""
            <li><p><b>{visit.Locale.Of(offer.Name)}</b>{Html.When(about is not null, $" · {about}")}</p>
            <p class="small muted">{visit.Locale.Of(offer.Why)}</p>
            {(offer.Change is { } change ? Change(visit, change) : Html.Empty)}</li>
            """;
    }

    private static Html Change(Visit visit, Texts change) =>
        $"""<p class="small"><b>{visit.Locale.Of(change)}</b></p>""";

    private static string Amount(Visit visit, long minor) => Locale.Amount(visit.Call.Tenant.Money(minor));
}
