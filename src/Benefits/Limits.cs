namespace Marquee.Benefits;

/// <summary>Every bound of Benefits, each with the reason for its number.</summary>
public static class BenefitsLimits
{
    /// <summary>Ids of one call: a page of them.</summary>
    public const int IdsPerCall = 1000;

    /// <summary>Grants that a wallet shows: more than anybody scrolls through.</summary>
    public const int WalletGrants = 1000;

    /// <summary>Coupons that a cart is tried with: several times what the best choice is searched among.</summary>
    public const int UsableCoupons = 200;

    /// <summary>Grants of one checkout: a coupon for each of as many shops as a cart may have.</summary>
    public const int GrantsPerHold = 50;

    /// <summary>
    /// Characters of a request key of claims and draws: an uuid or a client's own number with a word.
    /// </summary>
    public const int RequestKeyLength = 100;

    /// <summary>Characters of a hold's key and of an order's reference.</summary>
    public const int HoldKeyLength = 200;

    /// <summary>The longest hold: the minutes of a checkout, and the day that it may outlast a host's fall.</summary>
    public static readonly TimeSpan HoldLength = TimeSpan.FromHours(48);

    /// <summary>Characters of a reason that a person gives.</summary>
    public const int ReasonLength = 500;

    /// <summary>An amount of money in a spec: ten million yuan.</summary>
    public const long MaxMinor = 1_000_000_000;

    /// <summary>A budget: ten thousand million yuan, the largest cap of the ledger.</summary>
    public const long MaxBudgetMinor = Ledger.LedgerLimits.MaxUnits;

    /// <summary>Claims or tries of one shopper.</summary>
    public const int PerShopper = 1000;

    /// <summary>Pieces of one prize.</summary>
    public const long PrizeStock = 1_000_000_000;

    /// <summary>How long a prize or coupon may be usable after it was got: a year.</summary>
    public const long ValidForSeconds = 366L * 24 * 3600;

    /// <summary>How long a benefit may be open: a year and a month; longer is a slip of the year.</summary>
    public const int WindowDays = 400;

    /// <summary>How far ahead a benefit may begin: next year's season; later is a slip of the year.</summary>
    public const int AheadDays = 731;

    /// <summary>Odds are whole parts of this.</summary>
    public const int Ppm = 1_000_000;

    /// <summary>A shop's own offers that are not over: a year of weekly ones, coupons and thresholds.</summary>
    public const int ShopOffers = 100;

    /// <summary>
    /// Thresholds of a tenant's shops that are not over: all of them are in the memory of every host that prices.
    /// </summary>
    public const int ShopThresholds = 2_000;

    /// <summary>Steps of a threshold: what shoppers can still read on one line.</summary>
    public const int ThresholdSteps = 5;

    /// <summary>Narrower limits of categories and shops: each shop's are found by looking at all of them.</summary>
    public const int ShopLimits = 200;

    /// <summary>The longest lead that limits may ask for: a month to look at what is to come.</summary>
    public const long ShopLeadSeconds = 31L * 24 * 3600;

    /// <summary>Rows that one turn of the sweep takes: a transaction of a few milliseconds.</summary>
    public const int SweepRows = 1000;

    /// <summary>How often the sweep looks: an expired coupon's budget is free for others within this time.</summary>
    public static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(2);

    /// <summary>An entry that is pending for longer was left by a host that fell: the sweep finishes it.</summary>
    public static readonly TimeSpan PendingFor = TimeSpan.FromSeconds(10);
}
