using Marquee.Campaigns.Items;
using Marquee.Campaigns.Rounds;
using Marquee.Kernel;
using Marquee.Ledger;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Campaigns.Boards;

/// <summary>How much of a round's activity stock is gone, in all and where it goes fastest.</summary>
internal static class StockBoard
{
    internal sealed record SkuView(
        string Item, string Title, string Sku, string Merchant, long Stock, long Taken, long Left, bool Frozen);

    /// <summary>What the stock comes to.</summary>
    /// <param name="AsOf">When it was read.</param>
    /// <param name="Items">How many items of the round were looked at, best slots first.</param>
    /// <param name="OfItems">How many items it has.</param>
    /// <param name="Skus">How many SKUs they have.</param>
    /// <param name="Stock">Pieces set aside for the round.</param>
    /// <param name="Taken">Pieces sold or on hold.</param>
    /// <param name="SoldOut">SKUs of which nothing is left.</param>
    /// <param name="Low">SKUs of which a tenth or less is left.</param>
    /// <param name="Top">Those of which the largest share is gone.</param>
    internal sealed record View(
        DateTimeOffset AsOf, int Items, int OfItems, int Skus, long Stock, long Taken, int SoldOut, int Low,
        IReadOnlyList<SkuView> Top);

    public static void Map(RouteGroupBuilder api) => api.MapGet("/rounds/{round}/stock", HandleAsync)
        .WithName(nameof(StockBoard)).WithSummary("How much of a round's activity stock is gone, and where fastest")
        .AllowStaff().Rows(RowRule.Filtered);

    private static async Task<Answer<View>> HandleAsync(
        Id<Round> round, CallContext call, CampaignsDb db, ILedger ledger, CancellationToken cancel)
    {
        if (await db.ReadAsync(call, tx => RoundRows.FindAsync(tx, round, cancel), cancel) is null)
        {
            return new Unknown("round", round.ToString());
        }

        var scope = RowScope.Of(call.Actor, "c.content ->> 'merchantId'", "c.content ->> 'category'");
        var (count, items) = await db.ReadAsync(call, async tx => (
            await tx.ScalarAsync<int>($"""
                select count(*)::int from campaigns.campaign_item c
                where c.tenant_id = {call.Tenant.Id} and c.round_id = {round} and c.seq is not null
                  and c.left_at is null and {scope}
                """, cancel),
            await CampaignItemRows.ReadAsync(
                tx,
                $"""
                c.round_id = {round} and c.seq is not null and c.left_at is null and {scope}
                order by c.no limit {Limits.StockBoardItems}
                """, cancel)), cancel);
        var accounts = items.SelectMany(item => item.Content.Skus.Select(sku => (
            item.Content, Sku: sku, Name: CampaignAccounts.Stock(round, sku.SkuNo)))).ToList();
        var balances = new Dictionary<string, LedgerBalance>(StringComparer.Ordinal);
        foreach (var page in accounts.Chunk(Limits.AccountsPerCall))
        {
            foreach (var (name, balance) in await ledger.BalancesAsync(call, [.. page.Select(one => one.Name)], cancel))
            {
                balances[name] = balance;
            }
        }

        return Of(call.Now, items.Count, count,
            [.. accounts.Where(one => balances.ContainsKey(one.Name)).Select(one =>
            {
                var balance = balances[one.Name];
                return new SkuView(
                    one.Content.ItemId, one.Content.Title, one.Sku.SkuId, one.Content.MerchantId, balance.Cap,
                    balance.Spent + balance.Reserved, balance.Left, balance.Frozen);
            })]);
    }

    internal static View Of(DateTimeOffset now, int items, int ofItems, IReadOnlyList<SkuView> skus) => new(
        now, items, ofItems, skus.Count, skus.Sum(sku => sku.Stock), skus.Sum(sku => sku.Taken),
        skus.Count(sku => sku.Stock > 0 && sku.Left == 0),
        skus.Count(sku => sku.Left > 0 && sku.Left * 10 <= sku.Stock),
        [.. skus.Where(sku => sku.Taken > 0).OrderByDescending(sku => (double)sku.Taken / sku.Stock)
            .ThenByDescending(sku => sku.Taken).Take(Limits.StockBoardTop)]);
}
