using Marquee.Kernel;
using Marquee.Pricing.Feed;

namespace Marquee.Pricing.Tests.Feed;

/// <summary>Another system that follows the feed and keeps what it was told last of every SKU.</summary>
internal sealed class Follower(Shop shop, string? cursor = null, IReadOnlyDictionary<string, string>? prices = null)
{
    private readonly Dictionary<string, string> _prices = prices is null ? [] : new(prices);

    public string? Cursor { get; private set; } = cursor;

    /// <summary>Until when the feed says that it knows everything.</summary>
    public DateTimeOffset? AsOf { get; private set; }

    /// <summary>What it knows, by SKU.</summary>
    public IReadOnlyDictionary<string, string> Prices => _prices;

    /// <summary>Another one that goes on from here.</summary>
    public Follower Copy() => new(shop, Cursor, _prices);

    /// <summary>Reads a page; whether there is more.</summary>
    public async Task<bool> ReadAsync(int limit = 100)
    {
        var page = (await ReadPriceFeed.RunAsync(
            shop.Call, new PageQuery(Cursor, limit), shop.Db, shop.Market, default)).Value;
        Assert.True(page.Prices.Count <= limit);
        Assert.Equal(page.Prices.Count, page.Prices.Select(price => price.Sku).Distinct().Count());
        foreach (var price in page.Prices)
        {
            _prices[price.Sku] = TextOf(
                price.Final?.Minor, price.Reference?.Minor, price.Daily?.Minor, price.Callout, price.RoundId,
                price.Until, price.Unknown);
        }

        (Cursor, AsOf) = (page.Next, page.AsOf);
        return page.More;
    }

    /// <summary>Reads to the present end.</summary>
    public async Task ReadToEndAsync(int limit = 100)
    {
        while (await ReadAsync(limit))
        {
        }
    }

    /// <summary>What everybody is told who asks for the prices themselves.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> AskedAsync(Shop shop) =>
        (await shop.Pricing.PublicPricesAsync(shop.Call, [.. shop.Market.Skus.Keys.Order()], default)).ToDictionary(
            price => $"sku-{price.SkuNo}",
            price => TextOf(
                price.FinalMinor, price.ReferenceMinor, price.DailyMinor, price.Callout, price.RoundId, price.Until,
                price.Unknown));

    private static string TextOf(
        long? final, long? reference, long? daily, Texts? callout, Guid? round, DateTimeOffset? until,
        string? unknown) =>
        $"{final} was {daily} / {reference}, {callout?.En}, {round} until {until:O} {unknown}";
}
