using System.Globalization;

namespace Marquee.Demo.Market;

/// <summary>
/// A market of any size from ten thousand to ten million SKUs, made row by row from a seed: few large and many small
/// merchants,
/// 1 to 200 SKUs an item, log-normal prices with charm endings, some holes as real data has them.
/// </summary>
internal sealed class MarketGenerator(ulong seed, long skus, DateTimeOffset now) : IMarketSource
{
    private const int LargestItem = 200;

    private int MerchantCount => (int)Math.Clamp(skus / 250, 40, 100_000);

    public string Name => "generated";

    public string Currency => "CNY";

    public string Zone => "Asia/Shanghai";

    public int ShopperCount => (int)Math.Clamp(skus / 50, 200, 200_000);

    public IReadOnlyList<Picture> Pictures => Picture.All(seed);

    public Table Categories => new(
        ["category", "name_zh", "name_en"],
        Words.Departments.Select(d => new[] { d.Code, d.Zh, d.En })
            .Concat(Words.Categories.Select(c => new[] { c.Code, c.Zh, c.En })));

    public Table Merchants => new(
        ["merchant_id", "name", "region", "score_hundredths", "standing", "breaches", "deposit_minor", "licences"],
        Enumerable.Range(0, MerchantCount).Select(MerchantRow));

    public Table Items => new(
        [
            "item_id", "sku_id", "merchant_id", "product_id", "title", "category", "spec", "is_main", "weight_g",
            "photos",
            "reference_price_minor", "daily_price_minor", "stock", "image_sha256",
        ],
        ItemRows());

    public Table Shoppers => new(
        ["shopper_id", "name", "registered_at"],
        Enumerable.Range(0, ShopperCount).Select(ShopperRow));

    public Table Prices => new(
        ["sku_id", "kind", "amount_minor", "valid_from", "source"],
        PriceRows());

    private string[] MerchantRow(int number)
    {
        var skew = new Skew(seed, ((ulong)number << 8) | 1);
        var score = (int)Math.Clamp(500 - skew.Around(28, 0.7), 300, 500);
        var licences = Words.Licences.Where((_, i) => i == 0 || skew.Happens(0.55)).ToArray();
        return
        [
            MerchantId(number),
            $"{Words.Brands[number % Words.Brands.Length]}{(number < Words.Brands.Length ? "旗舰店" : $"专营店{number}")}",
            skew.Of(Words.Regions),
            // A new shop has no score yet: unknown, not zero.
            skew.Happens(0.04) ? "" : Text(score),
            skew.Happens(0.03) ? "probation" : "good",
            Text(skew.Happens(0.12) ? 1 + skew.Even(3) : 0),
            Text(skew.Happens(0.9) ? 100_000 * (1 + skew.Even(20)) : 0),
            string.Join('|', licences),
        ];
    }

    private string[] ShopperRow(int number)
    {
        var skew = new Skew(seed, ((ulong)number << 8) | 2);
        return
        [
            $"u-{number:D6}",
            "",
            (now - TimeSpan.FromDays(1 + (skew.Share() * 1500))).ToString(
                "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        ];
    }

    private IEnumerable<string[]> ItemRows()
    {
        long made = 0;
        for (var number = 0; made < skus; number++)
        {
            foreach (var sku in SkusOf(number, skus - made))
            {
                made++;
                yield return sku.Row;
            }
        }
    }

    /// <summary>
    /// The history behind the present price: two to four changes in the last sixty days, for every second SKU.
    /// </summary>
    private IEnumerable<string[]> PriceRows()
    {
        long made = 0;
        for (var number = 0; made < skus; number++)
        {
            foreach (var sku in SkusOf(number, skus - made))
            {
                made++;
                if (sku.DailyMinor is not { } daily)
                {
                    continue;
                }

                var skew = new Skew(seed, ((ulong)made << 8) | 4);
                if (!skew.Happens(0.5))
                {
                    continue;
                }

                var day = 58 - skew.Even(10);
                for (var change = 0; change < 2 + skew.Even(3) && day > 0; change++, day -= 5 + skew.Even(20))
                {
                    yield return
                    [
                        sku.Row[1], "daily", Text(Charm(daily * (0.9 + (skew.Share() * 0.3)))),
                        (now - TimeSpan.FromDays(day)).ToString(
                            "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture), "history",
                    ];
                }
            }
        }
    }

    private IEnumerable<Sku> SkusOf(int number, long room)
    {
        var skew = new Skew(seed, ((ulong)number << 8) | 3);
        var category = Words.Categories[skew.Rank(Words.Categories.Length)];
        var merchant = skew.Rank(MerchantCount);
        var count = (int)Math.Min(room, SkuCount(ref skew));
        var level = Math.Max(300, skew.Around(category.PriceMinor, 0.6));
        var hasCategory = !skew.Happens(0.015);
        var title =
            $"{Words.Brands[merchant % Words.Brands.Length]} {skew.Of(Words.Adjectives)}{skew.Of(category.Things)}";
        var photos = skew.Happens(0.02) ? "" : Text(1 + skew.Even(9));
        var weight = skew.Happens(0.03) ? "" : Text(Math.Max(5, (int)skew.Around(category.WeightG, 0.3)));
        var picture = Pictures[PictureOf(category, ref skew)].Sha256;
        for (var i = 0; i < count; i++)
        {
            long? daily = skew.Happens(0.02) ? null : Charm(level * (0.85 + (skew.Share() * 0.3)));
            var reference = daily is null ? (long?)null : Charm(daily.Value * (1.0 + (skew.Share() * 0.6)));
            var stock = skew.Happens(0.05) ? 0 : (int)Math.Min(50_000, skew.Around(120, 1.2));
            yield return new Sku(daily,
            [
                $"i-{number:D7}", $"s-{number:D7}-{i:D3}", MerchantId(merchant), $"p-{number / 3:D7}", title,
                hasCategory ? category.Code : "", Spec(category, i), i == 0 ? "true" : "false", weight, photos,
                Text(reference), Text(daily), Text(stock), picture,
            ]);
        }
    }

    private static int SkuCount(ref Skew skew) => skew.Share() switch
    {
        < 0.45 => 1,
        < 0.97 => 2 + skew.Rank(11),
        _ => 12 + skew.Rank(LargestItem - 11),
    };

    private static string Spec(Words.Category category, int number)
    {
        var round = number / category.Specs.Length;
        return category.Specs[number % category.Specs.Length] + (round == 0 ? "" : $" 款{round + 1}");
    }

    private int PictureOf(Words.Category category, ref Skew skew)
    {
        var variants = Pictures.Count / Enum.GetValues<Shape>().Length;
        return ((int)category.Shape * variants) + skew.Even(variants);
    }

    /// <summary>Prices end in 9 or 0: 128.90, 129.00.</summary>
    private static long Charm(double minor) => minor < 2000
        ? Math.Max(100, (long)(minor / 100) * 100 - 10)
        : (((long)minor / 1000) * 1000) + (minor % 1000 < 500 ? -100 : 900);

    private static string MerchantId(int number) => $"m-{number:D5}";

    private static string Text(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    private sealed record Sku(long? DailyMinor, string[] Row);
}
