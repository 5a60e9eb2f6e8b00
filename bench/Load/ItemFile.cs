using System.Globalization;
using System.Text;

namespace Marquee.Bench.Load;

/// <summary>
/// A generated market as files for import: items of one to five SKUs, with every column that a real feed has. The same
/// seed makes the same file.
/// </summary>
internal static class ItemFile
{
    public const int Merchants = 2_000;
    public const int Categories = 200;

    private const string Header =
        "item_id,sku_id,merchant_id,product_id,title,category,listed,photos,weight_g,spec,is_main,"
        + "reference_price_minor,daily_price_minor,stock,sold_30d,currency\n";

    private static readonly string[] Things =
        ["Enamel pot", "Linen shirt", "Desk lamp", "Canvas shoe", "Tea tin", "手冲咖啡壶", "法兰绒衬衫", "便携音箱"];

    public static async Task WriteMerchantsAsync(string path)
    {
        await using var to = new StreamWriter(path, false, new UTF8Encoding(false));
        await to.WriteAsync("merchant_id,name,region,standing\n");
        for (var i = 0; i < Merchants; i++)
        {
            await to.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"m-{i:D5},Shop {i},North,good\n"));
        }
    }

    public static async Task WriteCategoriesAsync(string path)
    {
        await using var to = new StreamWriter(path, false, new UTF8Encoding(false));
        await to.WriteAsync("category,name_zh,name_en\n");
        for (var i = 0; i < Categories; i++)
        {
            await to.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"c/{i:D3},类目{i},Category {i}\n"));
        }
    }

    /// <summary>Writes so many rows, one SKU each; files of different prefixes name different items.</summary>
    public static async Task WriteItemsAsync(string path, string prefix, int rows)
    {
        // A benchmark's data, not a secret.
#pragma warning disable CA5394
        var random = new Random(41);
        await using var to = new StreamWriter(path, false, new UTF8Encoding(false), 1 << 16);
        await to.WriteAsync(Header);
        var row = new StringBuilder();
        var made = 0;
        for (var item = 0; made < rows; item++)
        {
            var skus = Math.Min(rows - made, random.Next(100) < 60 ? 1 : random.Next(2, 6));
            var (merchant, category) = (random.Next(Merchants), random.Next(Categories));
            var (level, weight, photos) = (random.Next(500, 90_000), random.Next(20, 5_000), random.Next(1, 9));
            var title = Things[random.Next(Things.Length)];
            for (var sku = 0; sku < skus; sku++, made++)
            {
                var daily = level + random.Next(0, level / 4);
                row.Clear().Append(
                    CultureInfo.InvariantCulture,
                    $"{prefix}-{item:D7},{prefix}-{item:D7}-{sku},m-{merchant:D5},{prefix}p-{item / 3:D7},")
                    .Append(CultureInfo.InvariantCulture, $"{title} {item},c/{category:D3},true,{photos},{weight},")
                    .Append(CultureInfo.InvariantCulture, $"Size {sku},{(sku == 0 ? "true" : "false")},")
                    .Append(CultureInfo.InvariantCulture, $"{daily + 1_000},{daily},{random.Next(500)},")
                    .Append(CultureInfo.InvariantCulture, $"{random.Next(2_000)},CNY\n");
                await to.WriteAsync(row);
            }
        }
#pragma warning restore CA5394
    }
}
