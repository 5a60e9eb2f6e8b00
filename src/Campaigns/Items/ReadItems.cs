using Marquee.Catalog;
using Marquee.Kernel;
using Marquee.Risk;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Campaigns.Items;

/// <summary>Campaign items are listed by round and read as a feed. On the wire they carry external ids only.</summary>
internal static class ReadItems
{
    internal sealed record SkuView(
        string Sku, bool IsMain, Money ActivityPrice, Money? DailyPrice, int ActivityStock, int? PurchaseLimit);

    internal sealed record View(
        Id<CampaignItem> Id, Id<Round> Round, Id<Campaign> Campaign, Id<Submission> Submission, string Item,
        string Merchant,
        string Title, string? Category, string? MainImage, IReadOnlyList<SkuView> Skus, Id<Slot> Slot, int SlotPosition,
        long? Score,
        IReadOnlyList<string> Services, int FundingShareBp, CampaignItemStatus Status, DateTimeOffset LiveFrom,
        DateTimeOffset LiveTo,
        DateTimeOffset LockedUntil, int Version, string Hash, DownView? TakenDown, IReadOnlyList<string> Masked);

    /// <summary>
    /// Why it is neither shown nor sold at present. It stands beside the item and is no part of its hash: a take-down
    /// writes no row, and <c>GET /serve/v1/takedowns</c> tells it within a second.
    /// </summary>
    internal sealed record DownView(Id<Takedown> Id, TakedownKind Kind, string Subject, DateTimeOffset Since);

    internal sealed record FeedRowView(long Seq, View Item);

    internal sealed record FeedView(IReadOnlyList<FeedRowView> Rows, long NextAfter);

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/campaign-items", ListAsync).WithName("ListCampaignItems")
            .WithSummary(
                "The campaign items of a round in the order of the catalogue; merchants and category managers see "
                    + "their own").AllowMembers().Rows(RowRule.Filtered);
        api.MapGet("/items/{id}/campaign-items", OfItemAsync).WithName("ListCampaignItemsOfItem")
            .WithSummary("What an item is and was in rounds, newest first; at most 200")
            .AllowMembers().Rows(RowRule.Filtered);
        api.MapGet("/campaign-items/feed", FeedAsync).WithName("ReadCampaignItemFeed")
            .WithSummary(
                "The feed of campaign items after a sequence number, for machines that follow it")
            .AllowStaff().Rows(RowRule.Whole);
    }

    private static async Task<Answer<Page<View>>> ListAsync(
        Id<Round> round, [AsParameters] PageQuery page, CallContext call, CampaignsDb db, ITakedowns takedowns,
        RoundTree tree, CancellationToken cancel)
    {
        var start = page.Start<int>(call, "campaign-items");
        if (!start.IsSuccess)
        {
            return start.Error;
        }

        var rows = await db.ReadAsync(call, tx => CampaignItemRows.ViewsAsync(
            tx,
            $"""
            c.round_id = {round} and c.item_no > {start.Value.After ?? 0}
              and {RowScope.Of(call.Actor, "c.content ->> 'merchantId'", "c.content ->> 'category'")}
            order by c.item_no, c.left_at nulls first limit {start.Value.Limit + 1}
            """, cancel), cancel);
        var items = start.Value.Of(rows, row => row.Item.ItemNo);
        return new Page<View>(await ViewsAsync(call, [.. items.Items], takedowns, tree, cancel), items.Next);
    }

    private static async Task<Answer<IReadOnlyList<View>>> OfItemAsync(
        string id, CallContext call, CampaignsDb db, ICatalog catalog, ITakedowns takedowns, RoundTree tree,
        CancellationToken cancel)
    {
        var found = await catalog.FindItemsAsync(call, [id], cancel);
        if (!found.TryGetValue(id, out var item)
            || !(await catalog.GetMerchantsAsync(call, [item.MerchantNo], cancel))
                .TryGetValue(item.MerchantNo, out var merchant)
            || !call.Actor.Sees(merchant.Id, item.Category))
        {
            return new Unknown("item", id);
        }

        var rows = await db.ReadAsync(call, tx => CampaignItemRows.ViewsAsync(
            tx, $"c.item_no = {item.ItemNo} order by c.seq desc limit {Limits.RoundsOfItem}", cancel), cancel);
        return Answer<IReadOnlyList<View>>.Of(await ViewsAsync(call, rows, takedowns, tree, cancel));
    }

    private static async Task<Answer<FeedView>> FeedAsync(
        long? after, int? limit, CallContext call, CampaignsDb db, ITakedowns takedowns, RoundTree tree,
        CancellationToken cancel)
    {
        if (after < 0 || limit is < 1 or > Limits.BatchRows)
        {
            return new InvalidRequest(
                "limit", "after or limit is out of range", limit, $"after from 0 on, limit 1 to {Limits.BatchRows}");
        }

        var rows = await db.ReadAsync(call, tx => CampaignItemRows.ViewsAsync(
            tx, $"c.seq > {after ?? 0} order by c.seq limit {limit ?? 100}", cancel), cancel);
        var views = await ViewsAsync(call, rows, takedowns, tree, cancel);
        return new FeedView(
            [.. rows.Select((row, i) => new FeedRowView(row.Seq, views[i]))],
            rows.Count == 0 ? after ?? 0 : rows[^1].Seq);
    }

    private static async Task<IReadOnlyList<View>> ViewsAsync(
        CallContext call, IReadOnlyList<(long Seq, CampaignItem Item)> rows, ITakedowns takedowns, RoundTree tree,
        CancellationToken cancel)
    {
        var list = await takedowns.ListAsync(call, cancel);
        var rounds = await tree.DownAsync(call, list, rows.Select(row => row.Item.RoundId.Value), cancel);
        return [.. rows.Select(row => ViewOf(call, row.Item, DownOf(call, row.Item, list, rounds)))];
    }

    private static DownView? DownOf(
        CallContext call, CampaignItem item, TakedownList list, IReadOnlyDictionary<Guid, Takedown> rounds)
    {
        var down = list.OfItem(item.MerchantId, item.ItemId, call.Now)
            ?? rounds.GetValueOrDefault(item.RoundId.Value);
        return down is null ? null : new DownView(down.Id, down.Kind, down.Subject, down.TakenAt);
    }

    private static View ViewOf(CallContext call, CampaignItem item, DownView? down) => new(
        item.Id, item.RoundId, item.CampaignId, item.SubmissionId, item.ItemId, item.MerchantId, item.Title,
        item.Category, item.MainImage,
        [.. item.Skus.Select(sku => new SkuView(
            sku.SkuId, sku.IsMain, call.Tenant.Money(sku.ActivityPriceMinor),
            sku.DailyPriceMinor is { } daily ? call.Tenant.Money(daily) : null, sku.ActivityStock, sku.PurchaseLimit))],
        item.SlotId, item.SlotPosition,
        Sensitive.Scores.IsShownTo(call.Actor, item.MerchantId, item.Category) ? item.Score : null,
        item.Services, item.FundingShareBp, item.Status, item.LiveFrom, item.LiveTo, item.LockedUntil, item.Version,
        item.Hash, down, Sensitive.Masked(call.Actor, item.MerchantId, item.Category, Sensitive.Scores));
}
