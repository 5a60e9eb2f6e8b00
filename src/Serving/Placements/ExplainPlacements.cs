using Marquee.Campaigns;
using Marquee.Catalog;
using Marquee.Kernel;
using Marquee.Risk;
using Marquee.Selection;
using Marquee.Serving.Ladder;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Marquee.Serving.Placements;

/// <summary>
/// Where an item is shown right now, at which rank, and, for every placement that could show it, why it does not. Asks
/// the same questions as the ladder, in the same order.
/// </summary>
internal sealed class ExplainPlacements(
    ServingDb db, IServing serving, ICampaigns campaigns, ISelection selection, ICatalog catalog, ITakedowns takedowns)
{
    /// <summary>One placement.</summary>
    /// <param name="Placement">Its name.</param>
    /// <param name="RoundId">The round it draws from, itself or by its pool.</param>
    /// <param name="Rank">The item's place; null when it is not shown.</param>
    /// <param name="Code"><c>shown</c>, or the first thing that keeps it away: <c>left</c>, <c>over</c>,
    /// <c>not_open</c>, <c>not_listed</c>, <c>taken_down</c>, <c>not_in_pool</c>, <c>no_price</c>,
    /// <c>beyond_limit</c>, <c>away</c>. Never renamed.</param>
    /// <param name="Text">The same as a sentence.</param>
    internal sealed record PlaceView(string Placement, Guid RoundId, int? Rank, string Code, Texts Text);

    internal sealed record View(string Item, DateTimeOffset At, IReadOnlyList<PlaceView> Placements);

    public static void Map(ModuleRoutes routes) => routes.Api.MapGet("/items/{id}/placements", HandleAsync)
        .AllowMembers().Rows(RowRule.Filtered).WithName(nameof(ExplainPlacements)).WithSummary(
            "Where an item is shown right now, and why not in the placements that could show it; at most 50");

    private static async Task<Answer<View>> HandleAsync(
        string id, CallContext call, ExplainPlacements slice, CancellationToken cancel) =>
        await slice.RunAsync(call, id, cancel);

    private async Task<Result<View>> RunAsync(CallContext call, string id, CancellationToken cancel)
    {
        if (!(await catalog.FindItemsAsync(call, [id], cancel)).TryGetValue(id, out var item)
            || !(await catalog.GetMerchantsAsync(call, [item.MerchantNo], cancel))
                .TryGetValue(item.MerchantNo, out var merchant)
            || !call.Actor.Sees(merchant.Id, item.Category))
        {
            return new Unknown("item", id);
        }

        var placements = await db.ReadAsync(call, tx => tx.QueryAsync(
            $"""
            select {new SqlText.Raw(PlacementSql.Columns)} from serving.placement
            where tenant_id = {call.Tenant.Id} order by updated_at desc, name limit {ServingLimits.PerTenant}
            """, PlacementSql.Of, cancel), cancel);
        var pools = new Dictionary<Guid, Pool>();
        foreach (var page in placements.Select(one => one.PoolId).OfType<Guid>().Distinct().Chunk(100))
        {
            foreach (var pool in await selection.GetAsync(call, [.. page.Select(one => new Id<Pool>(one))], cancel))
            {
                pools[pool.Id.Value] = pool;
            }
        }

        var views = new List<PlaceView>();
        foreach (var placement in placements)
        {
            var round = placement.RoundId ?? (pools.TryGetValue(placement.PoolId!.Value, out var pool)
                ? pool.RoundId.Value : null);
            if (views.Count < ServingLimits.Explained && round is { } of
                && await InRoundAsync(call, new Id<Round>(of), item.ItemNo, cancel) is { } entry)
            {
                views.Add(await OneAsync(call, placement, item, entry, cancel));
            }
        }

        return new View(id, call.Now, views);
    }

    private async Task<CampaignItem?> InRoundAsync(
        CallContext call, Id<Round> round, int itemNo, CancellationToken cancel) =>
        await campaigns.CampaignItemsAsync(call, round, itemNo - 1, 1, cancel) is [var entry]
            && entry.ItemNo == itemNo ? entry : null;

    private async Task<PlaceView> OneAsync(
        CallContext call, Placement placement, Item item, CampaignItem entry, CancellationToken cancel)
    {
        var shown = await serving.PlacementsAsync(
            call, [new PlacementAsk(placement.Name, ServingLimits.Items)], cancel);
        var view = shown is [var one] ? one : null;
        var rank = view?.Items.FirstOrDefault(placed => placed.ItemId == item.Id)?.Rank;
        var round = await campaigns.GetRoundsAsync(call, [entry.RoundId], cancel) is [var found] ? found : null;
        var down = await takedowns.ListAsync(call, cancel);
        var isMember = placement.PoolId is not { } pool || (await selection.MembersAsync(
            call, new Id<Pool>(pool), 0, ServingLimits.RoundItems, cancel)).Any(
                member => member.CampaignItemNo == entry.No);
        var isFull = view?.Items.Count >= placement.Limit;
        var (code, text) = Decide(rank, item, entry, round, down, isMember, view?.State, isFull, call.Now);
        return new PlaceView(placement.Name, entry.RoundId.Value, rank, code, text);
    }

    /// <summary>The first thing that keeps an item out of a placement, in the order of the ladder.</summary>
    internal static (string Code, Texts Text) Decide(
        int? rank, Item item, CampaignItem entry, Round? round, TakedownList down, bool isMember,
        PlacementState? state, bool isFull, DateTimeOffset now) => 0 switch
        {
            _ when rank is { } place => ("shown", new Texts($"正在展示，第 {place} 位", $"shown, at place {place}")),
            _ when entry.Status == CampaignItemStatus.Left => (
                "left", new Texts("商品已退出该场次", "the item has left the round")),
            _ when Candidates.IsDown(entry, round, down, now) => (
                "taken_down", new Texts("已下架", "it was taken down")),
            _ when now >= entry.LiveTo => ("over", new Texts("该场次已结束", "the round is over")),
            _ when !Candidates.IsShown(entry, round, now) => (
                "not_open", new Texts("该场次尚未预热或开始", "neither warm-up nor the round itself has begun")),
            _ when !item.Listed => ("not_listed", new Texts("商品未上架", "the item is not listed in the shop")),
            _ when !isMember => (
                "not_in_pool", new Texts("不符合商品池规则，或被排除", "the pool's rule does not want it, or it is excluded")),
            _ when state is not PlacementState.Live => (
                "away", new Texts("暂时无法得知", "nobody can say at the moment")),
            _ when isFull => ("beyond_limit", new Texts("排名在展示数量之外", "its rank lies beyond what is shown")),
            _ => ("no_price", new Texts("没有已知价格", "none of its SKUs has a known price")),
        };
}
