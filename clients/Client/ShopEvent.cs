namespace Marquee.Client;

/// <summary>An amount in minor units of the tenant's currency.</summary>
/// <param name="Minor">Minor units: 1999 are 19.99.</param>
/// <param name="Currency">ISO 4217.</param>
public readonly record struct Money(long Minor, string Currency);

/// <summary>
/// Something that happened in the shop. Made by the methods below, so that type and part always fit. The id is unique
/// among all events; the version rises with every change of the entity.
/// </summary>
public sealed record ShopEvent
{
    private ShopEvent(string id, string type, DateTimeOffset at, string entity, long version) =>
        (Id, Type, At, Entity, Version) = (id, type, at, entity, version);

    /// <summary>The event's id.</summary>
    public string Id { get; }

    /// <summary>What happened.</summary>
    public string Type { get; }

    /// <summary>When it happened in the shop.</summary>
    public DateTimeOffset At { get; }

    /// <summary>The external id of what it is about.</summary>
    public string Entity { get; }

    /// <summary>The shop's version of that.</summary>
    public long Version { get; }

    /// <summary>The item, of a change of it.</summary>
    public ShopItem? Item { get; private init; }

    /// <summary>The stock, of a change of it.</summary>
    public ShopStock? Stock { get; private init; }

    /// <summary>The order, when it is placed.</summary>
    public ShopOrder? Order { get; private init; }

    /// <summary>The payment of an order.</summary>
    public ShopPayment? Payment { get; private init; }

    /// <summary>The refund.</summary>
    public ShopRefund? Refund { get; private init; }

    /// <summary>An item was made or changed; it is stated in full.</summary>
    public static ShopEvent ItemChanged(string id, DateTimeOffset at, string itemId, long version, ShopItem item) =>
        new(id, "item.changed", at, itemId, version) { Item = item };

    /// <summary>The stock of a SKU changed: the units there now, those set aside for orders included.</summary>
    public static ShopEvent StockChanged(string id, DateTimeOffset at, string skuId, long version, long units) =>
        new(id, "stock.changed", at, skuId, version) { Stock = new ShopStock(units) };

    /// <summary>An order was placed.</summary>
    public static ShopEvent OrderPlaced(string id, DateTimeOffset at, string orderId, long version, ShopOrder order) =>
        new(id, "order.placed", at, orderId, version) { Order = order };

    /// <summary>An order was paid, in full.</summary>
    public static ShopEvent OrderPaid(string id, DateTimeOffset at, string orderId, long version, Money amount) =>
        new(id, "order.paid", at, orderId, version) { Payment = new ShopPayment(amount) };

    /// <summary>An order ended unpaid. What is paid is not cancelled but refunded.</summary>
    public static ShopEvent OrderCancelled(string id, DateTimeOffset at, string orderId, long version) =>
        new(id, "order.cancelled", at, orderId, version);

    /// <summary>Pieces of a paid order came back.</summary>
    public static ShopEvent RefundMade(
        string id, DateTimeOffset at, string refundId, long version, ShopRefund refund) =>
        new(id, "refund.made", at, refundId, version) { Refund = refund };
}

/// <summary>An item in full: what is left out is empty.</summary>
/// <param name="MerchantId">Whose it is; never changes.</param>
/// <param name="Title">The title.</param>
/// <param name="Skus">Its SKUs; one that is not named stays as it was.</param>
public sealed record ShopItem(string MerchantId, string Title, IReadOnlyList<ShopSku> Skus)
{
    /// <summary>The category's code.</summary>
    public string? Category { get; init; }

    /// <summary>Whether the shop offers it.</summary>
    public bool Listed { get; init; } = true;

    /// <summary>The main SKU; the first when left out.</summary>
    public string? MainSkuId { get; init; }
}

/// <summary>A SKU.</summary>
/// <param name="Id">Its external id.</param>
/// <param name="DailyPrice">What everybody pays outside campaigns.</param>
/// <param name="ReferencePrice">The reference price.</param>
/// <param name="Spec">What distinguishes it within the item.</param>
public sealed record ShopSku(
    string Id, Money? DailyPrice = null, Money? ReferencePrice = null, string? Spec = null);

/// <summary>A stock.</summary>
/// <param name="Units">Units there.</param>
public sealed record ShopStock(long Units);

/// <summary>An order as it was placed.</summary>
/// <param name="ShopperId">The shopper.</param>
/// <param name="Payable">What it costs: the sum of its lines.</param>
/// <param name="Lines">Its lines.</param>
public sealed record ShopOrder(string ShopperId, Money Payable, IReadOnlyList<ShopOrderLine> Lines);

/// <summary>A line of an order.</summary>
/// <param name="LineNo">Unique in the order, from 1.</param>
/// <param name="SkuId">The SKU.</param>
/// <param name="Quantity">Pieces.</param>
/// <param name="UnitPrice">One piece before discounts.</param>
/// <param name="Title">The title as the shopper saw it.</param>
/// <param name="RoundId">The round whose campaign item was bought.</param>
/// <param name="Discounts">Who pays how much of which offer.</param>
public sealed record ShopOrderLine(
    int LineNo, string SkuId, int Quantity, Money UnitPrice, string? Title = null, Guid? RoundId = null,
    IReadOnlyList<ShopDiscount>? Discounts = null);

/// <summary>What one funder pays of one offer on one line.</summary>
/// <param name="OfferId">The offer.</param>
/// <param name="Kind">What sort of offer.</param>
/// <param name="Funder">Who pays.</param>
/// <param name="Amount">How much.</param>
/// <param name="SourceId">What it is of, as the quote says it.</param>
public sealed record ShopDiscount(string OfferId, string Kind, Funder Funder, Money Amount, Guid? SourceId = null);

/// <summary>Who pays for a discount.</summary>
/// <param name="Kind"><c>platform</c>, <c>merchant</c> or <c>brand</c>.</param>
/// <param name="Id">The merchant's external id or the brand's name; empty for the platform.</param>
public sealed record Funder(string Kind, string Id);

/// <summary>A payment.</summary>
/// <param name="Amount">The order's price.</param>
public sealed record ShopPayment(Money Amount);

/// <summary>A refund.</summary>
/// <param name="OrderId">The order's external id.</param>
/// <param name="Lines">The pieces.</param>
/// <param name="Reason">Why.</param>
public sealed record ShopRefund(string OrderId, IReadOnlyList<ShopRefundLine> Lines, string? Reason = null);

/// <summary>Pieces of a line that came back.</summary>
/// <param name="LineNo">The line.</param>
/// <param name="Quantity">Pieces.</param>
public sealed record ShopRefundLine(int LineNo, int Quantity);

/// <summary>What became of an event.</summary>
/// <param name="Id">The event's id.</param>
/// <param name="Outcome"><c>applied</c>, <c>superseded</c>, <c>repeated</c>, <c>parked</c> or <c>refused</c>.</param>
/// <param name="Before">Of a repeat: what became of the first.</param>
/// <param name="Code">Of a refusal: the stable code.</param>
/// <param name="Reason">Of a refusal: a sentence.</param>
/// <param name="WaitsFor">Of a parked one: what it waits for.</param>
public sealed record EventOutcome(
    string Id, string Outcome, string? Before = null, string? Code = null, string? Reason = null,
    string? WaitsFor = null)
{
    /// <summary>
    /// Whether Marquee has it: it need not be sent again. False only where too much waits already.
    /// </summary>
    public bool IsKept => Code != "request.told_too_many_parked";
}

/// <summary>An event as Marquee keeps it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Type">What happened.</param>
/// <param name="Entity">What it is about.</param>
/// <param name="Version">The version of that.</param>
/// <param name="At">When it happened.</param>
/// <param name="ReceivedAt">When Marquee received it first.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Code">The code of a refusal.</param>
/// <param name="Reason">The sentence of a refusal.</param>
/// <param name="WaitsFor">What it waits for.</param>
public sealed record KeptEvent(
    string Id, string Type, string Entity, long Version, DateTimeOffset At, DateTimeOffset ReceivedAt, string Outcome,
    string? Code = null, string? Reason = null, string? WaitsFor = null);
