namespace Marquee.Trade;

/// <summary>Every bound of Trade, each with the reason for its number.</summary>
public static class TradeLimits
{
    /// <summary>Lines of an order: as many as a cart may have.</summary>
    public const int OrderLines = 100;

    /// <summary>Pieces of one line: a shop's bulk buyer; beyond it is wholesale, which is another contract.</summary>
    public const int LineQuantity = 10_000;

    /// <summary>
    /// The price of one piece in minor units: a house in yen, and 10,000 of them still fit a long many times over.
    /// </summary>
    public const long UnitPriceMinor = 1_000_000_000_000;

    /// <summary>
    /// Discount shares of one line: an item offer, two thresholds and two coupons, three funders each, and room.
    /// </summary>
    public const int LineDiscounts = 32;

    /// <summary>Characters of a request key.</summary>
    public const int RequestKeyLength = 200;

    /// <summary>Characters of a refund's reason: a sentence or two.</summary>
    public const int ReasonLength = 500;

    /// <summary>
    /// How long an order waits for its payment: long enough to find a card, short enough to sell the stock again.
    /// </summary>
    public static readonly TimeSpan PaymentWindow = TimeSpan.FromMinutes(30);

    /// <summary>
    /// How often unpaid orders are looked for; an order is refused payment at its instant, not at the sweep.
    /// </summary>
    public static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(5);

    /// <summary>Orders expired in one go per tenant: a second's work of short transactions.</summary>
    public const int SweepBatch = 200;

    /// <summary>Orders read in one contract call.</summary>
    public const int OrdersRead = 100;

    /// <summary>Rounds and SKUs on a shop's statement: the largest shop, every SKU in a round.</summary>
    public const int StatementLines = 200_000;
    /// <summary>Steps of a time line: as many as a small chart has pixels for.</summary>
    public const int SalesSteps = 60;

    /// <summary>Merchants on one statement.</summary>
    public const int StatementMerchants = 100_000;

    /// <summary>How far a shop's clock may be ahead: time zones gone wrong are further off.</summary>
    public static readonly TimeSpan ShopClockAhead = TimeSpan.FromMinutes(10);

    /// <summary>Characters of an offer's id or kind that a shop tells.</summary>
    public const int OfferLength = 100;
}
