using Marquee.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Marquee.Venues.Pages;

/// <summary>What designers read: the kinds of blocks, the pages, one revision.</summary>
internal static class ReadPages
{
    internal sealed record BlockTypeView(
        string Name, Texts Label, Texts Summary, int Version, IReadOnlyList<BlockField> Fields);

    internal sealed record PageView(
        string Slug, Texts Title, int HeadRevision, int? LiveRevision, DateTimeOffset? PublishedAt, string Address,
        Guid? Round);

    public static void Map(ModuleRoutes routes)
    {
        routes.Api.MapGet("/venue-blocks", Types).AllowStaff().Rows(RowRule.Common)
            .WithName("ListVenueBlocks").WithSummary("The kinds of blocks with the fields of their forms.");
        routes.Api.MapGet("/venues", ListAsync).AllowStaff().Rows(RowRule.Common)
            .WithName("ListVenues").WithSummary("The platform's own pages, last made first; at most 500.");
        routes.Api.MapGet("/venues/{slug}", GetAsync).AllowStaff().Rows(RowRule.Common)
            .WithName("GetVenue").WithSummary("A revision of a page; the newest when none is asked for.");
    }

    private static Answer<IReadOnlyList<BlockTypeView>> Types(Registry<IPageBlock> types) =>
        Answer<IReadOnlyList<BlockTypeView>>.Of(
            [.. types.All.Select(type => new BlockTypeView(type.Name, type.Label, type.Summary, type.Version,
                type.Fields))]);

    private static async Task<Answer<IReadOnlyList<PageView>>> ListAsync(CallContext call, VenuesDb db,
        CancellationToken cancel) =>
        Answer<IReadOnlyList<PageView>>.Of(await db.ReadAsync(call, tx => tx.QueryAsync(
            $"""
            select p.slug, r.document -> 'title', p.head_revision, p.live_revision, p.published_at,
                (r.document ->> 'round')::uuid
            from venues.page p
            join venues.page_revision r on (r.tenant_id, r.page_id, r.revision) = (p.tenant_id, p.page_id,
            p.head_revision)
            where p.tenant_id = {call.Tenant.Id} and p.merchant_id is null
            order by p.created_at desc, p.slug limit {VenuesLimits.Pages}
            """,
            row => new PageView(
                row.GetString(0), row.Json<Texts>(1), row.GetInt32(2), row.IntOrNull(3), row.InstantOrNull(4),
                $"/t/{call.Tenant.Slug}/venue/{row.GetString(0)}",
                row.IsDBNull(5) ? null : row.GetGuid(5)), cancel), cancel));

    private static async Task<Answer<PageRows.RevisionView>> GetAsync(
        CallContext call, string slug, int? revision, VenuesDb db, CancellationToken cancel) =>
        await db.ReadAsync(call, tx => PageRows.FindAsync(tx, slug, revision, cancel), cancel) is { } found
            ? found : new Unknown("venue", slug);
}
