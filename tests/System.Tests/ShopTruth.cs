using Marquee.Adapter;

namespace Marquee.Whole.Tests;

/// <summary>What is so in a stub shop, and what happened on the way there.</summary>
internal sealed class ShopTruth(Random random, DateTimeOffset from)
{
    public const int Sellers = 3;
    private const int ProductCount = 12;
    private readonly Dictionary<string, long> _revisions = [];
    private int _entries;
    private int _returns;

    /// <summary>The products, by number.</summary>
    public Dictionary<string, Product> Products { get; } = [];

    /// <summary>The units of variants that were told, by number.</summary>
    public Dictionary<string, long> Units { get; } = [];

    /// <summary>The orders, by number.</summary>
    public Dictionary<string, TrueOrder> Orders { get; } = [];

    /// <summary>So many things happen; each is answered as the journal's entry of it.</summary>
    public List<JournalEntry> Live(int steps) => [.. Enumerable.Range(0, steps).Select(_ => Next())];

    private JournalEntry Next()
    {
        var variants = Products.Values.SelectMany(product => product.Variants).ToList();
        var open = Orders.FirstOrDefault(order => order.Value.Status == "placed");
        var paid = Orders.FirstOrDefault(order => order.Value is { Status: "paid", Left: > 0 });
        switch (random.Next(7))
        {
            case 0 or 1 when variants.Count > 0:
                var bought = variants[random.Next(variants.Count)];
                var number = $"order-{Orders.Count}";
                Orders[number] = new TrueOrder(random.Next(1, 5), bought.Cents);
                return Entry("order", number) with
                {
                    Order = new PlacedOrder(
                        $"customer-{random.Next(20)}",
                        [new OrderRow(1, bought.Code, Orders[number].Count, bought.Cents)]),
                };
            case 2 when open.Key is not null:
                open.Value.Status = random.Next(4) == 0 ? "cancelled" : "paid";
                return open.Value.Status == "paid"
                    ? Entry("payment", open.Key) with { Cents = open.Value.Cents * open.Value.Count }
                    : Entry("cancellation", open.Key);
            case 3 when paid.Key is not null:
                var pieces = random.Next(1, paid.Value.Left + 1);
                paid.Value.Returned += pieces;
                return Entry("return", $"return-{_returns++}") with
                {
                    Return = new Return(paid.Key, [new ReturnRow(1, pieces)], "too small"),
                };
            case 4 when variants.Count > 0:
                var code = variants[random.Next(variants.Count)].Code;
                Units[code] = random.Next(500);
                return Entry("stock", code) with { Units = Units[code] };
            default:
                return Change($"product-{random.Next(ProductCount)}");
        }
    }

    private JournalEntry Change(string number)
    {
        var seller = $"seller-{number.Length % Sellers}";
        Products[number] = new Product(
            seller, $"{number}, edition {random.Next(1_000)}", random.Next(8) > 0,
            [
                .. Enumerable.Range(0, 2).Select(n =>
                {
                    long cents = random.Next(100, 9_000);
                    return new Variant($"{number}-{n}", $"size {n}", cents, random.Next(2) == 0 ? cents * 2 : null);
                }),
            ]);
        return Entry("product", number) with { Product = Products[number] };
    }

    private JournalEntry Entry(string kind, string subject)
    {
        // Stock and product are counted apart; an order counts on with its payment.
        var counter = kind == "stock" ? "stock of " + subject : subject;
        _revisions[counter] = _revisions.GetValueOrDefault(counter) + random.Next(1, 4);
        return new JournalEntry($"entry-{_entries++}", kind, subject, _revisions[counter], from.AddSeconds(_entries));
    }
}

/// <summary>An order as it really stands.</summary>
internal sealed class TrueOrder(int count, long cents)
{
    public int Count => count;

    public long Cents => cents;

    public string Status { get; set; } = "placed";

    public int Returned { get; set; }

    public int Left => count - Returned;
}
