using System.Globalization;
using Marquee.Campaigns.Rounds;
using Marquee.Campaigns.Submissions;
using Marquee.Catalog;
using Marquee.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Campaigns.Merchants;

/// <summary>What of a shop is locked, until when, and what leaving would mean.</summary>
internal static class ListLocks
{
    internal enum ExitWay
    {
        /// <summary>At once, without a mark.</summary>
        Free,
        /// <summary>The marketplace has to agree.</summary>
        Approval,
        /// <summary>Asked for; the marketplace has not answered yet.</summary>
        Requested,
        /// <summary>Not any more.</summary>
        Closed,
    }

    /// <param name="Way">How the item can leave now.</param>
    /// <param name="FreeUntil">Until when leaving is free.</param>
    /// <param name="IsBreach">Whether leaving now would go on the shop's record.</param>
    /// <param name="Effects">What leaving would mean, in words.</param>
    internal sealed record ExitView(ExitWay Way, DateTimeOffset FreeUntil, bool IsBreach, IReadOnlyList<Texts> Effects);

    internal sealed record View(
        SubmissionRow Submission, string Campaign, string RoundName, DateTimeOffset LockedUntil,
        DateTimeOffset LiveOpens, DateTimeOffset LiveCloses, IReadOnlyList<Texts> Locked, ExitView Exit);

    private static readonly Texts[] WhatIsLocked =
    [
        new("价格", "price"), new("SKU 组成", "set of SKUs"), new("标题", "title"), new("类目", "category"),
        new("主图", "main picture"), new("上架状态", "listing"),
    ];

    public static void Map(RouteGroupBuilder api) => api
        .MapGet("/shops/{shop}/locks", HandleAsync).WithName(nameof(ListLocks))
        .WithSummary("A shop's locked items: what is locked, until when, and how they can leave")
        .AllowMembers().Rows(RowRule.Filtered);

    private static async Task<Answer<Page<View>>> HandleAsync(
        string shop, [AsParameters] PageQuery page, CallContext call, CampaignsDb db, ICatalog catalog,
        CancellationToken cancel)
    {
        var start = page.Start<Guid>(call, "locks");
        var merchant = await Shops.FindAsync(call, catalog, shop, cancel);
        if ((start.Error ?? merchant.Error) is { } wrong)
        {
            return wrong;
        }

        var rows = await db.ReadAsync(call, async tx =>
        {
            var found = await SubmissionTable.ReadAsync(
                tx,
                $"""
                s.tenant_id = {call.Tenant.Id} and s.merchant_id = {merchant.Value.Id}
                    and s.status in ('confirmed', 'locked')
                    and ({start.Value.After}::uuid is null or s.id < {start.Value.After})
                order by s.id desc limit {start.Value.Limit + 1}
                """, cancel);
            var rounds = (await RoundRows.GetAsync(tx, [.. found.Select(row => row.Round).Distinct()], cancel))
                .ToDictionary(round => round.Id);
            return found.Select(row => ViewOf(row, rounds[row.Round], call.Now)).ToList();
        }, cancel);
        return start.Value.Of(rows, row => row.Submission.Id.Value);
    }

    internal static View ViewOf(SubmissionRow row, RoundState round, DateTimeOffset now)
    {
        var free = round.ExitPolicy.FreeUntil(round.Live.Opens);
        var way = round.Live.StateAt(now) is PhaseState.Done or PhaseState.Skipped ? ExitWay.Closed
            : row.ExitRequested ? ExitWay.Requested
            : now < free ? ExitWay.Free
            : round.ExitPolicy.Afterwards == ExitAfterwards.Forbidden ? ExitWay.Closed : ExitWay.Approval;
        var breach = way is ExitWay.Approval or ExitWay.Requested && round.ExitPolicy.IsBreach;
        return new View(
            row, round.CampaignName, round.Name, round.LockedUntil, round.Live.Opens, round.Live.Closes, WhatIsLocked,
            new ExitView(way, free, breach, way == ExitWay.Closed ? [] : [.. Effects(row, breach)]));
    }

    private static IEnumerable<Texts> Effects(SubmissionRow row, bool breach)
    {
        yield return new(
            "坑位释放给其他商品，退出后不能再回到本场次的同一位置。", "The place goes to another item; it is not kept for a return.");
        yield return new(
            string.Create(CultureInfo.InvariantCulture, $"{row.Stock} 件活动库存不再可售，回到日常库存。"),
            string.Create(
                CultureInfo.InvariantCulture,
                $"{row.Stock} pieces of activity stock are no longer taken at its price."));
        yield return new(
            "已付款订单照常履约；已领取的优惠券仍然有效。", "Orders placed stand; coupons already claimed stay good.");
        if (breach)
        {
            yield return new("退出计入店铺违约记录，影响之后的报名资格。", "It goes on the shop's record of breaches, which rules ask for.");
        }
    }
}
