using System.Text.Json;
using System.Text.Json.Nodes;
using Marquee.Campaigns;
using Marquee.Kernel;
using Marquee.Serving;

namespace Marquee.Venues.Pages;

/// <summary>
/// A cloned season gets its pages as drafts: those of its rounds, what shoppers saw of them, with the rounds and
/// placements that were made again in place of the former ones. Idempotent: addresses follow from the clone. A page
/// still shows the benefits it named; those of the new rounds come to be with their warm-up.
/// </summary>
internal sealed class BringPages(
    VenuesDb db, ISeasonClones clones, IPlacementSources sources, Registry<IPageBlock> types) : ISubscription
{
    public string Name => "venues.bring_pages";

    public IReadOnlyList<string> EventNames { get; } = ["campaigns.season_cloned"];

    public async Task HandleAsync(Delivery delivery, CancellationToken cancel)
    {
        var (call, cloned) = (delivery.Call, delivery.Read<SeasonCloned>());
        var rounds = (await clones.RoundsAsync(call, cloned.To, cancel)).ToDictionary(
            pair => pair.Key.Value, pair => pair.Value.Value);
        var slugs = await db.ReadAsync(call, tx => tx.QueryAsync(
            $"select slug from venues.page where tenant_id = {call.Tenant.Id} and merchant_id is null "
                + $"order by slug limit {VenuesLimits.Pages}",
            row => row.GetString(0), cancel), cancel);
        foreach (var slug in slugs)
        {
            // One document at a time: they may be large.
            var page = await db.ReadAsync(call, tx => ShownAsync(tx, slug, cancel), cancel);
            var placements = await sources.RoundsOfAsync(call, NamesIn(page), cancel);
            if (Rewrite(page, cloned.To, rounds, placements, types) is { } document)
            {
                await StoreAsync(
                    call, SeasonCloned.NameOf(cloned.To, slug, VenuesLimits.SlugLength), document, cancel);
            }
        }
    }

    /// <summary>
    /// The document over the rounds that were made again; null when it has nothing to do with the season. Pure.
    /// </summary>
    internal static PageDocument? Rewrite(
        PageDocument page, Id<Season> clone, IReadOnlyDictionary<Guid, Guid> rounds,
        IReadOnlyDictionary<string, Guid> placements, Registry<IPageBlock> types)
    {
        var touched = page.Round is { } own && rounds.ContainsKey(own);
        var blocks = new List<PageBlock>();
        foreach (var block in page.Blocks)
        {
            var props = JsonNode.Parse(block.Props.GetRawText())!.AsObject();
            foreach (var field in types.TryGet(block.Type, out var type) ? type.Fields : [])
            {
                var text = props[field.Name] is JsonValue value && value.TryGetValue<string>(out var found)
                    ? found : null;
                if (field.Kind == BlockFieldKind.Round && Guid.TryParse(text, out var named)
                    && rounds.TryGetValue(named, out var made))
                {
                    props[field.Name] = made.ToString("D");
                    touched = true;
                }
                else if (field.Kind == BlockFieldKind.Placement && text is not null
                    && placements.TryGetValue(text, out var origin) && rounds.ContainsKey(origin))
                {
                    props[field.Name] = SeasonCloned.NameOf(clone, text, ServingLimits.NameLength);
                    touched = true;
                }
            }

            blocks.Add(block with { Props = JsonSerializer.SerializeToElement(props) });
        }

        return touched
            ? page with
            {
                Blocks = blocks,
                Round = page.Round is { } round && rounds.TryGetValue(round, out var again) ? again : page.Round,
            }
            : null;
    }

    private string[] NamesIn(PageDocument page) =>
    [
        .. page.Blocks.SelectMany(block => types.TryGet(block.Type, out var type)
                ? type.Fields.Where(field => field.Kind == BlockFieldKind.Placement)
                    .Select(field => new BlockProps(block.Props).Name(field.Name))
                : []).OfType<string>().Distinct(StringComparer.Ordinal),
    ];

    private static async Task<PageDocument> ShownAsync(Transaction tx, string slug, CancellationToken cancel) =>
        (await tx.QueryAsync(
            $"""
            select r.document from venues.page p
            join venues.page_revision r on (r.tenant_id, r.page_id, r.revision)
                = (p.tenant_id, p.page_id, coalesce(p.live_revision, p.head_revision))
            where p.tenant_id = {tx.Call.Tenant.Id} and p.slug = {slug}
            """, row => row.Json<PageDocument>(0), cancel))[0];

    private async Task StoreAsync(CallContext call, string slug, PageDocument document, CancellationToken cancel)
    {
        await using var tx = await db.BeginAsync(call, cancel);
        var id = call.Ids.Next();
        // Its address is taken when this was done before, or somebody made a page of that name: theirs stays.
        var made = await tx.ExecuteAsync($"""
            insert into venues.page (tenant_id, page_id, slug, head_revision, created_at)
            values ({call.Tenant.Id}, {id}, {slug}, 1, {call.Now}) on conflict (tenant_id, slug) do nothing
            """, cancel);
        if (made > 0)
        {
            await PageRows.StoreAsync(tx, slug, new PageRows.State(id, 0, null), document, cancel);
            await tx.CommitAsync(cancel);
        }
    }
}
