using System.Text.Json.Serialization;
using Marquee.Kernel;

namespace Marquee.Trade;

/// <summary>Where an order stands. Stored by name: members are never renamed.</summary>
public enum OrderStatus
{
    /// <summary>Recorded and not yet paid; ends by payment, cancellation or expiry.</summary>
    Placed,
    /// <summary>Paid in full.</summary>
    Paid,
    /// <summary>Never paid: cancelled or expired. Final.</summary>
    Cancelled,
    /// <summary>Paid, and every piece refunded since. Final.</summary>
    Refunded,
}

/// <summary>Why an order was cancelled. Stored by name: members are never renamed.</summary>
public enum CancelReason
{
    /// <summary>It was not paid in time.</summary>
    Unpaid,
    /// <summary>The shopper did not want it any more.</summary>
    Shopper,
    /// <summary>The platform could not fulfil what checkout promised.</summary>
    Platform,
}

/// <summary>
/// An order: what one shopper bought at one moment, from one or several merchants. Amounts never change.
/// </summary>
/// <param name="Id">The id.</param>
/// <param name="Number">The number that people read: the day on the tenant's calendar and ten characters,
/// <c>20261111-7K3F9Q2MAB</c>.</param>
/// <param name="ShopperNo">The shopper; for the program, never on the wire.</param>
/// <param name="ShopperId">The shopper's external id.</param>
/// <param name="QuoteId">The checkout quote it was made from.</param>
/// <param name="Revision">The offer set revision of that quote.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Gross">The sum of the lines before discounts.</param>
/// <param name="Discount">The sum of all discounts; gross less discount is payable.</param>
/// <param name="Payable">What it costs.</param>
/// <param name="RefundedPaid">What was paid back so far; at most <paramref name="Payable"/>.</param>
/// <param name="PlacedAt">When it was placed.</param>
/// <param name="PayBy">Until when it can be paid.</param>
/// <param name="PaidAt">When it was paid.</param>
/// <param name="CancelledAt">When it was cancelled.</param>
/// <param name="CancelledFor">Why it was cancelled.</param>
/// <param name="SubOrders">One per merchant, by external id.</param>
/// <param name="Refunds">What was refunded, oldest first.</param>
public sealed record Order(
    Id<Order> Id, string Number, [property: JsonIgnore] int ShopperNo, string ShopperId, Guid QuoteId,
    string Revision, OrderStatus Status, Money Gross, Money Discount, Money Payable, Money RefundedPaid,
    DateTimeOffset PlacedAt, DateTimeOffset PayBy, DateTimeOffset? PaidAt, DateTimeOffset? CancelledAt,
    CancelReason? CancelledFor, IReadOnlyList<SubOrder> SubOrders, IReadOnlyList<Refund> Refunds)
{
    /// <summary>The shop's own id, of an order that an existing shop told; null of Marquee's own checkouts.</summary>
    public string? ShopOrderId { get; init; }

    /// <summary>All lines of all sub-orders, by line number.</summary>
    [JsonIgnore]
    public IEnumerable<OrderLine> Lines => SubOrders.SelectMany(sub => sub.Lines).OrderBy(line => line.LineNo);
}

/// <summary>The part of an order that one merchant delivers.</summary>
/// <param name="MerchantNo">The merchant; for the program, never on the wire.</param>
/// <param name="MerchantId">The merchant's external id.</param>
/// <param name="Gross">Its lines before discounts.</param>
/// <param name="Discount">Its lines' discounts.</param>
/// <param name="Payable">Its lines' cost.</param>
/// <param name="Lines">Its lines, by line number.</param>
public sealed record SubOrder(
    [property: JsonIgnore] int MerchantNo, string MerchantId, Money Gross, Money Discount, Money Payable,
    IReadOnlyList<OrderLine> Lines);

/// <summary>A line of an order.</summary>
/// <param name="LineNo">Unique in the order.</param>
/// <param name="SkuNo">The SKU; for the program, never on the wire.</param>
/// <param name="SkuId">Its external id.</param>
/// <param name="ItemId">The item's external id.</param>
/// <param name="Title">The item's title when it was bought.</param>
/// <param name="Spec">The SKU's specification when it was bought.</param>
/// <param name="Quantity">Pieces bought.</param>
/// <param name="RefundedQuantity">Pieces refunded since.</param>
/// <param name="UnitPrice">One piece before discounts.</param>
/// <param name="Gross">Quantity times unit price.</param>
/// <param name="Discount">The sum of <paramref name="Discounts"/>.</param>
/// <param name="Payable">Gross less discount.</param>
/// <param name="RefundedPaid">What was paid back of it.</param>
/// <param name="RoundId">The round whose campaign item was bought.</param>
/// <param name="Discounts">Who pays how much of which offer.</param>
public sealed record OrderLine(
    int LineNo, [property: JsonIgnore] int SkuNo, string SkuId, string ItemId, string Title, string Spec,
    int Quantity, int RefundedQuantity, Money UnitPrice, Money Gross, Money Discount, Money Payable,
    Money RefundedPaid, Guid? RoundId, IReadOnlyList<OrderDiscount> Discounts);

/// <summary>What one funder pays of one offer on one line, and what of it went back by refunds.</summary>
/// <param name="OfferId">The offer or grant.</param>
/// <param name="Kind">The offer's kind.</param>
/// <param name="Funder">Who pays.</param>
/// <param name="Amount">The share as it stood when the order was placed.</param>
/// <param name="Refunded">The part of it that refunds gave back to the funder.</param>
/// <param name="GrantId">The coupon used, if it was one.</param>
public sealed record OrderDiscount(
    string OfferId, string Kind, Funder Funder, Money Amount, Money Refunded, Guid? GrantId);
