using Marquee.Benefits;
using Marquee.Campaigns;
using Marquee.Catalog;
using Marquee.Kernel;
using Marquee.Venues.Rendering;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Marquee.Venues.Pages;

/// <summary>
/// A shop's own page: drafts, the one that shoppers see, and off again. It holds the shop's goods and offers and
/// nothing else, and goes down with the shop.
/// </summary>
internal sealed class ShopPages(VenuesDb db, ICatalog catalog, IShopOffers offers, Registry<IPageBlock> types)
{
    /// <summary>A new revision.</summary>
    /// <param name="Document">The whole document.</param>
    /// <param name="BaseRevision">The revision it was made from; 0 for the first.</param>
    internal sealed record Draft(PageDocument Document, int BaseRevision = 0);

    /// <summary>The page as the shop's people see it.</summary>
    /// <param name="Address">Where shoppers find it once it is published.</param>
    /// <param name="Revision">The revision shown here; null when there is none yet.</param>
    /// <param name="HeadRevision">The newest one; 0 when there is none yet.</param>
    /// <param name="LiveRevision">The one that shoppers see; null when none.</param>
    /// <param name="Document">The document of that revision.</param>
    /// <param name="Blocks">The kinds of blocks it may have, with the fields of their forms.</param>
    internal sealed record View(
        string Address, int? Revision, int HeadRevision, int? LiveRevision, PageDocument? Document,
        IReadOnlyList<ReadPages.BlockTypeView> Blocks);

    internal sealed record Withdrawn(string Slug, int? Was);

    public static void Map(ModuleRoutes routes)
    {
        routes.Api.MapGet("/shops/{shop}/page", ShowAsync).AllowMembers().Rows(RowRule.Filtered)
            .Needs(ShopRight.See)
            .WithName("ShowShopPage").WithSummary("A shop's own page: the newest revision, or the one asked for.");
        routes.Api.MapPut("/shops/{shop}/page/draft", SaveAsync).AllowMembers().Needs(ShopRight.Submit)
            .Frozen(ChangeArea.Venues).WithName("SaveShopPage")
            .WithSummary("Saves a revision of a shop's own page: its goods and offers and nothing else.");
        routes.Api.MapPost("/shops/{shop}/page/publication", PublishAsync).AllowMembers().Needs(ShopRight.Submit)
            .Frozen(ChangeArea.Venues).WithName("PublishShopPage")
            .WithSummary("Makes a revision of a shop's own page the one that shoppers see.");
        routes.Api.MapPost("/shops/{shop}/page/withdrawal", WithdrawAsync).AllowMembers().Needs(ShopRight.Submit)
            .WithName("WithdrawShopPage").WithSummary("Takes a shop's own page off; its revisions stay.");
        routes.Api.MapGet("/shops/{shop}/page/preview", PreviewAsync).AllowMembers().Rows(RowRule.Filtered)
            .Needs(ShopRight.See)
            .WithName("PreviewShopPage")
            .WithSummary("A revision of a shop's own page as shoppers would see it, as HTML.")
            .Produces<string>(200, "text/html");
    }

    private static async Task<Answer<View>> ShowAsync(
        CallContext call, string shop, ShopPages pages, CancellationToken cancel, int? revision = null)
    {
        if (await pages.UnknownAsync(call, shop, cancel) is { } unknown)
        {
            return unknown;
        }

        var slug = ShopAddress.Of(shop);
        var (found, head) = await pages.Db.ReadAsync(call, async tx => (
            await PageRows.FindAsync(tx, slug, revision, cancel),
            revision is null ? null : await PageRows.FindAsync(tx, slug, null, cancel)), cancel);
        if (found is null && revision is not null)
        {
            return new Unknown("revision", $"{revision}");
        }

        return new View(
            $"/t/{call.Tenant.Slug}/venue/{slug}", found?.Revision, (head ?? found)?.Revision ?? 0,
            found?.LiveRevision, found?.Document,
            [
                .. ShopPageCheck.Types.Select(name => pages.Types.Get(name)).Select(type => new ReadPages.BlockTypeView(
                    type.Name, type.Label, type.Summary, type.Version, type.Fields)),
            ]);
    }

    private static async Task<Answer<PageRows.SavedPage>> SaveAsync(
        CallContext call, string shop, Draft body, ShopPages pages, CancellationToken cancel)
    {
        if (await pages.UnknownAsync(call, shop, cancel) is { } unknown)
        {
            return unknown;
        }

        if ((PageRows.Wrong(body.Document, pages.Types, "document.")
            ?? ShopPageCheck.Wrong(
                body.Document, pages.Types, await pages.Own.OfShopAsync(call, shop, cancel), "document."))
            is { } wrong)
        {
            return wrong;
        }

        return await pages.Db.MutateAsync(call, tx => StoreAsync(tx, shop, body, cancel), cancel);
    }

    private static async Task<Result<PageRows.SavedPage>> StoreAsync(
        Transaction tx, string shop, Draft body, CancellationToken cancel)
    {
        var (call, slug) = (tx.Call, ShopAddress.Of(shop));
        await tx.ExecuteAsync($"""
            insert into venues.page (tenant_id, page_id, slug, merchant_id, head_revision, created_at)
            select {call.Tenant.Id}, {call.Ids.Next()}, {slug}, {shop}, 1, {call.Now} where {body.BaseRevision} = 0
            on conflict do nothing
            """, cancel);
        if (await PageRows.LoadAsync(tx, slug, shop, cancel) is not { } state)
        {
            return body.BaseRevision == 0 ? new SlugTaken(slug) : new Unknown("page", slug);
        }

        // A page that was just made has no revision yet; its row says 1, which the first one is.
        var head = await tx.ScalarAsync<int>(
            $"""
            select coalesce(max(revision), 0) from venues.page_revision
            where tenant_id = {call.Tenant.Id} and page_id = {state.PageId}
            """, cancel);
        return head == body.BaseRevision
            ? await PageRows.StoreAsync(tx, slug, state with { HeadRevision = head }, body.Document, cancel)
            : new NewerRevision(slug, head);
    }

    private static async Task<Answer<Publication.Published>> PublishAsync(
        CallContext call, string shop, PublishPage.Body body, ShopPages pages, CancellationToken cancel)
    {
        if (await pages.UnknownAsync(call, shop, cancel) is { } unknown)
        {
            return unknown;
        }

        var own = await pages.Own.OfShopAsync(call, shop, cancel);
        return await pages.Db.MutateAsync(
            call,
            tx => Publication.RunAsync(tx, ShopAddress.Of(shop), shop, body.Revision, pages.Types, own, null, cancel),
            cancel);
    }

    private static async Task<Answer<Withdrawn>> WithdrawAsync(
        CallContext call, string shop, ShopPages pages, CancellationToken cancel)
    {
        if (await pages.UnknownAsync(call, shop, cancel) is { } unknown)
        {
            return unknown;
        }

        var slug = ShopAddress.Of(shop);
        return await pages.Db.MutateAsync<Withdrawn>(call, async tx =>
        {
            if (await PageRows.LoadAsync(tx, slug, shop, cancel) is not { } state)
            {
                return new Unknown("page", slug);
            }

            await tx.ExecuteAsync($"""
                update venues.page set live_revision = null, published_at = null
                where tenant_id = {call.Tenant.Id} and page_id = {state.PageId}
                """, cancel);
            await tx.AuditAsync("venues.page.withdrawn", "venue:" + slug, new { was = state.LiveRevision }, cancel);
            return new Withdrawn(slug, state.LiveRevision);
        }, cancel);
    }

    private static async Task<IResult> PreviewAsync(
        CallContext call, string shop, int? revision, HttpContext context, ShopPages pages, PagePreview preview,
        CancellationToken cancel) => await pages.UnknownAsync(call, shop, cancel) is { } unknown
        ? (Answer<Done>)unknown
        : await preview.ShowAsync(call, ShopAddress.Of(shop), revision, context, cancel);

    private VenuesDb Db => db;

    private Registry<IPageBlock> Types => types;

    private IShopOffers Own => offers;

    private async Task<Unknown?> UnknownAsync(CallContext call, string shop, CancellationToken cancel) =>
        call.Actor.MayActFor(shop) && shop.Length <= KernelLimits.ExternalIdLength
            && (await catalog.FindMerchantsAsync(call, [shop], cancel)).ContainsKey(shop)
            ? null : new Unknown("shop", shop);
}
