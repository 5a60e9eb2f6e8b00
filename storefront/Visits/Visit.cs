using Marquee.Catalog;
using Marquee.Kernel;
using Marquee.Storefront.Carts;
using Marquee.Venues;
using Microsoft.AspNetCore.Http;

namespace Marquee.Storefront.Visits;

/// <summary>One request of a shopper's browser: who, in which language, with which cart. Binds itself to
/// handlers.</summary>
internal sealed class Visit
{
    private int? _shopperNo;

    private Visit(HttpContext context, CallContext call)
    {
        Context = context;
        Call = call;
        Locale = Locale.Of(context);
        Cart = CartCookie.Read(context.Request.Cookies[CartCookie.Name]);
    }

    public HttpContext Context { get; }

    public CallContext Call { get; }

    public Locale Locale { get; }

    public CartCookie Cart { get; }

    /// <summary>Where the shop's pages are: <c>/t/{tenant}/shop/</c>.</summary>
    public string Shop => $"/t/{Call.Tenant.Slug}/shop/";

    public bool IsSignedIn => Call.Actor.Kind == ActorKind.Shopper;

    public static ValueTask<Visit?> BindAsync(HttpContext context) => ValueTask.FromResult(
        context.Features.Get<CallContext>() is { } call ? new Visit(context, call) : null);

    /// <summary>The wording of the visit's language.</summary>
    public string T(string zh, string en) => Locale.Of(zh, en);

    /// <summary>The shopper's dense number, made when this is the first that is heard of them; null when nobody is
    /// signed in.</summary>
    public async Task<int?> ShopperNoAsync(ICatalog catalog, CancellationToken cancel)
    {
        if (!IsSignedIn || _shopperNo is not null)
        {
            return _shopperNo;
        }

        var found = await catalog.EnsureShoppersAsync(Call, [Call.Actor.Id], cancel);
        return _shopperNo = found.IsSuccess && found.Value.TryGetValue(Call.Actor.Id, out var shopper)
            ? shopper.ShopperNo : null;
    }

    /// <summary>A page in the shop's frame, under the notice of what was done before.</summary>
    public IResult Page(string title, Html main, string? here = null, int status = StatusCodes.Status200OK,
        string query = "") =>
        new HtmlResult(
            ShopFrame.Page(Call, Locale, new FramePage(title, $"{ShopNotices.Of(Context, Locale)}{main}")
            {
                Here = here, CartPieces = Cart.Pieces, Query = query,
            }),
            status);

    /// <summary>To another page after something was done: the browser fetches it, so going back repeats
    /// nothing.</summary>
    public IResult SeeOther(string path, string? said = null)
    {
        var separator = path.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        Context.Response.Headers.CacheControl = "private, no-store";
        Context.Response.Headers.Location = said is null ? path : $"{path}{separator}said={said}";
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }

    /// <summary>To the sign-in page, and back here afterwards.</summary>
    public IResult SignInFirst(string next) => SeeOther($"{Shop}sign-in?next={Uri.EscapeDataString(next)}");

    /// <summary>A path of this shop or its venues to lead back to; the given one when the asked one is none.</summary>
    public string Back(string? asked, string otherwise) => IsOwnPath(asked, Call.Tenant.Slug) ? asked! : otherwise;

    /// <summary>Whether a text from a form or address is a path below this tenant: nothing else is ever redirected
    /// to.</summary>
    internal static bool IsOwnPath(string? path, string slug) =>
        path is { Length: > 0 and <= 500 } && path.StartsWith($"/t/{slug}/", StringComparison.Ordinal)
        && !path.Contains('\\', StringComparison.Ordinal) && !path.Contains("//", StringComparison.Ordinal)
        && !path.Contains("..", StringComparison.Ordinal) && path.All(c => c is > ' ' and < (char)127);
}
