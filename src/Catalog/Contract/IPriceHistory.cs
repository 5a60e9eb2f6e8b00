using Marquee.Kernel;

namespace Marquee.Catalog;

/// <summary>What sort of price a point of the history is. Stored by name: members are never renamed.</summary>
public enum PriceKind
{
    /// <summary>Reference price (划线价).</summary>
    Reference,
    /// <summary>Daily price (日常价).</summary>
    Daily,
    /// <summary>Activity price (活动价): what a campaign item cost everybody.</summary>
    Activity,
    /// <summary>What somebody really paid for one piece, all discounts taken off.</summary>
    Transacted,
}

/// <summary>
/// A point of a SKU's price history: from that instant this price stood (of transacted prices: was paid then).
/// </summary>
/// <param name="SkuNo">The SKU.</param>
/// <param name="Kind">What sort of price.</param>
/// <param name="Scene">Where it stood: <see cref="PriceScenes.Any"/> or the name of a scene of the marketplace (app,
/// live room, …).</param>
/// <param name="At">Since when.</param>
/// <param name="Minor">The price in minor units, at least 1.</param>
/// <param name="Source">Who says so: an import, an edit, Trade.</param>
/// <param name="Derived">Whether it was computed by an adapter instead of told by the marketplace.</param>
public sealed record PricePoint(
    int SkuNo, PriceKind Kind, string Scene, DateTimeOffset At, long Minor, string Source, bool Derived = false);

/// <summary>The names of scenes.</summary>
public static class PriceScenes
{
    /// <summary>No scene in particular.</summary>
    public const string Any = "any";
}

/// <summary>The lowest price of a SKU in a window of days.</summary>
/// <param name="SkuNo">The SKU.</param>
/// <param name="Minor">The lowest price.</param>
/// <param name="At">Since when it stood, or when it was paid.</param>
/// <param name="Source">Who said so.</param>
public sealed record LowestPrice(int SkuNo, long Minor, DateTimeOffset At, string Source);

/// <summary>The prices of SKUs over time.</summary>
public interface IPriceHistory
{
    /// <summary>
    /// The lowest price of that kind and scene that stood at any instant of the last <paramref name="days"/> days
    /// (windows end now, on the tenant's clock; a price that began before the window and stood into it counts;
    /// transacted prices count when they were paid within it). By SKU number; a SKU without any such price is absent:
    /// unknown.
    /// </summary>
    /// <param name="call">The tenant.</param>
    /// <param name="skuNos">At most <see cref="CatalogLimits.Batch"/>.</param>
    /// <param name="kind">What sort of price.</param>
    /// <param name="days">1 to 730.</param>
    /// <param name="cancel">Cancels.</param>
    /// <param name="scene">The scene.</param>
    Task<IReadOnlyDictionary<int, LowestPrice>> LowestAsync(
        CallContext call, IReadOnlyList<int> skuNos, PriceKind kind, int days, CancellationToken cancel,
        string scene = PriceScenes.Any);

    /// <summary>
    /// Adds points, in a transaction of its own. Idempotent: the same point again changes nothing; of two points at one
    /// instant the lower price stays. A point of kind reference or daily in scene <c>any</c> that is newer than the
    /// present price becomes it.
    /// </summary>
    /// <param name="call">The tenant.</param>
    /// <param name="points">At most <see cref="CatalogLimits.Batch"/>.</param>
    /// <param name="cancel">Cancels.</param>
    Task<Result<Done>> RecordAsync(CallContext call, IReadOnlyList<PricePoint> points, CancellationToken cancel);
}
