using Marquee.Catalog;
using Marquee.Kernel;
using Marquee.Storefront.Errors;
using Marquee.Storefront.Visits;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Storefront.Carts;

/// <summary>Pieces go into the cart, change their number, or leave it.</summary>
internal static class ChangeCart
{
    // Adding twice by a double click would add twice: the last key that was taken is remembered beside the cart.
    private const string LastKeyCookie = "marquee_cart_key";

    private sealed record CartFull() : Error("storefront.cart_full", ErrorKind.Conflict)
    {
        public override string Message => $"A cart has at most {StorefrontLimits.CartLines} lines.";
    }

    public static void Map(RouteGroupBuilder shop)
    {
        shop.MapPost("/cart/lines", AddAsync).AllowAnyone();
        shop.MapPost("/cart/quantities", SetAsync).AllowAnyone();
    }

    private static async Task<IResult> AddAsync(Visit visit, ICatalog catalog, CancellationToken cancel)
    {
        var form = await Form.ReadAsync(visit.Context, cancel);
        if (!form.IsSuccess)
        {
            return ErrorPages.Of(visit, form.Error);
        }

        var sku = form.Value["sku"];
        if (sku.Length == 0 || !(await catalog.FindSkusAsync(visit.Call, [sku], cancel)).ContainsKey(sku))
        {
            return ErrorPages.Of(visit, new Unknown("SKU", sku));
        }

        var key = form.Value.RequestKey;
        if (key is null || visit.Context.Request.Cookies[LastKeyCookie] != key)
        {
            var cart = visit.Cart.Plus(sku,
                Math.Clamp(form.Value.Number("quantity") ?? 1, 1, StorefrontLimits.LineQuantity));
            if (!cart.Fits)
            {
                return ErrorPages.Of(visit, new CartFull());
            }

            Keep(visit, cart);
            Remember(visit, key);
        }

        return visit.SeeOther(visit.Shop + "cart", "in_cart");
    }

    private static async Task<IResult> SetAsync(Visit visit, CancellationToken cancel)
    {
        var form = await Form.ReadAsync(visit.Context, cancel);
        if (!form.IsSuccess)
        {
            return ErrorPages.Of(visit, form.Error);
        }

        var cart = visit.Cart.Lines.Any(line => line.Sku == form.Value["sku"])
            ? visit.Cart.With(form.Value["sku"], form.Value.Number("quantity") ?? 1)
            : visit.Cart;
        Keep(visit, cart);
        return visit.SeeOther(visit.Shop + "cart");
    }

    /// <summary>Writes the cart into the browser.</summary>
    internal static void Keep(Visit visit, CartCookie cart)
    {
        if (cart.Lines.Count == 0)
        {
            visit.Context.Response.Cookies.Delete(CartCookie.Name, Options(visit));
            return;
        }

        // The cookie writes itself percent-encoded; a second encoding by the framework would be undone by it when
        // reading.
        visit.Context.Response.Cookies.Append(CartCookie.Name, cart.Write(), Options(visit));
    }

    private static void Remember(Visit visit, string? key)
    {
        if (key is not null)
        {
            visit.Context.Response.Cookies.Append(LastKeyCookie, key, Options(visit));
        }
    }

    private static CookieOptions Options(Visit visit) => new()
    {
        Path = $"/t/{visit.Call.Tenant.Slug}/", HttpOnly = true, SameSite = SameSiteMode.Lax,
        Secure = visit.Context.Request.IsHttps, MaxAge = TimeSpan.FromDays(30),
    };
}
