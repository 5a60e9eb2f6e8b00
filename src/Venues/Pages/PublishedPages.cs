using Marquee.Campaigns;
using Marquee.Kernel;
using Marquee.Risk;

namespace Marquee.Venues.Pages;

/// <summary>The published pages, for other modules.</summary>
internal sealed class PublishedPages(VenuesDb db, ITakedowns takedowns, RoundTree tree) : IVenues
{
    public async Task<IReadOnlyList<PublishedPage>> PublishedAsync(CallContext call, CancellationToken cancel)
    {
        var pages = await db.ReadAsync(call, tx => tx.QueryAsync(
            $"""
            select p.slug, r.document -> 'title', coalesce(r.document ->> 'theme', 'festival'), (r.document ->>
            'round')::uuid,
                   r.revision, p.published_at
            from venues.page p
            join venues.page_revision r on (r.tenant_id, r.page_id, r.revision) = (p.tenant_id, p.page_id,
            p.live_revision)
            where p.tenant_id = {call.Tenant.Id} and p.merchant_id is null
            order by p.published_at desc, p.slug limit {VenuesLimits.Pages}
            """,
            row => new PublishedPage(
                row.GetString(0), row.Json<Texts>(1), row.GetString(2), row.IsDBNull(3) ? null : row.GetGuid(3),
                row.GetInt32(4), row.Instant(5)), cancel), cancel);
        var down = await tree.DownAsync(
            call, await takedowns.ListAsync(call, cancel), pages.Select(page => page.Round).OfType<Guid>(), cancel);
        return [.. pages.Where(page => page.Round is not { } round || !down.ContainsKey(round))];
    }
}
