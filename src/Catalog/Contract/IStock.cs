using Marquee.Kernel;

namespace Marquee.Catalog;

/// <summary>Units of one SKU.</summary>
/// <param name="SkuNo">The SKU.</param>
/// <param name="Units">How many, 1 to <see cref="CatalogLimits.StockUnits"/>.</param>
public sealed record StockLine(int SkuNo, long Units);

/// <summary>
/// Takes stock of SKUs: reserve, then confirm or release. Every request carries a key that is remembered for good with
/// the lines and what became of them; each method is idempotent by it and runs in a transaction of its own. A
/// reservation is all or nothing. Stock never falls below zero and is never stranded: units that are reserved are
/// either confirmed or released under the same key. A SKU whose stock was never told has none to take.
/// </summary>
public interface IStock
{
    /// <summary>
    /// Sets the units aside. The same key with the same lines again: success, nothing more is taken (also after it was
    /// confirmed). Refused with <see cref="StockShort"/> when any line lacks stock (nothing is remembered, it may be
    /// tried again), <see cref="StockKeyReused"/> when the key was used for other lines, <see cref="StockReleased"/>
    /// when it was released since.
    /// </summary>
    /// <param name="call">The tenant.</param>
    /// <param name="requestKey">1 to 200 characters, unique per tenant.</param>
    /// <param name="lines">1 to <see cref="CatalogLimits.StockLines"/> lines, each SKU once.</param>
    /// <param name="cancel">Cancels.</param>
    Task<Result<Done>> ReserveAsync(
        CallContext call, string requestKey, IReadOnlyList<StockLine> lines, CancellationToken cancel);

    /// <summary>
    /// Takes what the key reserved for good: it left the shop. Repeats succeed and do nothing. Refused with
    /// <see cref="StockReleased"/> after a release and as unknown for a key that reserved nothing.
    /// </summary>
    Task<Result<Done>> ConfirmAsync(CallContext call, string requestKey, CancellationToken cancel);

    /// <summary>
    /// Gives back what the key reserved. Repeats succeed and do nothing; so does a key that never reserved anything,
    /// which can then never reserve (a release that overtakes its reservation wins). Refused with
    /// <see cref="StockConfirmed"/> after a confirmation.
    /// </summary>
    Task<Result<Done>> ReleaseAsync(CallContext call, string requestKey, CancellationToken cancel);

    /// <summary>The stock of those SKUs now, by number; a SKU without told stock is absent.</summary>
    Task<IReadOnlyDictionary<int, StockLevel>> LevelsAsync(
        CallContext call, IReadOnlyList<int> skuNos, CancellationToken cancel);
}

/// <summary>The stock of a SKU.</summary>
/// <param name="SkuNo">The SKU.</param>
/// <param name="OnHand">Units there, reserved ones included.</param>
/// <param name="Reserved">Units set aside; at most <paramref name="OnHand"/>.</param>
public sealed record StockLevel(int SkuNo, long OnHand, long Reserved)
{
    /// <summary>Units that can be taken.</summary>
    public long Free => OnHand - Reserved;
}
