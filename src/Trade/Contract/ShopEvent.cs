using System.Text.Json.Serialization;
using Marquee.Kernel;

namespace Marquee.Trade;

/// <summary>
/// Something that an existing shop tells. Which part is given follows from <paramref name="Type"/>: <c>item.changed</c>
/// has an item, <c>stock.changed</c> a stock, <c>order.placed</c> an order, <c>order.paid</c> a payment,
/// <c>order.cancelled</c> nothing, <c>refund.made</c> a refund.
/// </summary>
/// <param name="Id">Unique among all events of the shop; a repeat has the same.</param>
/// <param name="Type">What happened.</param>
/// <param name="At">When it happened in the shop.</param>
/// <param name="Entity">The external id of the item, SKU (of a stock), order or refund.</param>
/// <param name="Version">The shop's version of that entity; rises with every change, gaps are fine.</param>
/// <param name="Item">The item in full.</param>
/// <param name="Stock">The stock.</param>
/// <param name="Order">The order as it was placed.</param>
/// <param name="Payment">The payment.</param>
/// <param name="Refund">The refund.</param>
public sealed record ShopEvent(
    string Id, string Type, DateTimeOffset At, string Entity, long Version, Catalog.ShopItem? Item = null,
    Catalog.ShopStock? Stock = null, ShopOrder? Order = null, ShopPayment? Payment = null,
    ShopRefund? Refund = null) : ITold;

/// <summary>An order as the shop placed it. Its amounts never change.</summary>
/// <param name="ShopperId">The shopper's external id.</param>
/// <param name="Payable">What the shopper was shown; the sum of the lines.</param>
/// <param name="Lines">1 to <see cref="TradeLimits.OrderLines"/> lines.</param>
public sealed record ShopOrder(string ShopperId, Money Payable, IReadOnlyList<ShopOrderLine> Lines);

/// <summary>A line of an order.</summary>
/// <param name="LineNo">Unique in the order, from 1.</param>
/// <param name="SkuId">The SKU.</param>
/// <param name="Quantity">Pieces.</param>
/// <param name="UnitPrice">One piece before discounts.</param>
/// <param name="Title">The title as the shopper saw it; the catalogue's when left out.</param>
/// <param name="RoundId">The round whose campaign item was bought.</param>
/// <param name="Discounts">Who pays how much of which offer.</param>
public sealed record ShopOrderLine(
    int LineNo, string SkuId, int Quantity, Money UnitPrice, string? Title = null, Guid? RoundId = null,
    IReadOnlyList<ShopDiscount>? Discounts = null);

/// <summary>What one funder pays of one offer on one line.</summary>
/// <param name="OfferId">The offer: of a Marquee quote its id there, else the shop's own name for it.</param>
/// <param name="Kind">What sort of offer.</param>
/// <param name="Funder">Who pays.</param>
/// <param name="Amount">How much, more than nothing.</param>
/// <param name="SourceId">Of a Marquee quote what it is of there: the benefit, or the shop's own offer.</param>
public sealed record ShopDiscount(
    string OfferId, string Kind, Funder Funder, Money Amount,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Guid? SourceId = null);

/// <summary>The payment of an order, in full.</summary>
/// <param name="Amount">What was paid: the order's price.</param>
public sealed record ShopPayment(Money Amount);

/// <summary>Pieces of a paid order that came back.</summary>
/// <param name="OrderId">The order's external id.</param>
/// <param name="Lines">The pieces.</param>
/// <param name="Reason">Why; nothing when nothing was said.</param>
public sealed record ShopRefund(string OrderId, IReadOnlyList<RefundRequestLine> Lines, string? Reason = null);
