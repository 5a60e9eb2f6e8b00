using Marquee.Campaigns;
using Marquee.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Marquee.Venues.Pages;

/// <summary>A revision becomes what shoppers see. Publishing an earlier one is how a page is rolled back.</summary>
internal static class PublishPage
{
    internal sealed record Body(int Revision);

    internal sealed record Published(string Slug, int Revision, string Address, DateTimeOffset PublishedAt);

    public static void Map(ModuleRoutes routes) => routes.Api.MapPost("/venues/{slug}/publication", HandleAsync)
        .Allow(Role.Designer, Role.Operator, Role.Machine).Frozen(ChangeArea.Venues).WithName("PublishVenue")
        .WithSummary("Makes a revision the one that shoppers see; an earlier one rolls back.");

    private static Task<Answer<Published>> HandleAsync(
        CallContext call, string slug, Body body, VenuesDb db, Registry<IPageBlock> types, CancellationToken cancel) =>
        db.MutateAsync(call, async tx =>
        {
            if (await PageRows.LoadAsync(tx, slug, cancel) is not { } state)
            {
                return new Unknown("venue", slug);
            }

            var revision = await tx.FindAsync(
                $"""
                select document, sha256 from venues.page_revision
                where tenant_id = {call.Tenant.Id} and page_id = {state.PageId} and revision = {body.Revision}
                """,
                row => (Document: row.Json<PageDocument>(0), Hash: row.GetString(1)).ToTuple(), cancel);
            if (revision is null)
            {
                return new InvalidRequest("revision", "does not exist", body.Revision, $"1 to {state.HeadRevision}");
            }

            // Block types may have changed since it was saved.
            if (PageRows.Wrong(revision.Item1, types, "document.") is { } wrong)
            {
                return wrong;
            }

            await tx.ExecuteAsync($"""
                update venues.page set live_revision = {body.Revision}, published_at = {call.Now}
                where tenant_id = {call.Tenant.Id} and page_id = {state.PageId}
                """, cancel);
            await tx.AuditAsync("venues.page.published", "venue:" + slug,
                new { body.Revision, was = state.LiveRevision }, cancel);
            await tx.AddAsync(new PagePublished(slug, body.Revision, revision.Item2), cancel);
            return Result<Published>.Of(new Published(slug, body.Revision, $"/t/{call.Tenant.Slug}/venue/{slug}",
                call.Now));
        }, cancel);
}
