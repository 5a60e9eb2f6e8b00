using Marquee.Campaigns;
using Marquee.Kernel;
using Marquee.Risk;
using Marquee.Venues.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Marquee.Venues.Rendering;

/// <summary>The page as shoppers see it, and as designers preview it: the same rendering of another revision.</summary>
internal static class ShowPage
{
    public static void Map(ModuleRoutes routes)
    {
        routes.Pages.MapMethods("/venue/{slug}", [HttpMethods.Get, HttpMethods.Head], ShowAsync).AllowAnyone()
            .ExcludeFromDescription()
            .WithName("ShowVenue").WithSummary("A published page.");
        routes.Api.MapGet("/venues/{slug}/preview", (
            CallContext call, string slug, int? revision, HttpContext context, PagePreview preview,
            CancellationToken cancel) => preview.ShowAsync(call, slug, revision, context, cancel))
            .Allow(Role.Designer, Role.Operator, Role.Auditor).Rows(RowRule.Common)
            .WithName("PreviewVenue").WithSummary("A revision of a page as shoppers would see it now, as HTML.")
            .Produces<string>(200, "text/html");
    }

    private static async Task<IResult> ShowAsync(
        CallContext call, string slug, HttpContext context, VenuesDb db, PageRenderer renderer, ITakedowns takedowns,
        RoundTree tree, CancellationToken cancel)
    {
        var locale = Locale.Of(context);
        var live = await db.ReadAsync(call, tx => LiveAsync(tx, slug, cancel), cancel);
        if (live is not var (document, shop) || await IsDownAsync(call, document, shop, takedowns, tree, cancel))
        {
            return Missing(call, locale);
        }

        var path = $"/t/{call.Tenant.Slug}/venue/{slug}";
        var rendered = await renderer.RenderAsync(call, locale, document, path, shop, cancel);
        var said = ShopNotices.Of(context, locale);
        var page = ShopFrame.Page(call, locale, new FramePage(locale.Of(document.Title), $"{said}{rendered}")
        {
            Theme = document.Theme ?? "festival",
        });
        return new HtmlResult(page, cacheControl: CacheFor(call, isPlain: said.IsEmpty));
    }

    private static async ValueTask<bool> IsDownAsync(
        CallContext call, PageDocument document, string? shop, ITakedowns takedowns, RoundTree tree,
        CancellationToken cancel)
    {
        var list = await takedowns.ListAsync(call, cancel);
        return (shop is not null && list.Find(TakedownKind.Merchant, shop, call.Now) is not null)
            || (document.Round is { } round && (await tree.DownAsync(call, list, [round], cancel)).Count > 0);
    }

    // Nobody in particular sees the same page: caches may hold it, and must ask before they show it again, for what is
    // taken down is gone within a second. Who is signed in sees their own coupons, which no cache may keep.
    private static string CacheFor(CallContext call, bool isPlain) =>
        call.Actor.Kind == ActorKind.Anonymous && isPlain ? "public, no-cache" : "private, no-store";

    private static HtmlResult Missing(CallContext call, Locale locale) => new(
        ShopFrame.Page(call, locale, new FramePage(locale.Of("没有这个会场", "No such page"), $"""
            <div class="wrap empty">
            <h1>{locale.Of("没有这个会场", "There is no such page")}</h1>
            <p class="muted">{locale.Of("可能已下线，或地址有误。",
                "It may have been taken down, or the address is not right.")}</p>
            <p><a class="btn" href="{$"/t/{call.Tenant.Slug}/shop/"}">{locale.Of("去首页", "Go to the shop")}</a></p>
            </div>
            """)),
        StatusCodes.Status404NotFound);

    private static Task<LivePage?> LiveAsync(Transaction tx, string slug, CancellationToken cancel) => tx.FindAsync(
        $"""
        select r.document, p.merchant_id from venues.page p
        join venues.page_revision r on (r.tenant_id, r.page_id, r.revision) = (p.tenant_id, p.page_id, p.live_revision)
        where p.tenant_id = {tx.Call.Tenant.Id} and p.slug = {slug}
        """,
        row => new LivePage(row.Json<PageDocument>(0), row.TextOrNull(1)), cancel);

    private sealed record LivePage(PageDocument Document, string? Shop);
}
