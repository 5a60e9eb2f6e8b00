using Marquee.Kernel;
using Marquee.Testing;
using Marquee.Trade.Expiry;
using Marquee.Trade.Orders;
using Microsoft.Extensions.Logging.Abstractions;

namespace Marquee.Trade.Tests;

/// <summary>Trade on a database of its own.</summary>
public sealed class TradeFixture() : DatabaseFixture(new TradeModule())
{
    private int _quotes;

    internal TradeDb Db => new(Database.Source, Database.Settings);

    internal ITrade Trade => new TradeContract(Db);

    internal UnpaidSweeper Sweeper => new(Db, null!, null!, Database.Clock, NullLogger<UnpaidSweeper>.Instance);

    internal PlacedOrder Order(string shopper, params PlacedLine[] lines) => new(
        1, shopper, new Guid(Interlocked.Increment(ref _quotes), 0, 0, new byte[8]), "r1",
        lines.Sum(line => (line.UnitPriceMinor * line.Quantity) - line.Discounts.Sum(d => d.AmountMinor)), lines);

    internal static PlacedLine Line(
        int no, long unit, int quantity, int merchant = 1, Guid? round = null, params PlacedDiscount[] discounts) =>
            new(
        no, 100 + no, $"sku-{no}", $"item-{no}", merchant, $"shop-{merchant}", $"Title {no}", "", quantity, unit,
        round, discounts);

    internal static PlacedDiscount Share(string offer, Funder funder, long amount, Guid? grant = null) =>
        new(offer, grant is null ? "platform_threshold" : "coupon", funder, amount, grant);

    internal async Task<Order> PaidAsync(CallContext call, PlacedOrder order)
    {
        var placed = (await Trade.PlaceAsync(call, "place-" + order.QuoteId, order, default)).Value;
        return (await Trade.PayAsync(call, "pay", placed.Id, "demo", default)).Value;
    }
}
