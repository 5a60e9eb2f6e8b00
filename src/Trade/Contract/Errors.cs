using Marquee.Kernel;

namespace Marquee.Trade;

/// <summary>The amounts of an order do not add up to what the shopper was shown.</summary>
public sealed record AmountsDiffer(string What, long ShownMinor, long SumMinor)
    : Error("trade.amounts_differ", ErrorKind.Conflict)
{
    /// <inheritdoc/>
    public override string Message =>
        $"{What} was {ShownMinor} minor units and adds up to {SumMinor}; nothing was recorded.";
}

/// <summary>The order's state does not allow it.</summary>
public sealed record OrderNotOpen(string OrderId, OrderStatus Status, string Needed, IReadOnlyList<string> AllowedNow)
    : Error("trade.order_not_open", ErrorKind.Conflict)
{
    /// <inheritdoc/>
    public override string Message => $"The order {OrderId} is {EnumText.Of(Status)}; this needs {Needed}.";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object?> Data =>
        new Dictionary<string, object?> { ["orderStatus"] = EnumText.Of(Status), ["allowedNow"] = AllowedNow };
}

/// <summary>The order was made in an existing shop, which alone says what becomes of it.</summary>
public sealed record OrderIsTheShops(string OrderId, string ShopOrderId)
    : Error("trade.order_is_the_shops", ErrorKind.Conflict)
{
    /// <inheritdoc/>
    public override string Message =>
        $"The order {OrderId} is the shop's order '{ShopOrderId}': pay, cancel and refund it there; "
            + "the shop's events tell it here.";
}

/// <summary>The order was not paid in time.</summary>
public sealed record PaymentTooLate(string OrderId, DateTimeOffset PayBy)
    : Error("trade.payment_too_late", ErrorKind.Conflict)
{
    /// <inheritdoc/>
    public override string Message =>
        $"The order {OrderId} could be paid until {PayBy:u}; put the cart together again.";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object?> Data => new Dictionary<string, object?> { ["payBy"] = PayBy };
}

/// <summary>More pieces than are left to refund.</summary>
public sealed record RefundTooMany(int LineNo, int Asked, int Left) : Error("trade.refund_too_many", ErrorKind.Conflict)
{
    /// <inheritdoc/>
    public override string Message => $"Line {LineNo} has {Left} pieces left to refund; {Asked} were asked for.";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object?> Data =>
        new Dictionary<string, object?> { ["line"] = LineNo, ["left"] = Left };
}

/// <summary>The request key was used before, for something else.</summary>
public sealed record RequestKeyReused(string Key) : Error("trade.request_key_reused", ErrorKind.Conflict)
{
    /// <inheritdoc/>
    public override string Message =>
        $"The request key '{Key}' was used for another request; send a new key for a new request.";
}

/// <summary>The shop told an order or refund before, with another content.</summary>
public sealed record ShopToldOtherwise(string What, string Id) : Error("trade.shop_told_otherwise", ErrorKind.Conflict)
{
    /// <inheritdoc/>
    public override string Message =>
        $"The {What} '{Id}' was told before with another content; what was sold and given back never changes.";
}
