using Marquee.Kernel;

namespace Marquee.Ledger;

/// <summary>
/// The one place for everything scarce: budgets, prizes, activity stock, places, tries. Never above an account's cap,
/// never stranded below it, every acknowledged grant durable, every request idempotent by its key. Thread-safe.
/// </summary>
/// <remarks>
/// The ledger's transactions are its own: what the caller stores beside a grant needs the caller's own record of
/// intent, from which the request can be repeated under the same key after a fall. Days and weeks are those of the
/// tenant's zone; all instants are of the tenant's clock.
/// </remarks>
public interface ILedger
{
    /// <summary>
    /// Opens accounts, at most 10,000 at a time. One that exists already stays as it is (also its cap), so repeating is
    /// harmless.
    /// </summary>
    Task<Result<Done>> OpenAsync(CallContext call, IReadOnlyList<LedgerAccount> accounts, CancellationToken cancel);

    /// <summary>
    /// Applies up to 4,096 requests and returns one answer for each, in their order. The requests are independent: one
    /// that is refused does not hold back the others; on one account they are decided in the order given. All answers
    /// become durable together, before this returns. A request that is malformed (<see cref="LedgerRequest"/> states
    /// the bounds) is a bug of the caller and throws <see cref="ArgumentException"/>. After an exception of the
    /// infrastructure it is not known whether the requests were applied: repeat them under the same keys.
    /// </summary>
    Task<IReadOnlyList<LedgerAnswer>> ApplyAsync(
        CallContext call, IReadOnlyList<LedgerRequest> requests, CancellationToken cancel);

    /// <summary>
    /// Raises an account's cap by so many units (above zero), once per key: the same key again changes nothing and
    /// answers the balance as it stands.
    /// </summary>
    Task<Result<LedgerBalance>> RaiseAsync(
        CallContext call, string key, string account, long units, CancellationToken cancel);

    /// <summary>
    /// Switches taking and reserving on accounts off or on again; effective for every request applied after this
    /// returns. Names that do not exist are refused and nothing changes. At most 10,000.
    /// </summary>
    Task<Result<Done>> FreezeAsync(
        CallContext call, IReadOnlyList<string> accounts, bool frozen, CancellationToken cancel);

    /// <summary>The balances of accounts, at most 10,000, by name; those that do not exist are left out.</summary>
    Task<IReadOnlyDictionary<string, LedgerBalance>> BalancesAsync(
        CallContext call, IReadOnlyList<string> accounts, CancellationToken cancel);

    /// <summary>
    /// Proves over the whole journal of the accounts of a prefix that grants + reservations + remainders = cap held
    /// after every record, and that the accounts and grants are what the journal says. Reads all of it: not for a
    /// request path.
    /// </summary>
    Task<LedgerAudit> AuditAsync(CallContext call, string prefix, CancellationToken cancel);
}
