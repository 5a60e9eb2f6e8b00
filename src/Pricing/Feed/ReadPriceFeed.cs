using Marquee.Catalog;
using Marquee.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Pricing.Feed;

/// <summary>
/// Another system follows the prices that everybody is shown: what changed behind a cursor, each SKU once and as it is
/// now. The first reading of a tenant begins its feed; until it is built, the feed says that nothing is certain yet.
/// </summary>
internal static class ReadPriceFeed
{
    /// <summary>One SKU.</summary>
    /// <param name="Sku">The SKU.</param>
    /// <param name="Item">Its item.</param>
    /// <param name="Merchant">Whose it is.</param>
    /// <param name="Final">What one piece costs everybody; null when nobody can say.</param>
    /// <param name="Reference">The reference price, where it is higher.</param>
    /// <param name="Daily">The daily price.</param>
    /// <param name="Callout">The short line beside the price.</param>
    /// <param name="RoundId">The round that the price comes from; null for the daily price.</param>
    /// <param name="Until">When the offer that made the price ends.</param>
    /// <param name="Unknown">Why there is no price: it is not to be shown or sold.</param>
    /// <param name="ChangedAt">When the feed took the change in, on the tenant's clock.</param>
    internal sealed record PriceView(
        string Sku, string Item, string Merchant, Money? Final, Money? Reference, Money? Daily, Texts? Callout,
        Guid? RoundId, DateTimeOffset? Until, string? Unknown, DateTimeOffset ChangedAt);

    /// <summary>A page.</summary>
    /// <param name="Prices">Changed prices, oldest change first.</param>
    /// <param name="Next">The cursor to go on with, now or later; there is always one.</param>
    /// <param name="More">Whether more stands behind this page already.</param>
    /// <param name="AsOf">
    /// The wall-clock instant before which every change is in the feed, as far as it reaches now; null while the feed
    /// is built for the first time. That activity stock is gone is found later, in turn.
    /// </param>
    internal sealed record FeedView(IReadOnlyList<PriceView> Prices, string Next, bool More, DateTimeOffset? AsOf);

    public static void Map(RouteGroupBuilder api) => api
        .MapGet("/prices/feed", HandleAsync).AllowStaff().Rows(RowRule.Whole)
        .WithName(nameof(ReadPriceFeed)).WithSummary(
            "Prices that changed behind a cursor, for systems that follow them; without a cursor all of them");

    private static async Task<Answer<FeedView>> HandleAsync(
        [AsParameters] PageQuery page, CallContext call, PricingDb db, ICatalog catalog, CancellationToken cancel) =>
        await RunAsync(call, page, db, catalog, cancel);

    internal static async Task<Result<FeedView>> RunAsync(
        CallContext call, PageQuery page, PricingDb db, ICatalog catalog, CancellationToken cancel)
    {
        var asked = page.Start<long>(call, "prices.feed");
        if (!asked.IsSuccess)
        {
            return asked.Error;
        }

        var start = asked.Value;
        var after = start.After ?? 0;
        await using var tx = await db.BeginAsync(call, cancel);
        if (await FeedStore.HeadAsync(tx, cancel) is not { } head)
        {
            await FeedStore.BeginAsync(tx, cancel);
            head = (await FeedStore.HeadAsync(tx, cancel))!;
        }

        if (after > head.LastSeq)
        {
            // Numbers are never taken back, so this is a feed that was made anew: as after a restore.
            return new CursorInvalid("The feed was made anew since; read it again from the start, without a cursor.");
        }

        var rows = await FeedStore.RowsAsync(tx, after, start.Limit + 1, cancel);
        await tx.CommitAsync(cancel);
        var shown = rows.Take(start.Limit).ToList();
        return new FeedView(
            await ViewsAsync(call, shown, catalog, cancel), start.CursorAt(shown.Count == 0 ? after : shown[^1].Seq),
            rows.Count > shown.Count, head.AsOf);
    }

    private static async Task<IReadOnlyList<PriceView>> ViewsAsync(
        CallContext call, List<FeedRow> rows, ICatalog catalog, CancellationToken cancel)
    {
        var skus = await catalog.GetSkusAsync(call, [.. rows.Select(row => row.SkuNo)], cancel);
        var items = await catalog.GetItemsAsync(call, [.. skus.Values.Select(sku => sku.ItemNo).Distinct()], cancel);
        var merchants = await catalog.GetMerchantsAsync(
            call, [.. items.Values.Select(item => item.MerchantNo).Distinct()], cancel);
        return
        [
            .. rows.Select(row =>
            {
                // SKUs, items and merchants never go away and never change whose they are.
                var sku = skus[row.SkuNo];
                var item = items[sku.ItemNo];
                var price = row.Price;
                return new PriceView(
                    sku.Id, item.Id, merchants[item.MerchantNo].Id, M(price.FinalMinor), M(price.ReferenceMinor),
                    M(price.DailyMinor), price.Callout(call.Tenant.Currency), price.RoundId, price.Until,
                    price.Unknown, row.ChangedAt);
            }),
        ];

        Money? M(long? minor) => minor is { } amount ? call.Tenant.Money(amount) : null;
    }
}
