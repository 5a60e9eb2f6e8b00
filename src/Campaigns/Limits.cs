namespace Marquee.Campaigns;

/// <summary>Every bound of this module, each with the reason for its number.</summary>
internal static class Limits
{
    /// <summary>Rows of one contract call: as many as a page of Kernel.</summary>
    public const int BatchRows = 1_000;

    /// <summary>Campaign items asked by number at once: as many keys as one evaluation of Rules.</summary>
    public const int ItemsByNo = 10_000;

    /// <summary>
    /// Submissions of one request: a bulk sheet of a shop; the body stays below Kernel's megabyte for ordinary items.
    /// </summary>
    public const int SubmissionsPerRequest = 1_000;

    /// <summary>Decisions of one request: what a reviewer selects on a screen, times twenty.</summary>
    public const int DecisionsPerRequest = 1_000;

    /// <summary>
    /// SKUs of one submission: listings have at most 200 in practice; as many as Rules evaluates per object.
    /// </summary>
    public const int SkusPerSubmission = 1_000;

    /// <summary>Campaigns of a season: the whole tree is one answer for the board.</summary>
    public const int CampaignsPerSeason = 100;

    /// <summary>Rounds of a campaign: a daily channel has 366 a year; then a new campaign begins.</summary>
    public const int RoundsPerCampaign = 400;

    /// <summary>
    /// Slots of a round: a venue with more places than this has them as one slot of a larger capacity.
    /// </summary>
    public const int SlotsPerRound = 200;

    /// <summary>Items of a slot: the largest open pool of a season's main venue.</summary>
    public const int SlotCapacity = 10_000_000;

    /// <summary>Category quotas of a slot: the top level of a large catalogue.</summary>
    public const int QuotasPerSlot = 100;

    /// <summary>Mechanics of a round: combinations beyond this are no longer explained to a shopper.</summary>
    public const int MechanicsPerRound = 20;

    /// <summary>Characters of a text field of a mechanic.</summary>
    public const int MechanicText = 500;

    /// <summary>
    /// How often a proposal is bettered and judged again: a change rarely brings up a second condition, a third never
    /// did.
    /// </summary>
    public const int ChangeRounds = 4;

    /// <summary>Items of a shop that are checked in one transaction.</summary>
    public const int ItemsPerCheck = 500;

    /// <summary>Reasons kept of a candidate: more than a merchant reads.</summary>
    public const int ReasonsPerCandidate = 50;

    /// <summary>Rows of a sheet that are submitted in one transaction: the items that begin in them.</summary>
    public const int RowsPerSheetStep = 2_000;

    /// <summary>Rows of a sheet that are put beside it in one transaction.</summary>
    public const int RowsStagedAtOnce = 5_000;

    /// <summary>Sheets of a shop that are kept with their rows: a season's work; older ones go.</summary>
    public const int SheetsPerShop = 30;

    /// <summary>Rounds on a workbench: what is open at once, in the largest season.</summary>
    public const int OpenRounds = 200;

    /// <summary>Characters of an agreement in one language.</summary>
    public const int AgreementLength = 20_000;

    /// <summary>Agreements of a tenant.</summary>
    public const int Agreements = 100;

    /// <summary>Characters of a name of a node.</summary>
    public const int NameLength = 100;

    /// <summary>Characters of a note or reason given by a person.</summary>
    public const int NoteLength = 1_000;

    /// <summary>Reasons kept of one clause: an item of 200 SKUs is understood after the first twenty.</summary>
    public const int ReasonsPerClause = 20;

    /// <summary>Wished slots of a submission: beyond this "any" is meant.</summary>
    public const int WishedSlots = 20;

    /// <summary>Services of a submission.</summary>
    public const int Services = 20;

    /// <summary>
    /// The highest activity price: a thousand million in a currency of two decimals; sums over a cart stay far inside
    /// 64 bits.
    /// </summary>
    public const long PriceMinor = 100_000_000_000;

    /// <summary>The largest activity stock of a SKU.</summary>
    public const int ActivityStock = 100_000_000;

    /// <summary>
    /// How often due phases are looked for; rehearsal clocks jump, so the ticker asks instead of sleeping until an
    /// instant.
    /// </summary>
    public static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// How long a confirmation may be on its way to the lock before the ticker finishes it: longer than any request
    /// runs.
    /// </summary>
    public static readonly TimeSpan LockPatience = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Submissions locked or judged again in one transaction: a second at most, as Kernel asks of bulk work.
    /// </summary>
    public const int RowsPerTransaction = 1_000;

    /// <summary>Accounts opened in one call: as many as the ledger takes.</summary>
    public const int AccountsPerCall = 10_000;

    /// <summary>How long a submission waits before the board calls it stuck: a working day.</summary>
    public static readonly TimeSpan StuckAfter = TimeSpan.FromHours(24);

    /// <summary>Rounds of one item on one page: a daily channel's half year.</summary>
    public const int RoundsOfItem = 200;

    /// <summary>Rounds that are made in one go, by a clone or from a template: a season of daily rounds.</summary>
    public const int RoundsPerPlan = 1_000;

    /// <summary>Characters of a template's JSON: a thousand rounds of four kilobytes.</summary>
    public const int TemplateLength = 4_000_000;

    /// <summary>Templates of a tenant: what a person finds again in a list.</summary>
    public const int Templates = 200;

    /// <summary>Items whose stock a board adds up: ten thousand balances are read in a tenth of a second.</summary>
    public const int StockBoardItems = 5_000;

    /// <summary>SKUs named on it: what fits on a wall.</summary>
    public const int StockBoardTop = 12;

    /// <summary>Clauses named in a summary: more is not read.</summary>
    public const int ClausesInSummary = 50;

    /// <summary>Freezes that stand or are to come: every season of a year, its rounds besides.</summary>
    public const int Freezes = 100;

    /// <summary>The longest phase: a year and a month; longer is a slip of the year.</summary>
    public const int PhaseDays = 400;

    /// <summary>The longest freeze: a season's month and some days; what lasts longer is a way of working.</summary>
    public static readonly TimeSpan FreezeLength = TimeSpan.FromDays(45);

    /// <summary>How long somebody is let through: the work of an emergency, not of a shift.</summary>
    public const int PassMinutes = 240;

    /// <summary>Passes of one freeze: a freeze that is passed more often is none.</summary>
    public const int PassesPerFreeze = 200;

    /// <summary>Contingency plans: what a team can know by heart, several times over.</summary>
    public const int Plans = 100;

    /// <summary>Steps of one plan: all are taken within seconds.</summary>
    public const int PlanSteps = 20;

    /// <summary>Runs shown: every plan once.</summary>
    public const int PlanRuns = 100;

    /// <summary>What a step says for one setting: an id or a name.</summary>
    public const int SettingLength = 200;
}
