using System.Globalization;
using Marquee.Demo.Market;

namespace Marquee.Demo.Adapters;

/// <summary>
/// dunnhumby's "The Complete Journey": the baskets of some thousand households at a chain of groceries. Each
/// manufacturer is taken for a merchant, which is derived. What the till books without handing over goods (coupons,
/// fuel by volume, donations) is no item; a product without a category stays without; lines of products that the set
/// does not describe are sent all the same and refused by the platform.
/// </summary>
internal sealed class CompleteJourneyFolder : IMarketSource
{
    private const string Absent = "NA";
    private static readonly string[] ChargeDepartments = ["COUPON", "FUEL", "CHARITABLE CONT", "POSTAL CENTER"];

    private readonly List<Product> _products;
    private readonly DateTimeOffset _lastDays;
    private readonly Dictionary<string, List<Sale>> _sales;
    private readonly List<string[]> _shoppers;

    public CompleteJourneyFolder(string folder)
    {
        string Name(string file) => Path.Combine(folder, file);
        var zone = TimeZoneInfo.FindSystemTimeZoneById(Zone);
        var all = Files.Read(Name("products.csv"), row =>
            new Product(row(0), row(1), row(2), Known(row(4)), Known(row(5)), Known(row(6))));
        _products = all.Where(product => !IsCharge(product.Department, product.Category)).ToList();
        var charges = all.Select(product => product.Id).Except(_products.Select(product => product.Id)).ToHashSet();
        var lines = Files.Read(Name("transactions_sample.csv"), row => new Line(
            row(0), row(2), row(3), decimal.Parse(row(4), CultureInfo.InvariantCulture), Files.Minor(row(5)),
            Files.Minor(row(6)), Files.Minor(row(8)), Files.Instant(row(10), "yyyy-MM-dd HH:mm:ss", zone)));
        _lastDays = lines.Count == 0 ? default : lines.Max(line => line.At).AddDays(-30);
        _sales = lines.Where(line => !charges.Contains(line.Product))
            .Select(line => (line.Product, Sale: SaleOf(line)))
            .Where(one => one.Sale is not null)
            .GroupBy(one => one.Product, one => one.Sale!, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.OrderBy(sale => sale.At).ToList(), StringComparer.Ordinal);
        _shoppers = lines.Select(line => line.Household)
            .Concat(Files.Read(Name("demographics.csv"), row => row(0)))
            .Concat(Files.Read(Name("campaigns.csv"), row => row(1)))
            .Concat(Files.Read(Name("coupon_redemptions.csv"), row => row(0)))
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(household => new[] { household, "" }).ToList();
    }

    public string Name => "completejourney";

    public string Currency => "USD";

    public string Zone => "America/New_York";

    public IReadOnlyList<Picture> Pictures => [];

    public Table Categories => new(
        ["category", "name_en"],
        _products.Where(product => product.Category is not null)
            .SelectMany(product => new[]
            {
                new[] { CodeOf(product.Department), product.Department },
                [CodeOf(product.Department, product.Category!), product.Category!],
            })
            .DistinctBy(row => row[0], StringComparer.Ordinal).OrderBy(row => row[0], StringComparer.Ordinal));

    public Table Merchants => new(
        ["merchant_id", "name", "standing", "derived"],
        _products.Select(product => product.Manufacturer).Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .Select(id => new[] { MerchantOf(id), "Manufacturer " + id, "good", "merchant_id,name,standing" }));

    public Table Items => new(
        [
            "item_id", "sku_id", "merchant_id", "title", "category", "spec", "is_main", "reference_price_minor",
            "daily_price_minor", "stock", "sold_30d", "derived",
        ],
        _products.Select(ItemRow));

    public Table Shoppers => new(["shopper_id", "name"], _shoppers);

    public Table Prices => new(
        ["sku_id", "kind", "amount_minor", "valid_from", "source"],
        _sales.SelectMany(pair => pair.Value.DistinctBy(sale => (sale.At, sale.Minor)).Select(sale => new[]
        {
            pair.Key, "transacted", Files.Text(sale.Minor), Files.Text(sale.At), "basket " + sale.Basket,
        })));

    /// <summary>Whether a product of the set is something that is booked and not handed over.</summary>
    internal static bool IsCharge(string department, string? category) => ChargeDepartments.Contains(department)
        || category?.StartsWith("COUPON", StringComparison.Ordinal) == true;

    /// <summary>
    /// What one piece cost on the shelf: what the chain took, with what it gave for matching a coupon, over the pieces;
    /// without the card's discount it is the regular price. Nothing taken, or nothing handed over, is no sale.
    /// </summary>
    private static Sale? SaleOf(Line line)
    {
        if (line.Quantity <= 0 || line.Value + line.Match <= 0)
        {
            return null;
        }

        var minor = PerPiece(line.Value + line.Match, line.Quantity);
        return minor == 0
            ? null
            : new Sale(
                line.At, minor, PerPiece(line.Value + line.Match + line.CardDiscount, line.Quantity), line.Basket,
                (long)line.Quantity);
    }

    private static long PerPiece(long minor, decimal quantity) =>
        (long)Math.Round(minor / quantity, MidpointRounding.AwayFromZero);

    private string[] ItemRow(Product product)
    {
        var sales = _sales.GetValueOrDefault(product.Id) ?? [];
        var last = sales.LastOrDefault();
        var isReduced = last is not null && last.RegularMinor > last.Minor;
        string[] derived =
        [
            "merchant_id", "title", "sold_30d", "stock", .. last is null ? [] : (string[])["daily_price_minor"],
            .. isReduced ? (string[])["reference_price_minor"] : [],
        ];
        return
        [
            product.Id, product.Id, MerchantOf(product.Manufacturer),
            $"{product.Type ?? product.Department} {product.Id}",
            product.Category is null ? "" : CodeOf(product.Department, product.Category), product.Size ?? "", "true",
            isReduced ? Files.Text(last!.RegularMinor) : "", last is null ? "" : Files.Text(last.Minor),
            Files.StockOf(product.Id), Files.Text(sales.Where(sale => sale.At > _lastDays).Sum(sale => sale.Units)),
            string.Join(',', derived),
        ];
    }

    private static string MerchantOf(string manufacturer) => "mf-" + manufacturer;

    private static string CodeOf(params string[] path) => string.Join('/', path.Select(part =>
        string.Join('-', part.ToUpperInvariant().Split(
            [' ', '/', '&', '-', '.', ':', ','], StringSplitOptions.RemoveEmptyEntries))));

    private static string? Known(string text) => text is Absent or "" ? null : text;

    private sealed record Product(
        string Id, string Manufacturer, string Department, string? Category, string? Type, string? Size);

    private sealed record Line(
        string Household, string Basket, string Product, decimal Quantity, long Value, long CardDiscount, long Match,
        DateTimeOffset At);

    private sealed record Sale(DateTimeOffset At, long Minor, long RegularMinor, string Basket, long Units);
}
