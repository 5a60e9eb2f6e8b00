using System.Globalization;
using Marquee.Demo.Market;

namespace Marquee.Demo.Adapters;

/// <summary>
/// The public Olist data set as a market. What the files do not say is derived by stated rules and marked
/// <c>derived</c>; what cannot be derived stays unknown: an item that was never sold has no price.
/// </summary>
internal sealed class OlistFolder : IMarketSource
{
    private readonly Dictionary<string, string> _categories;
    private readonly List<(string Id, string State, string City)> _sellers;
    private readonly List<Product> _products;
    private readonly Dictionary<string, List<Sale>> _sales;
    private readonly Dictionary<string, int> _scores;
    private readonly List<string[]> _shoppers;

    public OlistFolder(string folder)
    {
        string Name(string file) => Path.Combine(folder, file);
        _categories = Files.Read(Name("product_category_name_translation.csv"), row => (row(0), row(1)))
            .ToDictionary(pair => pair.Item1, pair => pair.Item2, StringComparer.Ordinal);
        _sellers = Files.Read(Name("olist_sellers_dataset.csv"), row => (row(0), row(3), row(2))).ToList();
        _products =
            Files.Read(Name("olist_products_dataset.csv"), row => new Product(row(0), row(1), row(4), row(5))).ToList();
        var orders =
            Files.Read(Name("olist_orders_dataset.csv"),
                row => (Id: row(0), Customer: row(1), Status: row(2), At: Instant(row(3))))
            .ToDictionary(order => order.Id, StringComparer.Ordinal);
        _sales = Files.Read(
            Name("olist_order_items_dataset.csv"),
            row => (Order: row(0), Product: row(2), Seller: row(3), Minor: Files.Minor(row(5))))
            .Where(line => orders.ContainsKey(line.Order))
            .GroupBy(line => line.Product, line => new Sale(line.Seller, line.Minor, orders[line.Order].At, line.Order),
                StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.OrderBy(sale => sale.At).ToList(), StringComparer.Ordinal);
        _scores = ScoresOf(Name("olist_order_reviews_dataset.csv"));
        _shoppers = Files.Read(Name("olist_customers_dataset.csv"), row => row(1))
            .Distinct(StringComparer.Ordinal).Select(id => new[] { id, "", "" }).ToList();
    }

    public string Name => "olist";

    public string Currency => "BRL";

    public string Zone => "America/Sao_Paulo";

    public IReadOnlyList<Picture> Pictures => [];

    // The files have the categories' Portuguese and English words; a category that has no translation keeps its own
    // word.
    public Table Categories => new(
        ["category", "name_zh", "name_en"],
        _products.Select(p => p.Category).Where(c => c.Length > 0).Distinct(StringComparer.Ordinal)
            .Select(c => new[] { CodeOf(c), c, _categories.GetValueOrDefault(c, c) }));

    public Table Merchants => new(
        ["merchant_id", "name", "region", "score_hundredths", "standing", "derived"],
        _sellers.Select(s => new[]
        {
            s.Id, $"{s.City} {s.Id[..6]}", s.State,
            _scores.TryGetValue(s.Id, out var score) ? score.ToString(CultureInfo.InvariantCulture) : "", "good",
            _scores.ContainsKey(s.Id) ? "name,standing,score_hundredths" : "name,standing",
        }));

    public Table Items => new(
        [
            "item_id", "sku_id", "merchant_id", "product_id", "title", "category", "spec", "is_main", "weight_g",
            "photos",
            "reference_price_minor", "daily_price_minor", "stock", "derived",
        ],
        _products.Select(ItemRow));

    public Table Shoppers => new(["shopper_id", "name", "registered_at"], _shoppers);

    /// <summary>
    /// Every sale is a transacted price, once however many pieces were sold at it that second; the daily price is that
    /// of the last sale.
    /// </summary>
    public Table Prices => new(
        ["sku_id", "kind", "amount_minor", "valid_from", "source"],
        _sales.SelectMany(pair => pair.Value.DistinctBy(sale => (sale.At, sale.Minor)).Select(sale => new[]
        {
            pair.Key, "transacted", sale.Minor.ToString(CultureInfo.InvariantCulture),
            sale.At.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture), "order " + sale.Order,
        })));

    private string[] ItemRow(Product product)
    {
        var sales = _sales.GetValueOrDefault(product.Id);
        var word = product.Category.Length == 0
            ? "item"
            : _categories.GetValueOrDefault(product.Category, product.Category);
        return
        [
            product.Id, product.Id, SellerOf(product.Id, sales), product.Id,
            $"{word.Replace('_', ' ')} {product.Id[..8]}",
            product.Category.Length == 0 ? "" : CodeOf(product.Category), "", "true", product.Weight, product.Photos,
            "", sales is null ? "" : sales[^1].Minor.ToString(CultureInfo.InvariantCulture),
            Files.StockOf(product.Id),
            sales is null ? "merchant_id,title,stock" : "title,stock,daily_price_minor",
        ];
    }

    /// <summary>
    /// The seller with most sales of it (ties: the smaller id); a stable hash over the sellers when it was never sold.
    /// </summary>
    private string SellerOf(string product, List<Sale>? sales) => sales is null
        ? _sellers[(int)(Files.Hash(product) % (uint)_sellers.Count)].Id
        : sales.GroupBy(sale => sale.Seller, StringComparer.Ordinal)
            .OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal).First().Key;

    private Dictionary<string, int> ScoresOf(string reviews)
    {
        var sellers = _sales.Values.SelectMany(sales => sales).GroupBy(sale => sale.Order, StringComparer.Ordinal)
            .ToDictionary(
                group => group.Key,
                group => group.Select(sale => sale.Seller).Distinct(StringComparer.Ordinal).ToList(),
                StringComparer.Ordinal);
        return Files.Read(reviews, row => (Order: row(1), Score: row(2)))
            .Where(review => sellers.ContainsKey(review.Order) && review.Score.Length == 1)
            .SelectMany(
                review => sellers[review.Order].Select(seller => (Seller: seller, Score: review.Score[0] - '0')))
            .GroupBy(score => score.Seller, score => score.Score, StringComparer.Ordinal)
            .ToDictionary(
                group => group.Key, group => (int)(group.Sum(score => 100L * score) / group.Count()),
                StringComparer.Ordinal);
    }

    private string CodeOf(string category) => _categories.GetValueOrDefault(category, category).Replace(' ', '_');

    private static DateTimeOffset Instant(string text) =>
        DateTimeOffset.ParseExact(
            text, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private sealed record Product(string Id, string Category, string Photos, string Weight);

    private sealed record Sale(string Seller, long Minor, DateTimeOffset At, string Order);
}
