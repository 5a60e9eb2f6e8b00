namespace Marquee.Pricing;

/// <summary>Every bound of Pricing, each with the reason for its number.</summary>
public static class PricingLimits
{
    /// <summary>Lines of a cart: more than any real cart, small enough to price in well under a millisecond.</summary>
    public const int CartLines = 100;

    /// <summary>Pieces of one line; the same as an order line may have.</summary>
    public const int LineQuantity = 10_000;

    /// <summary>SKUs priced in one call: a page of the largest placement with its variants.</summary>
    public const int PublicPrices = 1000;

    /// <summary>Coupons named in one cart: a wallet's usable ones.</summary>
    public const int CartGrants = 50;

    /// <summary>Live offers of a tenant; a wave of a thousand rounds with ten mechanics each.</summary>
    public const int LiveOffers = 10_000;

    /// <summary>
    /// Shops' own offers in force or to come: every step of the thresholds that Benefits lets a tenant's shops have.
    /// </summary>
    public const int ShopOffers = Benefits.BenefitsLimits.ShopThresholds * Benefits.BenefitsLimits.ThresholdSteps;

    /// <summary>Characters of a request key.</summary>
    public const int RequestKeyLength = 200;

    /// <summary>The price of one piece in minor units, as an order accepts it.</summary>
    public const long UnitPriceMinor = 1_000_000_000_000;

    /// <summary>
    /// How old the snapshot of offers may be before it is looked at again: the product's take-down promise is a second.
    /// </summary>
    public static readonly TimeSpan SnapshotAge = TimeSpan.FromMilliseconds(500);

    /// <summary>How long a checkout quote holds: time to read a page and press a button.</summary>
    public static readonly TimeSpan QuoteHolds = TimeSpan.FromMinutes(15);

    /// <summary>
    /// How long the ledger keeps a reservation beyond its quote, so that a crashed checkout can still be finished.
    /// </summary>
    public static readonly TimeSpan LedgerGrace = TimeSpan.FromHours(24);

    /// <summary>How long one worker may drive a checkout before another may take over (wall clock).</summary>
    public static readonly TimeSpan DriverLease = TimeSpan.FromSeconds(20);

    /// <summary>How long a repeat of a running checkout waits for its end before it is told to come again.</summary>
    public static readonly TimeSpan BusyWait = TimeSpan.FromSeconds(5);

    /// <summary>How often left-over and expired checkouts are looked for.</summary>
    public static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(2);

    /// <summary>Checkouts recovered in one go per tenant.</summary>
    public const int SweepBatch = 100;

    /// <summary>
    /// How often a tenant's feed of prices is brought up to date (wall clock): a search that follows it is about two
    /// seconds behind.
    /// </summary>
    public static readonly TimeSpan FeedEvery = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How long the other hosts leave the feed to the one that keeps it; many times what one look takes.
    /// </summary>
    public static readonly TimeSpan FeedKeeper = TimeSpan.FromSeconds(30);

    /// <summary>SKUs priced and written to the feed in one go: a transaction of some ten milliseconds.</summary>
    public const int FeedBatch = 500;

    /// <summary>Batches of one look, so that a tenant's import keeps no other tenant waiting for long.</summary>
    public const int FeedBatches = 20;

    /// <summary>Entries of the catalogue's change log read at a time.</summary>
    public const int FeedLogEntries = 100;

    /// <summary>Items whose SKUs are marked in one transaction.</summary>
    public const int FeedItems = 1_000;

    /// <summary>SKUs marked in one look at the change log before what is marked is priced.</summary>
    public const int FeedMarks = 10_000;

    /// <summary>SKUs marked in one look because their offers began or ended: a round of ten thousand.</summary>
    public const int FeedDue = 10_000;

    /// <summary>SKUs at an activity price whose stock is looked at in one look, in turn.</summary>
    public const int FeedWatched = 500;
}
