using Marquee.Campaigns;
using Marquee.Kernel;

namespace Marquee.Venues.Pages;

/// <summary>The rounds that a change of a page is about: as shown, as saved last, and as sent.</summary>
internal sealed class ChangedPages(VenuesDb db) : IChangedRounds
{
    public string Name => "venues";

    public async Task<IReadOnlyCollection<Guid>> RoundsOfAsync(
        CallContext call, IReadOnlyDictionary<string, object?> route, IReadOnlyList<object?> arguments,
        CancellationToken cancel)
    {
        var sent = arguments.Select(one => one switch
        {
            SavePage.NewPage made => made.Document.Round,
            SavePage.NewDraft draft => draft.Document.Round,
            _ => null,
        }).OfType<Guid>();
        var slug = route.GetValueOrDefault("slug")?.ToString() ?? "";
        var revision = arguments.OfType<PublishPage.Body>().FirstOrDefault()?.Revision ?? 0;
        var stored = await db.ReadAsync(call, tx => tx.QueryAsync(
            $"""
            select distinct (r.document ->> 'round')::uuid from venues.page p
            join venues.page_revision r on (r.tenant_id, r.page_id) = (p.tenant_id, p.page_id)
                and r.revision in (p.head_revision, p.live_revision, {revision})
            where p.tenant_id = {call.Tenant.Id} and p.slug = {slug} and r.document ->> 'round' is not null
            """, row => row.GetGuid(0), cancel), cancel);
        return [.. sent, .. stored];
    }
}
