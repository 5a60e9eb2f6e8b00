using System.Globalization;
using System.Text.RegularExpressions;
using Marquee.Demo.Market;

namespace Marquee.Demo.Adapters;

/// <summary>
/// The public "Online Retail" set: the invoice lines of one British shop. A line of goods that was sold at a price is a
/// transacted price; everything else a till writes (postage, fees, discounts, vouchers, corrections, cancellations) is
/// none. There are no categories, pictures, scores or stock levels: what cannot be derived stays unknown.
/// </summary>
internal sealed partial class OnlineRetailFolder : IMarketSource
{
    private const string Merchant = "online-retail";

    // What the till charges under a code of its own: postage, carriage, manual entries, samples, discounts, bad debt,
    // bank and marketplace fees, donations, tests.
    private static readonly HashSet<string> Charges =
    [
        "POST", "DOT", "C2", "C3", "M", "D", "S", "B", "BANK CHARGES", "AMAZONFEE", "CRUK", "ADJUST", "ADJUST2",
        "TEST001", "TEST002",
    ];

    private readonly List<Item> _items;
    private readonly List<string[]> _shoppers;

    public OnlineRetailFolder(string folder)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(Zone);
        var lines = Directory.EnumerateFiles(folder, "online_retail*.csv").Order(StringComparer.Ordinal)
            .SelectMany(file => Files.Read(file, row => new Line(
                row(0), CodeOf(row(1)), row(2).Trim(), int.Parse(row(3), CultureInfo.InvariantCulture),
                Files.Instant(row(4), "M/d/yy H:mm", zone), Files.Minor(row(5)), row(6), row(7))))
            .ToList();
        var lastDays = lines.Count == 0 ? default : lines.Max(line => line.At).AddDays(-30);
        _items = lines.Where(line => !IsCharge(line.Code)).GroupBy(line => line.Code, StringComparer.Ordinal)
            .Select(group => ItemOf(group.Key, [.. group], lastDays)).OrderBy(item => item.Id, StringComparer.Ordinal)
            .ToList();
        // A line without a customer is a sale all the same; it makes no shopper.
        _shoppers = lines.Where(line => line.Customer.Length > 0).GroupBy(line => line.Customer, StringComparer.Ordinal)
            .Select(group => new[] { group.Key, "", group.First().Country })
            .OrderBy(row => row[0], StringComparer.Ordinal).ToList();
    }

    public string Name => "online-retail";

    public string Currency => "GBP";

    public string Zone => "Europe/London";

    public IReadOnlyList<Picture> Pictures => [];

    /// <summary>The set has none, and none are made up.</summary>
    public Table Categories => new(["category", "name_zh", "name_en"], []);

    public Table Merchants => new(
        ["merchant_id", "name", "region", "standing", "derived"],
        [[Merchant, "Online Retail", "United Kingdom", "good", "name,standing"]]);

    public Table Items => new(
        [
            "item_id", "sku_id", "merchant_id", "product_id", "title", "is_main", "daily_price_minor", "stock",
            "sold_30d", "derived",
        ],
        _items.Select(item => new[]
        {
            item.Id, item.Id, Merchant, item.Product, item.Title ?? item.Id, "true",
            item.Daily is { } daily ? Files.Text(daily) : "", Files.StockOf(item.Id),
            Files.Text(item.SoldLately), string.Join(',', Derived(item)),
        }));

    public Table Shoppers => new(["shopper_id", "name", "region"], _shoppers);

    public Table Prices => new(
        ["sku_id", "kind", "amount_minor", "valid_from", "source"],
        _items.SelectMany(item => item.Sales.Select(sale => new[]
        {
            item.Id, "transacted", Files.Text(sale.Minor), Files.Text(sale.At), "invoice " + sale.Invoice,
        })));

    /// <summary>Codes differ in case and blanks from line to line and mean the same thing.</summary>
    internal static string CodeOf(string written) => written.Trim().ToUpperInvariant();

    /// <summary>
    /// Whether a code is no goods: a known charge, a voucher, or one of the till's words of one to three letters.
    /// </summary>
    internal static bool IsCharge(string code) => Charges.Contains(code)
        || code.StartsWith("GIFT_", StringComparison.Ordinal)
        || (code.Length <= 3 && !code.Any(char.IsAsciiDigit)) || code.Length == 0;

    private static Item ItemOf(string code, List<Line> lines, DateTimeOffset lastDays)
    {
        // A cancellation gives back what a sale took, a correction of the stock has no price: neither is a sale.
        var sold = lines.Where(line => line is { Quantity: > 0, Minor: > 0 }
            && !line.Invoice.StartsWith('C')).ToList();
        // The till notes the minute: the same price twice in it says nothing more.
        var sales = sold.DistinctBy(line => (line.At, line.Minor))
            .Select(line => new Sale(line.At, line.Minor, line.Invoice))
            .OrderBy(sale => sale.At).ToList();
        var title = sold.Where(line => line.Description.Length > 0)
            .GroupBy(line => line.Description, StringComparer.Ordinal)
            .OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal)
            .FirstOrDefault()?.Key;
        // The price that most lines were sold at; of two the later one.
        long? daily = sold.Count == 0 ? null : sold.GroupBy(line => line.Minor)
            .OrderByDescending(group => group.Count()).ThenByDescending(group => sold.LastIndexOf(group.Last()))
            .First().Key;
        // What was given back was not sold.
        var units = lines.Where(line => line.At > lastDays && line.Minor > 0).Sum(line => (long)line.Quantity);
        var design = Design().Match(code);
        return new Item(
            code, design.Success ? design.Groups[1].Value : code, title, daily, Math.Max(0, units), sales);
    }

    /// <summary>What of an item's row is ours and not the set's.</summary>
    private static IEnumerable<string> Derived(Item item)
    {
        // Of the last thirty days that the set knows.
        yield return "sold_30d";
        yield return "stock";
        if (item.Product != item.Id)
        {
            yield return "product_id";
        }

        if (item.Title is null)
        {
            yield return "title";
        }

        if (item.Daily is not null)
        {
            yield return "daily_price_minor";
        }
    }

    /// <summary>Five digits and letters: one design in several colours or sizes.</summary>
    [GeneratedRegex("^([0-9]{5})[A-Z]{1,2}$")]
    private static partial Regex Design();

    private sealed record Line(
        string Invoice, string Code, string Description, int Quantity, DateTimeOffset At, long Minor,
        string Customer, string Country);

    private sealed record Sale(DateTimeOffset At, long Minor, string Invoice);

    private sealed record Item(
        string Id, string Product, string? Title, long? Daily, long SoldLately, List<Sale> Sales);
}
