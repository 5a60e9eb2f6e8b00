using Marquee.Campaigns.Gates;
using Marquee.Campaigns.Plans;
using Marquee.Campaigns.Rounds;
using Marquee.Kernel;
using Marquee.Rules;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Campaigns.Tree;

/// <summary>
/// The whole season is published at once: every campaign that is a draft, and every rule that was written and is not in
/// force, in one transaction; or nothing, and everything that is missing is said.
/// </summary>
internal static class ReleaseSeason
{
    internal sealed record CheckView(Id<Season> Season, bool Ready, bool Waiting, IReadOnlyList<ReadinessItem> Items);

    internal sealed record View(Id<Season> Season, int Campaigns, int Rules);

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/seasons/{season}/readiness", CheckAsync).WithName("CheckSeason")
            .WithSummary("What is missing before the whole season can be published, node by node")
            .AllowStaff().Rows(RowRule.Common);
        api.MapPost("/seasons/{season}/release", ReleaseAsync).WithName(nameof(ReleaseSeason))
            .WithSummary("Publish every draft campaign and every written rule of the season at once")
            .Allow(Role.Operator).Frozen(ChangeArea.Rules);
    }

    private static async Task<Answer<CheckView>> CheckAsync(
        Id<Season> season, CallContext call, CampaignsDb db, FieldCatalogs catalogs, CancellationToken cancel) =>
        await db.ReadAsync<Answer<CheckView>>(call, async tx =>
        {
            var nodes = await ReadinessRows.ReadAsync(tx, season, catalogs.For(call), cancel);
            if (nodes.Count == 0)
            {
                return new Unknown("season", season.ToString());
            }

            var items = SeasonReadiness.Of(nodes, call.Now);
            return new CheckView(
                season, items.All(item => item.Done || !item.Needed), ToPublish(nodes).Any(), items);
        }, cancel);

    private static async Task<Answer<View>> ReleaseAsync(
        Id<Season> season, CallContext call, CampaignsDb db, FieldCatalogs catalogs, CancellationToken cancel) =>
        await db.MutateAsync<View>(call, async tx =>
        {
            var catalog = catalogs.For(call);
            if (await RuleRows.NodeAsync(tx, NodeKind.Season, season.Value, forChange: true, cancel) is not { } node)
            {
                return new Unknown("season", season.ToString());
            }

            var nodes = await ReadinessRows.ReadAsync(tx, season, catalog, cancel);
            var missing = SeasonReadiness.Of(nodes, call.Now).Where(item => item.Needed && !item.Done).ToList();
            if (missing.Count > 0)
            {
                return new NotReady([.. missing.Take(100).Select(item => new FieldError(
                    $"{EnumText.Of(item.Node)}:{item.Id}.{EnumText.Of(item.Step)}", $"{item.Name}: {item.Text.En}"))]);
            }

            var view = new View(season, 0, 0);
            foreach (var one in ToPublish(nodes))
            {
                var published = await PublishNode.PublishAsync(tx, one.Node.Kind, one.Node.Id, null, catalog, cancel);
                if (!published.IsSuccess)
                {
                    return published.Error;
                }

                view = view with
                {
                    Campaigns = view.Campaigns + (one.Node.Kind == NodeKind.Campaign && !one.Published ? 1 : 0),
                    Rules = view.Rules + (published.Value.Version is null ? 0 : 1),
                };
            }

            await tx.AuditAsync("campaigns.season.released", $"season:{season}", view, cancel);
            await HistoryRows.AddAsync(tx, node, "season_released", null, cancel);
            return view;
        }, cancel);

    /// <summary>From the top down, so that a campaign may live by its season's rule.</summary>
    private static IEnumerable<ReadyNode> ToPublish(IReadOnlyList<ReadyNode> nodes) =>
        nodes.Where(node => node.HasDraft || (node.Node.Kind == NodeKind.Campaign && !node.Published));
}
