using Marquee.Kernel;
using Microsoft.AspNetCore.Http;

namespace Marquee.Venues;

/// <summary>
/// The frame around every shopper's page: head with the inlined stylesheet, skip link, header with the shop's name and
/// navigation, main landmark, footer. Works without script; the one script only makes countdowns tick and stops a form
/// from being sent twice.
/// </summary>
public static class ShopFrame
{
    /// <summary>Writes a whole page.</summary>
    /// <param name="call">The call: its tenant is the shop, its actor decides what the header offers.</param>
    /// <param name="locale">The language.</param>
    /// <param name="page">What stands in the frame.</param>
    public static Html Page(CallContext call, Locale locale, FramePage page)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(locale);
        ArgumentNullException.ThrowIfNull(page);
        var shop = $"/t/{call.Tenant.Slug}/shop/";
        return $"""
            <!doctype html>
            <html lang="{locale.Tag}" data-theme="{page.Theme}">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{page.Title} · {call.Tenant.Name}</title>
            <meta name="description" content="{page.Title}">
            <link rel="icon" href="data:,">
            {ShopLook.StyleElement}
            </head>
            <body>
            <a class="skip" href="#main">{locale.Of("跳到正文", "Skip to content")}</a>
            {Header(call, locale, shop, page)}
            <main id="main" tabindex="-1">
            {page.Main}
            </main>
            {Footer(call, locale, shop, page)}
            {ShopLook.ScriptElement}
            </body>
            </html>

            """;
    }

    private static Html Header(CallContext call, Locale locale, string shop, FramePage page) => $"""
        <header class="top">
        <div class="wrap top-row">
        <a class="brand" href="{shop}"><span class="bulb" aria-hidden="true"></span><b>{call.Tenant.Name}</b></a>
        <nav aria-label="{locale.Of("商店", "Shop")}">
        <ul>
        {Link(shop + "cart", locale.Of("购物车", "Cart"), page.Here == "cart", page.CartPieces)}
        {Link(shop + "wallet", locale.Of("卡券", "Wallet"), page.Here == "wallet")}
        {Link(shop + "orders", locale.Of("订单", "Orders"), page.Here == "orders")}
        </ul>
        </nav>
        </div>
        {Html.When(call.Tenant.Kind == TenantKind.Rehearsal, $"""
            <p class="rehearsal"><span class="wrap">{locale.Of("演练环境：不产生真实订单与扣款",
                "Rehearsal: no real orders, no real money")}</span></p>
            """)}
        </header>
        """;

    private static Html Link(string address, string text, bool isHere, int count = 0) => $"""
        <li><a href="{address}"{Html.When(isHere, $" aria-current=\"page\"")}>{text}{Html.When(count > 0, $"""
         <span class="count">{count}</span>
        """)}</a></li>
        """;

    private static Html Footer(CallContext call, Locale locale, string shop, FramePage page) => $"""
        <footer class="foot">
        <div class="wrap foot-row">
        <p>{locale.Of("你看到的价格，就是你支付的价格。", "The price you see is the price you pay.")}</p>
        <ul>
        <li>{Account(call, locale, shop)}</li>
        <li><a href="?{page.Query}lang={locale.Other.Code}" lang="{locale.Other.Tag}"
        hreflang="{locale.Other.Tag}">{locale.Of("English", "中文")}</a></li>
        </ul>
        </div>
        </footer>
        """;

    private static Html Account(CallContext call, Locale locale, string shop) => call.Actor.Kind == ActorKind.Shopper
        ? Html.Of($"""
            <form method="post" action="{shop + "sign-out"}"><button class="link">{locale.Of("退出",
                "Sign out")} ({call.Actor.Name})</button></form>
            """)
        : Html.Of($"""<a href="{shop + "sign-in"}">{locale.Of("登录", "Sign in")}</a>""");
}

/// <summary>What stands in the frame.</summary>
/// <param name="Title">The page's title, also of the window.</param>
/// <param name="Main">The content of the main landmark; holds the page's one first-level heading.</param>
public sealed record FramePage(string Title, Html Main)
{
    /// <summary>The colours: <c>festival</c> or <c>night</c>.</summary>
    public string Theme { get; init; } = "festival";

    /// <summary>Which entry of the navigation this page is, if any: cart, wallet, orders.</summary>
    public string? Here { get; init; }

    /// <summary>Pieces in the cart, shown beside the link.</summary>
    public int CartPieces { get; init; }

    /// <summary>The query to keep when the language is changed, ending in <c>&amp;</c>; URL-encoded by the
    /// caller.</summary>
    public string Query { get; init; } = "";
}

/// <summary>A page as the answer of a handler, with the headers every shopper's page carries.</summary>
/// <param name="page">The markup.</param>
/// <param name="status">The HTTP status.</param>
/// <param name="cacheControl">How long who may keep it; nobody unless said.</param>
public sealed class HtmlResult(Html page, int status = StatusCodes.Status200OK,
    string cacheControl = "private, no-store") : IResult
{
    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        var response = httpContext.Response;
        response.StatusCode = status;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.CacheControl = cacheControl;
        response.Headers.Vary = "Accept-Language, Cookie";
        response.Headers.ContentSecurityPolicy = ShopLook.ContentSecurityPolicy;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "same-origin";
        if (!HttpMethods.IsHead(httpContext.Request.Method))
        {
            await response.WriteAsync(page.ToString(), httpContext.RequestAborted);
        }
    }
}
