using Marquee.Catalog;
using Marquee.Campaigns.Submissions;
using Marquee.Kernel;

namespace Marquee.Campaigns.Changes;

/// <summary>
/// What of an item people judge a plan by: title, category, picture, listing, and the daily prices of the SKUs offered.
/// Two items with one hash are the same to a reviewer.
/// </summary>
internal static class ReviewBasis
{
    private sealed record Content(
        string Title, string? Category, string? MainImage, bool Listed,
        IReadOnlyList<KeyValuePair<int, long?>> DailyMinor);

    public static string HashOf(Item item, IReadOnlyList<Sku> skus, Plan plan)
    {
        var daily = skus.ToDictionary(sku => sku.SkuNo, sku => sku.Prices.DailyMinor);
        return Rules.RuleJson.Sha256(MarqueeJson.Text(new Content(
            item.Title, item.Category, item.MainImage, item.Listed,
            [.. plan.Skus.Select(sku => KeyValuePair.Create(sku.SkuNo, daily.GetValueOrDefault(sku.SkuNo)))])));
    }
}
