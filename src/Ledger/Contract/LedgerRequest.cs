using Marquee.Kernel;

namespace Marquee.Ledger;

/// <summary>What a request does. Stored by name: members are never renamed.</summary>
public enum LedgerOp
{
    /// <summary>Spends units at once. Makes a grant under the request's key.</summary>
    Take,
    /// <summary>
    /// Holds units until they are confirmed, released, or the hold expires. Makes a grant under the request's key.
    /// </summary>
    Reserve,
    /// <summary>Turns held units of a grant into spent ones.</summary>
    Confirm,
    /// <summary>
    /// Lets held units of a grant go; they can be taken again, and the subject's limits are given back.
    /// </summary>
    Release,
    /// <summary>
    /// Returns spent units of a grant (a refund, a coupon that ended unused), with the subject's limits.
    /// </summary>
    GiveBack,
}

/// <summary>Over which time a subject's units are counted. Stored by name: members are never renamed.</summary>
public enum LimitWindow
{
    /// <summary>The whole life of the account.</summary>
    Campaign,
    /// <summary>The calendar day in the tenant's zone.</summary>
    Day,
    /// <summary>The calendar week, from Monday, in the tenant's zone.</summary>
    Week,
}

/// <summary>At most so many units for one subject of the request, per window, on the request's account.</summary>
/// <param name="Name">
/// The limit's name, counted under the account: 1 to 60 of a–z, 0–9 and underscore. A refusal names it as
/// <c>subject:name</c>. One name always comes with one window.
/// </param>
/// <param name="Max">The units that one subject may have in one window; the bound itself is allowed.</param>
/// <param name="Window">The window.</param>
public sealed record SubjectLimit(string Name, long Max, LimitWindow Window);

/// <summary>
/// One request to the ledger. Its key is unique per tenant: the same key again gets the first answer, whatever happened
/// since; the same key with another content is refused as <c>ledger.key_reused</c>.
/// </summary>
/// <param name="Key">
/// 1 to 200 characters, chosen by the caller; also the name of the grant that a Take or Reserve makes.
/// </param>
/// <param name="Op">What to do.</param>
/// <param name="Account">The account's name. For Confirm, Release and GiveBack that of the grant.</param>
/// <param name="Units">
/// How many units, above zero. For Confirm, Release and GiveBack zero means all that the grant has left; more than it
/// has is refused. All or nothing: a request is never granted in part.
/// </param>
/// <param name="Subject">
/// Take and Reserve: whose limits count, such as <c>shopper:17</c>; needed when there are limits.
/// </param>
/// <param name="Limits">Take and Reserve: the limits that hold, at most eight; all must have room.</param>
/// <param name="Grant">Confirm, Release and GiveBack: the key of the Take or Reserve they concern.</param>
/// <param name="ExpiresAt">
/// Reserve: the instant, on the tenant's clock, from which on the hold is gone by itself and can no longer be
/// confirmed.
/// </param>
public sealed record LedgerRequest(
    string Key,
    LedgerOp Op,
    string Account,
    long Units,
    string? Subject = null,
    IReadOnlyList<SubjectLimit>? Limits = null,
    string? Grant = null,
    DateTimeOffset? ExpiresAt = null)
{
    /// <summary>Spends units at once.</summary>
    public static LedgerRequest Take(
        string key, string account, long units, string? subject = null, IReadOnlyList<SubjectLimit>? limits = null) =>
        new(key, LedgerOp.Take, account, units, subject, limits);

    /// <summary>Holds units until that instant on the tenant's clock.</summary>
    public static LedgerRequest Reserve(
        string key, string account, long units, DateTimeOffset expiresAt,
        string? subject = null, IReadOnlyList<SubjectLimit>? limits = null) =>
        new(key, LedgerOp.Reserve, account, units, subject, limits, null, expiresAt);

    /// <summary>Turns all, or so many, held units of a grant into spent ones.</summary>
    public static LedgerRequest Confirm(string key, string account, string grant, long units = 0) =>
        new(key, LedgerOp.Confirm, account, units, Grant: grant);

    /// <summary>Lets all, or so many, held units of a grant go.</summary>
    public static LedgerRequest Release(string key, string account, string grant, long units = 0) =>
        new(key, LedgerOp.Release, account, units, Grant: grant);

    /// <summary>Returns all, or so many, spent units of a grant.</summary>
    public static LedgerRequest GiveBack(string key, string account, string grant, long units = 0) =>
        new(key, LedgerOp.GiveBack, account, units, Grant: grant);
}

/// <summary>The answer to one request. Durable before it is given.</summary>
/// <param name="Key">The request's key.</param>
/// <param name="Granted">Whether it was done.</param>
/// <param name="Units">The units it moved; zero when refused.</param>
/// <param name="Sequence">
/// Granted: the place of this request in the account's journal, from 1, without gaps or repeats; the same on every
/// repeat. Zero when refused.
/// </param>
/// <param name="RefusedBy">
/// Refused: by which limit: <c>cap</c>, <c>frozen</c>, <c>subject:name</c>; for Confirm, Release and GiveBack
/// <c>expired</c>,
/// <c>grant</c> (it has not that many units left) or <c>unknown_grant</c>; always <c>unknown_account</c> or
/// <c>key_reused</c>.
/// The last three are not remembered, because nothing was decided.
/// </param>
/// <param name="IsRepeat">Whether this is the first answer once more.</param>
public sealed record LedgerAnswer(
    string Key, bool Granted, long Units, long Sequence, string? RefusedBy, bool IsRepeat)
{
    /// <summary>The refusal as an error; null when granted.</summary>
    public Error? Error => RefusedBy switch
    {
        null => null,
        LedgerRefusals.UnknownAccount or LedgerRefusals.UnknownGrant => new LedgerUnknown(RefusedBy, Key),
        LedgerRefusals.KeyReused => new LedgerKeyReused(Key),
        _ => new LedgerRefused(RefusedBy),
    };
}

/// <summary>The texts of <see cref="LedgerAnswer.RefusedBy"/>. On the wire and in data: never renamed.</summary>
public static class LedgerRefusals
{
    /// <summary>The account has not that many units left.</summary>
    public const string Cap = "cap";

    /// <summary>
    /// The account is frozen: nothing can be taken or reserved; holds can still be confirmed, released and given back.
    /// </summary>
    public const string Frozen = "frozen";

    /// <summary>The hold expired before.</summary>
    public const string Expired = "expired";

    /// <summary>The grant has not that many units in that state.</summary>
    public const string Grant = "grant";

    /// <summary>There is no grant of that key on that account.</summary>
    public const string UnknownGrant = "unknown_grant";

    /// <summary>There is no such account.</summary>
    public const string UnknownAccount = "unknown_account";

    /// <summary>The key was used for another request.</summary>
    public const string KeyReused = "key_reused";

    /// <summary>The prefix of a subject limit's name.</summary>
    public const string SubjectPrefix = "subject:";

    /// <summary>The refusal of that subject limit.</summary>
    public static string Subject(string limit) => SubjectPrefix + limit;
}
