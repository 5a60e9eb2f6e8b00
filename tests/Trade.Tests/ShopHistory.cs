namespace Marquee.Trade.Tests;

/// <summary>
/// A history that a shop may have: items that change and gain SKUs, stock, orders that are paid or cancelled, refunds.
/// </summary>
internal static class ShopHistory
{
    public static IReadOnlyList<ShopEvent> Of(int seed, int steps)
    {
        var random = new Random(seed);
        var history = new List<ShopEvent>();
        var skus = new List<string>();
        var versions = new Dictionary<string, long>();
        var orders = new List<Open>();
        var refunds = 0;
        for (var step = 0; step < steps; step++)
        {
            var id = $"e{step}";
            switch (random.Next(6))
            {
                case 0 or 1 when skus.Count > 0:
                    Sell(id, random, history, skus, orders);
                    break;
                case 2 when orders.Find(order => !order.IsClosed) is { } open:
                    open.IsClosed = true;
                    open.IsPaid = random.Next(3) > 0;
                    history.Add(open.IsPaid ? Shop.Paid(id, open.Id, open.Payable) : Shop.Cancelled(id, open.Id));
                    break;
                case 3 when orders.Find(order => order.IsPaid && order.Left > 0) is { } paid:
                    var pieces = random.Next(paid.Left) + 1;
                    paid.Left -= pieces;
                    history.Add(Shop.Refund(id, $"r{++refunds}", paid.Id, (1, pieces)));
                    break;
                case 4 when skus.Count > 0:
                    var of = skus[random.Next(skus.Count)];
                    history.Add(Shop.Stock(id, of, Next(versions, "stock " + of, random), random.Next(1000)));
                    break;
                default:
                    Change(id, random, history, skus, versions);
                    break;
            }
        }

        return history;
    }

    private static void Sell(string id, Random random, List<ShopEvent> history, List<string> skus, List<Open> orders)
    {
        var (quantity, price) = (random.Next(5) + 1, random.Next(9000) + 1000);
        var order = new Open($"o{orders.Count}", quantity * price) { Left = quantity };
        orders.Add(order);
        history.Add(Shop.Order(id, order.Id, (skus[random.Next(skus.Count)], quantity, price)));
    }

    // Some of the item's SKUs, not always the same ones: a newer event need not name what an older one did.
    private static void Change(
        string id, Random random, List<ShopEvent> history, List<string> skus, Dictionary<string, long> versions)
    {
        var item = $"i{random.Next(4)}";
        var named = Enumerable.Range(0, 4).Where(_ => random.Next(2) == 0).Select(n => $"{item}-{n}").ToList();
        named = named.Count == 0 ? [item + "-0"] : named;
        skus.AddRange(named.Except(skus));
        history.Add(Shop.Item(
            id, item, Next(versions, item, random), $"Title {random.Next(100)}",
            [.. named.Select(sku => (sku, (long)random.Next(9000) + 1))]));
    }

    private static long Next(Dictionary<string, long> versions, string entity, Random random) =>
        versions[entity] = versions.GetValueOrDefault(entity) + random.Next(3) + 1;

    private sealed class Open(string id, long payable)
    {
        public string Id => id;

        public long Payable => payable;

        public bool IsClosed { get; set; }

        public bool IsPaid { get; set; }

        public int Left { get; set; }
    }
}
