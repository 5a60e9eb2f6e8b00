using Marquee.Kernel;

namespace Marquee.Trade;

/// <summary>
/// What a round (or everything) comes to in money: per merchant, and per funder. Only paid orders count. It ties when
/// three sums taken over different tables agree: the orders', the lines' and the discount shares'.
/// </summary>
/// <param name="RoundId">The round; null for all lines of the tenant.</param>
/// <param name="At">When it was taken.</param>
/// <param name="Orders">Paid orders with at least one line of it.</param>
/// <param name="Merchants">One row per merchant, by external id.</param>
/// <param name="Funders">One row per funder.</param>
/// <param name="Totals">The sum over the merchants.</param>
/// <param name="Ties">Whether every check holds.</param>
/// <param name="Checks">The checks, each with both sides.</param>
public sealed record Statement(
    Guid? RoundId, DateTimeOffset At, long Orders, IReadOnlyList<MerchantStatement> Merchants,
    IReadOnlyList<FunderStatement> Funders, StatementTotals Totals, bool Ties, IReadOnlyList<StatementCheck> Checks);

/// <summary>One merchant's money.</summary>
/// <param name="MerchantId">The merchant's external id.</param>
/// <param name="Quantity">Pieces sold, refunds not taken off.</param>
/// <param name="RefundedQuantity">Pieces refunded.</param>
/// <param name="Totals">The amounts.</param>
/// <param name="PaidOut">What the merchant gets: paid less refunded, plus what platform and brands fund and keep
/// funding.</param>
public sealed record MerchantStatement(
    string MerchantId, long Quantity, long RefundedQuantity, StatementTotals Totals, Money PaidOut);

/// <summary>
/// Amounts of a statement. Gross is paid plus the three funded amounts, to the minor unit; so is its refunded part.
/// </summary>
/// <param name="Gross">Before discounts.</param>
/// <param name="Paid">Paid by shoppers.</param>
/// <param name="PlatformFunded">Discounts the platform pays.</param>
/// <param name="MerchantFunded">Discounts the merchant pays.</param>
/// <param name="BrandFunded">Discounts brands pay.</param>
/// <param name="RefundedPaid">Paid back to shoppers.</param>
/// <param name="RefundedPlatform">Given back to the platform.</param>
/// <param name="RefundedMerchant">Given back to the merchant.</param>
/// <param name="RefundedBrand">Given back to brands.</param>
public sealed record StatementTotals(
    Money Gross, Money Paid, Money PlatformFunded, Money MerchantFunded, Money BrandFunded,
    Money RefundedPaid, Money RefundedPlatform, Money RefundedMerchant, Money RefundedBrand);

/// <summary>One funder's money.</summary>
/// <param name="Funder">The funder.</param>
/// <param name="Funded">Discounts it pays.</param>
/// <param name="Refunded">What came back of them.</param>
/// <param name="Net">What it owes.</param>
public sealed record FunderStatement(Funder Funder, Money Funded, Money Refunded, Money Net);

/// <summary>One check of a statement: two ways to the same amount.</summary>
/// <param name="Name">A stable name, such as <c>gross_is_paid_plus_funded</c>.</param>
/// <param name="LeftMinor">The one way.</param>
/// <param name="RightMinor">The other way.</param>
public sealed record StatementCheck(string Name, long LeftMinor, long RightMinor)
{
    /// <summary>Whether both ways agree to the minor unit.</summary>
    public bool Holds => LeftMinor == RightMinor;
}
