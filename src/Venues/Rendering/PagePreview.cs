using Marquee.Kernel;
using Marquee.Venues.Pages;
using Microsoft.AspNetCore.Http;

namespace Marquee.Venues.Rendering;

/// <summary>A revision of a page as shoppers would see it now: the same rendering.</summary>
internal sealed class PagePreview(VenuesDb db, PageRenderer renderer)
{
    public async Task<IResult> ShowAsync(
        CallContext call, string slug, int? revision, HttpContext context, CancellationToken cancel)
    {
        var locale = Locale.Of(context);
        if (await db.ReadAsync(call, tx => PageRows.FindAsync(tx, slug, revision, cancel), cancel) is not { } found)
        {
            return (Answer<Done>)new Unknown("page", slug);
        }

        var rendered = await renderer.RenderAsync(call, locale, found.Document, $"/t/{call.Tenant.Slug}/venue/{slug}",
            found.Shop, cancel);
        var mark = ShopPieces.Notice("info", $"{locale.Of("预览版本 ", "Preview of revision ")}{found.Revision}");
        return new HtmlResult(ShopFrame.Page(call, locale,
            new FramePage(locale.Of(found.Document.Title), $"{mark}{rendered}")
            {
                Theme = found.Document.Theme ?? "festival",
            }));
    }
}
