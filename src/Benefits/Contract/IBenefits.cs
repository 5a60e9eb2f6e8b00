using Marquee.Kernel;

namespace Marquee.Benefits;

/// <summary>
/// What other modules ask of Benefits. Everything that changes something is idempotent by its request key; a repeat
/// gets the first answer. Reading is never stale: it reads the tables. Thread-safe.
/// </summary>
public interface IBenefits
{
    /// <summary>Benefits by id, at most 1,000; those that do not exist are left out.</summary>
    Task<IReadOnlyList<Benefit>> GetAsync(CallContext call, IReadOnlyList<Id<Benefit>> ids, CancellationToken cancel);

    /// <summary>
    /// The benefits of rounds (at most 1,000 rounds), active ones first, then by name; at most 1,000.
    /// </summary>
    Task<IReadOnlyList<Benefit>> OfRoundsAsync(CallContext call, IReadOnlyList<Guid> rounds, CancellationToken cancel);

    /// <summary>
    /// Benefits as one shopper sees them, in the order of <paramref name="ids"/> (at most 1,000); those that do not
    /// exist are left out. Without a shopper the state says only what the benefit allows.
    /// </summary>
    Task<IReadOnlyList<ShopperBenefit>> ForShopperAsync(
        CallContext call, int? shopperNo, IReadOnlyList<Id<Benefit>> ids, CancellationToken cancel);

    /// <summary>
    /// Claims a benefit for a shopper. Refused by its window, its budget and the claim limits, each with its own code.
    /// </summary>
    /// <param name="call">The call.</param>
    /// <param name="shopperNo">Whose wallet, as Catalog numbers shoppers.</param>
    /// <param name="benefit">What to claim.</param>
    /// <param name="requestKey">1 to 100 characters, unique per shopper and benefit.</param>
    /// <param name="cancel">Cancels.</param>
    Task<Result<Grant>> ClaimAsync(
        CallContext call, int shopperNo, Id<Benefit> benefit, string requestKey, CancellationToken cancel);

    /// <summary>Draws once for a shopper. Refused by the window and by the tries, each with its own code.</summary>
    /// <param name="call">The call.</param>
    /// <param name="shopperNo">Whose wallet, as Catalog numbers shoppers.</param>
    /// <param name="lottery">The lottery.</param>
    /// <param name="requestKey">1 to 100 characters, unique per shopper and lottery.</param>
    /// <param name="cancel">Cancels.</param>
    Task<Result<DrawOutcome>> DrawAsync(
        CallContext call, int shopperNo, Id<Benefit> lottery, string requestKey, CancellationToken cancel);

    /// <summary>A shopper's wallet: every grant, newest first, at most 1,000.</summary>
    Task<IReadOnlyList<Grant>> WalletAsync(CallContext call, int shopperNo, CancellationToken cancel);

    /// <summary>The coupons a shopper could use now, those ending first in front; at most 200.</summary>
    Task<IReadOnlyList<UsableCoupon>> UsableCouponsAsync(CallContext call, int shopperNo, CancellationToken cancel);

    /// <summary>
    /// Of these benefits (at most 1,000) those that are down: neither claimed, drawn nor used. As certain as money
    /// needs it.
    /// </summary>
    Task<IReadOnlySet<Id<Benefit>>> DownAsync(
        CallContext call, IReadOnlyList<Id<Benefit>> ids, CancellationToken cancel);

    /// <summary>
    /// Holds grants of one shopper for a checkout, all or none, at most 50. Refused when one is not the shopper's, not
    /// usable now, or held by another. A hold that is neither confirmed nor released ends by itself at <paramref
    /// name="until"/> and the grants are usable again.
    /// </summary>
    /// <param name="call">The call.</param>
    /// <param name="requestKey">
    /// The hold's key, 1 to 200 characters, unique per tenant; confirm and release name it.
    /// </param>
    /// <param name="shopperNo">Whose.</param>
    /// <param name="grants">Which. None is allowed, and then confirm and release do nothing.</param>
    /// <param name="orderRef">The quote or order that holds them: shown in the life of the grant.</param>
    /// <param name="until">When the hold ends by itself, on the tenant's clock; at most two days from now.</param>
    /// <param name="cancel">Cancels.</param>
    Task<Result<IReadOnlyList<UsableCoupon>>> ReserveAsync(
        CallContext call, string requestKey, int shopperNo, IReadOnlyList<Id<Grant>> grants, string orderRef,
        DateTimeOffset until, CancellationToken cancel);

    /// <summary>
    /// The order stands: the grants held under that key are used by it. A hold that has ended is refused, unless nobody
    /// took the grants meanwhile.
    /// </summary>
    /// <param name="call">The call.</param>
    /// <param name="requestKey">The hold's key.</param>
    /// <param name="orderId">The order's id as text: Trade's events name it when they give back.</param>
    /// <param name="cancel">Cancels.</param>
    Task<Result<Done>> ConfirmAsync(CallContext call, string requestKey, string orderId, CancellationToken cancel);

    /// <summary>
    /// The order does not come: the grants held under that key are usable again. Unknown or ended holds are fine.
    /// </summary>
    Task<Result<Done>> ReleaseAsync(CallContext call, string requestKey, CancellationToken cancel);
}

/// <summary>What a shopper can do with a benefit. On the wire: never renamed.</summary>
public enum ShopperBenefitState
{
    /// <summary>Not yet open.</summary>
    Upcoming,
    /// <summary>Can be claimed, or drawn, now.</summary>
    Claimable,
    /// <summary>In the wallet, not used yet; nothing more to claim.</summary>
    Claimed,
    /// <summary>Used; nothing more to claim. Lotteries: no try left for now.</summary>
    Used,
    /// <summary>Over, paused, or nothing left.</summary>
    Gone,
}

/// <summary>A benefit as one shopper sees it.</summary>
/// <param name="Benefit">The benefit.</param>
/// <param name="State">What the shopper can do.</param>
/// <param name="Left">How many more claims, or draws, the budget has room for; null when it is not bounded.</param>
/// <param name="TriesLeft">Lotteries, with a shopper: the draws left today; null otherwise.</param>
public sealed record ShopperBenefit(Benefit Benefit, ShopperBenefitState State, long? Left, int? TriesLeft);
