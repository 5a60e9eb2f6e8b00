using Marquee.Kernel;

namespace Marquee.Trade;

/// <summary>How many pieces of a line shall be refunded.</summary>
/// <param name="LineNo">The line.</param>
/// <param name="Quantity">Pieces, at least 1 and at most what is not refunded yet.</param>
public sealed record RefundRequestLine(int LineNo, int Quantity);

/// <summary>A refund: money back to the shopper and shares of discounts back to their funders.</summary>
/// <param name="Id">The id.</param>
/// <param name="OrderId">The order.</param>
/// <param name="At">When.</param>
/// <param name="Paid">What the shopper got back.</param>
/// <param name="Discount">What went back to funders: exactly the sum of the lines' shares.</param>
/// <param name="Lines">The lines.</param>
/// <param name="Reason">Why, in the words of whoever refunded; null when nothing was said.</param>
public sealed record Refund(
    Id<Refund> Id, Id<Order> OrderId, DateTimeOffset At, Money Paid, Money Discount, IReadOnlyList<RefundLine> Lines,
    string? Reason);

/// <summary>The refunded pieces of one line.</summary>
/// <param name="LineNo">The line.</param>
/// <param name="Quantity">Pieces.</param>
/// <param name="Paid">What the shopper got back for them.</param>
/// <param name="Shares">What each funder of each offer got back for them.</param>
public sealed record RefundLine(int LineNo, int Quantity, Money Paid, IReadOnlyList<RefundShare> Shares);

/// <summary>What one funder of one offer got back.</summary>
/// <param name="OfferId">The offer or grant.</param>
/// <param name="Funder">The funder.</param>
/// <param name="Amount">The amount; zero is possible where a share of a few minor units covers many pieces.</param>
public sealed record RefundShare(string OfferId, Funder Funder, Money Amount);
