using Marquee.Catalog;
using Marquee.Kernel;
using Marquee.Storefront.Errors;
using Marquee.Venues;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Storefront.Visits;

/// <summary>
/// Signing in as a demo shopper, on rehearsal tenants only: a real shop signs its shoppers in itself and asks Marquee
/// for a token.
/// </summary>
internal static class SignIn
{
    private const string TokenCookie = "marquee_shopper";
    private static readonly string[] Suggested = ["guest-1", "guest-2", "guest-3"];

    private sealed record NoDemoSignIn() : Error("storefront.no_demo_sign_in", ErrorKind.Forbidden)
    {
        public override string Message => "Shoppers of a live tenant sign in at the marketplace itself.";
    }

    public static void Map(RouteGroupBuilder shop)
    {
        shop.MapGet("/sign-in", Show).AllowAnyone();
        shop.MapPost("/sign-in", SignInAsync).AllowAnyone();
        shop.MapPost("/sign-out", SignOut).AllowAnyone();
    }

    private static IResult Show(Visit visit) => visit.Call.Tenant.Kind == TenantKind.Rehearsal
        ? Page(visit, null)
        : ErrorPages.Of(visit, new NoDemoSignIn());

    private static async Task<IResult> SignInAsync(Visit visit, ICatalog catalog, IShopperTokens tokens,
        CancellationToken cancel)
    {
        if (visit.Call.Tenant.Kind != TenantKind.Rehearsal)
        {
            return ErrorPages.Of(visit, new NoDemoSignIn());
        }

        var form = await Form.ReadAsync(visit.Context, cancel);
        if (!form.IsSuccess)
        {
            return ErrorPages.Of(visit, form.Error);
        }

        var shopper = form.Value["shopper"];
        if (!IsShopperName(shopper))
        {
            return Page(visit, visit.T("名称可用字母、数字、点、横线，1–64 个字符。",
                "A name has 1 to 64 letters, digits, dots or hyphens."));
        }

        var made = await catalog.EnsureShoppersAsync(visit.Call, [shopper], cancel);
        if (!made.IsSuccess)
        {
            return ErrorPages.Of(visit, made.Error);
        }

        var token = await tokens.MakeAsync(visit.Call, shopper, cancel);
        visit.Context.Response.Cookies.Append(TokenCookie, token.Token, Cookie(visit, token.ExpiresAt));
        return visit.SeeOther(visit.Back(form.Value["next"], visit.Shop), "signed_in");
    }

    private static IResult SignOut(Visit visit)
    {
        visit.Context.Response.Cookies.Delete(TokenCookie, Cookie(visit, null));
        return visit.SeeOther(visit.Shop, "signed_out");
    }

    internal static bool IsShopperName(string name) => name.Length is > 0 and <= StorefrontLimits.ShopperLength
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');

    private static CookieOptions Cookie(Visit visit, DateTimeOffset? expires) => new()
    {
        Path = $"/t/{visit.Call.Tenant.Slug}/", HttpOnly = true, SameSite = SameSiteMode.Strict,
        Secure = visit.Context.Request.IsHttps, Expires = expires,
    };

    private static IResult Page(Visit visit, string? wrong)
    {
        var next = visit.Back(visit.Context.Request.Query["next"], visit.Shop);
        return visit.Page(visit.T("登录", "Sign in"), $"""
            <div class="wrap narrow section stack">
            <h1>{visit.T("以演示消费者登录", "Sign in as a demo shopper")}</h1>
            <p class="muted">{visit.T("演练环境里可以用任意名称登录，每个名称有自己的卡券和订单。",
                "On a rehearsal tenant any name will do; each has a wallet and orders of its own.")}</p>
            {Html.When(wrong is not null, ShopPieces.Notice("bad", $"{wrong}"))}
            <div class="panel">
            {Html.Each(Suggested, name => $"""
                <form method="post" action="{visit.Shop + "sign-in"}"><input type="hidden" name="next" value="{next}">
                <input type="hidden" name="shopper" value="{name}"><button class="btn second wide">{name}</button>
                </form>
                """)}
            <form method="post" action="{visit.Shop + "sign-in"}" class="row">
            <input type="hidden" name="next" value="{next}">
            <p><label for="shopper">{visit.T("其他名称", "Another name")}</label>
            <input id="shopper" name="shopper" type="text" maxlength="64" autocomplete="username" required></p>
            <button class="btn">{visit.T("登录", "Sign in")}</button>
            </form>
            </div>
            </div>
            """, status: wrong is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }
}
