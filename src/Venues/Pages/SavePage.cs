using System.Text.RegularExpressions;
using Marquee.Campaigns;
using Marquee.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Marquee.Venues.Pages;

/// <summary>A designer makes a page or saves a new revision of it. Saving shows nothing to shoppers: publishing
/// does.</summary>
internal static partial class SavePage
{
    internal sealed record NewPage(string Slug, PageDocument Document);

    /// <summary>A new revision.</summary>
    /// <param name="Document">The whole document.</param>
    /// <param name="BaseRevision">The revision it was made from: saving over somebody else's newer one is
    /// refused.</param>
    internal sealed record NewDraft(PageDocument Document, int BaseRevision);

    public static void Map(ModuleRoutes routes)
    {
        routes.Api.MapPost("/venues", CreateAsync).Allow(Role.Designer, Role.Operator, Role.Machine)
            .Frozen(ChangeArea.Venues)
            .WithName("CreateVenue")
            .WithSummary("Makes a page with its first revision; nobody sees it until it is published.");
        routes.Api.MapPut("/venues/{slug}/draft", SaveAsync).Allow(Role.Designer, Role.Operator, Role.Machine)
            .Frozen(ChangeArea.Venues)
            .WithName("SaveVenueDraft").WithSummary("Saves a new revision of a page.");
    }

    private static Task<Answer<PageRows.SavedPage>> CreateAsync(
        CallContext call, NewPage body, VenuesDb db, Registry<IPageBlock> types, CancellationToken cancel) =>
        db.MutateAsync(call, async tx =>
        {
            if (!Slug().IsMatch(body.Slug))
            {
                return new InvalidRequest("slug", "is no page address", body.Slug, "1 to 60 of a-z, 0-9 and hyphen");
            }

            if (body.Slug.StartsWith(ShopAddress.Prefix, StringComparison.Ordinal))
            {
                return new InvalidRequest(
                    "slug", "is kept for the pages of shops", body.Slug,
                    $"an address without {ShopAddress.Prefix} in front");
            }

            if (PageRows.Wrong(body.Document, types, "document.") is { } wrong)
            {
                return wrong;
            }

            var pageId = call.Ids.Next();
            var made = await tx.ExecuteAsync($"""
                insert into venues.page (tenant_id, page_id, slug, head_revision, created_at)
                values ({call.Tenant.Id}, {pageId}, {body.Slug}, 1, {call.Now}) on conflict (tenant_id, slug) do nothing
                """, cancel);
            if (made == 0)
            {
                return new SlugTaken(body.Slug);
            }

            return await PageRows.StoreAsync(tx, body.Slug, new PageRows.State(pageId, 0, null), body.Document, cancel);
        }, cancel);

    private static Task<Answer<PageRows.SavedPage>> SaveAsync(
        CallContext call, string slug, NewDraft body, VenuesDb db, Registry<IPageBlock> types,
            CancellationToken cancel) =>
        db.MutateAsync(call, async tx =>
        {
            if (PageRows.Wrong(body.Document, types, "document.") is { } wrong)
            {
                return wrong;
            }

            if (await PageRows.LoadAsync(tx, slug, null, cancel) is not { } state)
            {
                return new Unknown("venue", slug);
            }

            if (state.HeadRevision != body.BaseRevision)
            {
                return new NewerRevision(slug, state.HeadRevision);
            }

            return await PageRows.StoreAsync(tx, slug, state, body.Document, cancel);
        }, cancel);

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,59}$")]
    private static partial Regex Slug();
}
