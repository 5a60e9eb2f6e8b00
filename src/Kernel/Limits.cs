namespace Marquee.Kernel;

/// <summary>Every bound of Kernel, each with the reason for its number.</summary>
public static class KernelLimits
{
    /// <summary>
    /// A JSON body of the control plane: the largest form is a submission of 1,000 SKUs, about 300 kB.
    /// </summary>
    public const int JsonBodyBytes = 1 << 20;

    /// <summary>An event carries facts and ranges, never rows.</summary>
    public const int EventBytes = 16 * 1024;

    /// <summary>Rows of one page, at most. A screen shows fifty; an integrator pulls by the thousand.</summary>
    public const int PageRows = 1000;

    /// <summary>Rows of one page when nothing is asked.</summary>
    public const int DefaultPageRows = 50;

    /// <summary>Characters of an external id.</summary>
    public const int ExternalIdLength = 128;

    /// <summary>Characters of an idempotency key.</summary>
    public const int IdempotencyKeyLength = 200;

    /// <summary>How long an answer is remembered: longer than any client retries.</summary>
    public static readonly TimeSpan IdempotencyKept = TimeSpan.FromDays(7);

    /// <summary>Events that one subscription takes at a time.</summary>
    public const int DeliveryBatch = 100;

    /// <summary>Tries before an event becomes a dead letter. With the back-off below, about half an hour.</summary>
    public const int DeliveryAttempts = 10;

    /// <summary>Dead letters of one request to replay or discard: a page of the screen.</summary>
    public const int DeadLettersAtOnce = 100;

    /// <summary>Characters of a reason that a person gives.</summary>
    public const int ReasonLength = 500;

    /// <summary>
    /// How far a rehearsal's clock may be ahead: several seasons, and far from where the calendar of a computer ends.
    /// </summary>
    public static readonly TimeSpan ClockAhead = TimeSpan.FromDays(3660);

    /// <summary>A session of a person.</summary>
    public static readonly TimeSpan SessionLength = TimeSpan.FromHours(12);

    /// <summary>The longest life of a shopper token: an evening of shopping.</summary>
    public static readonly TimeSpan ShopperTokenLength = TimeSpan.FromHours(24);

    /// <summary>Failed sign-ins of one name before it waits.</summary>
    public const int SignInFailures = 10;

    /// <summary>How long it waits then.</summary>
    public static readonly TimeSpan SignInPause = TimeSpan.FromMinutes(5);

    /// <summary>People and service providers of one shop: a large shop's team with room.</summary>
    public const int PeoplePerShop = 200;

    /// <summary>An invitation to work for a shop: a week, as mail is read.</summary>
    public static readonly TimeSpan InvitationLength = TimeSpan.FromDays(7);

    /// <summary>Passwords checked at the same time: each costs a good part of a second of a core.</summary>
    public const int PasswordsAtOnce = 2;

    /// <summary>Sign-ins in work or waiting; more are sent away at once rather than after a minute.</summary>
    public const int PasswordsWaiting = 32;

    /// <summary>Names that do not exist whose failures are remembered, a few hundred bytes each.</summary>
    public const int UnknownNames = 10_000;

    /// <summary>Providers by which people sign in, each a button on one page.</summary>
    public const int SignInProviders = 5;

    /// <summary>Characters of a client's secret at least: the state's key follows from it.</summary>
    public const int ShortestClientSecret = 16;

    /// <summary>Characters of the state that a browser carries to a provider and back; ours have hundreds.</summary>
    public const int SignInStateLength = 4_000;

    /// <summary>Characters of the address to go back to after the sign-in: a list with all its filters.</summary>
    public const int ReturnPathLength = 1_000;

    /// <summary>How long somebody may be at a provider: passwords are looked up, phones are fetched.</summary>
    public static readonly TimeSpan SignInAttempt = TimeSpan.FromMinutes(10);

    /// <summary>How long a provider may take to answer.</summary>
    public static readonly TimeSpan ProviderTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Bytes of a provider's answer: an account with its picture's address, many times over.</summary>
    public const int ProviderAnswerBytes = 256 * 1024;

    /// <summary>Connections of a host to one provider: a morning's rush, and no more.</summary>
    public const int ProviderConnections = 8;

    /// <summary>Accounts that knocked and belong to nobody; the oldest are forgotten.</summary>
    public const int UnlinkedIdentities = 1_000;

    /// <summary>Callers whose rate is remembered by a host: about ten megabytes.</summary>
    public const int RateCallers = 50_000;

    /// <summary>The largest rate that can be set, requests a second: more than one host answers.</summary>
    public const int LargestRate = 1_000_000;

    /// <summary>An uploaded file: ten million flat rows of about 400 bytes.</summary>
    public const long BlobBytes = 4L << 30;

    /// <summary>Things told by another system in one request: a second's changes of a busy shop.</summary>
    public const int ToldBatch = 500;

    /// <summary>Things told that may wait for others, per tenant and module: some minutes of a whole shop.</summary>
    public const int ToldParked = 10_000;

    /// <summary>
    /// Rounds of trying again in one go: everything that may wait, three waits deep, by the batch.
    /// </summary>
    public const int ToldRetryRounds = 64;

    /// <summary>How long a thing told waits for what it refers to: a long weekend of somebody else's queue.</summary>
    public static readonly TimeSpan ToldParkedFor = TimeSpan.FromDays(7);

    /// <summary>How long ids of things told are remembered; versions protect what is older.</summary>
    public static readonly TimeSpan ToldKept = TimeSpan.FromDays(90);

    /// <summary>Notifications of one event: every shop of a large marketplace, and some.</summary>
    public const int NotificationsPerEvent = 50_000;

    /// <summary>Notifications of one statement: about a megabyte.</summary>
    public const int NotificationsPerStatement = 1_000;

    /// <summary>Kinds of notifications in one request, far more than modules declare.</summary>
    public const int NotificationKinds = 200;

    /// <summary>Unread notifications that are counted; a bell says no more than that there are many.</summary>
    public const int UnreadCounted = 99;

    /// <summary>How long notifications are kept: a quarter.</summary>
    public static readonly TimeSpan NotificationsKept = TimeSpan.FromDays(90);

    /// <summary>Lines of one mail; more are counted, the inbox has them.</summary>
    public const int MailLines = 20;

    /// <summary>Mails of one turn, one after the other on one connection.</summary>
    public const int MailsPerTurn = 200;

    /// <summary>Between two turns of mail.</summary>
    public static readonly TimeSpan MailTurn = TimeSpan.FromSeconds(10);

    /// <summary>Between two mails to one person: what happens meanwhile comes in one.</summary>
    public static readonly TimeSpan MailGap = TimeSpan.FromMinutes(10);

    /// <summary>How long a notification rests before it is mailed: commits may be late, and more may follow.</summary>
    public static readonly TimeSpan MailRest = TimeSpan.FromSeconds(5);

    /// <summary>Tries of a mail before what it said is only in the inbox; with back-off about a day.</summary>
    public const int MailAttempts = 12;

    /// <summary>Webhooks of a tenant: its systems, with room.</summary>
    public const int Webhooks = 50;

    /// <summary>Outbox rows that webhooks look at in one statement.</summary>
    public const int WebhookFeedRows = 2_000;

    /// <summary>Deliveries that may wait for one webhook; what comes above is counted as missed.</summary>
    public const int WebhookWaiting = 10_000;

    /// <summary>Webhooks that a host serves at the same time, so that slow ones hold up only themselves.</summary>
    public const int WebhookLanes = 32;

    /// <summary>Webhooks of one tenant that a host serves at the same time: nobody has all lanes.</summary>
    public const int WebhookLanesPerTenant = 8;

    /// <summary>Deliveries that a lane takes; at the slowest they end well within <see cref="WebhookHold"/>.</summary>
    public const int WebhookBatch = 16;

    /// <summary>Deliveries of one webhook under way at the same time, each a socket.</summary>
    public const int WebhooksAtOnce = 4;

    /// <summary>How long a delivery that was taken belongs to its host.</summary>
    public static readonly TimeSpan WebhookHold = TimeSpan.FromMinutes(2);

    /// <summary>Dead deliveries tried again by one request: a full queue.</summary>
    public const int WebhookReplays = 10_000;

    /// <summary>Rows of one turn of the sweep; the next takes more.</summary>
    public const int SweepRows = 50_000;

    /// <summary>Tries of a delivery before it is dead; with the back-off about nine hours.</summary>
    public const int WebhookAttempts = 12;

    /// <summary>Failures in a row after which a webhook is paused: more than one delivery's tries.</summary>
    public const int WebhookFailures = 30;

    /// <summary>How long a webhook fails at least before it is paused: a short outage is no reason.</summary>
    public static readonly TimeSpan WebhookPatience = TimeSpan.FromHours(1);

    /// <summary>How long a receiver may take to answer.</summary>
    public static readonly TimeSpan WebhookTimeout = TimeSpan.FromSeconds(10);

    /// <summary>How long the journal of deliveries is kept.</summary>
    public static readonly TimeSpan WebhookJournalKept = TimeSpan.FromDays(14);
}
