using Marquee.Kernel;

namespace Marquee.Serving;

/// <summary>
/// 投放: what stands in a placement right now. Prices are public ones, from the same price function as checkout, at the
/// instant of the call. When what is needed is away, the last good answer is given with its age, as long as it can
/// still be true: never an item whose campaign has ended, never a price that may have changed. Thread-safe.
/// </summary>
public interface IServing
{
    /// <summary>
    /// What stands in the placements asked for, in the order asked; at most <see cref="ServingLimits.Placements"/>. A
    /// placement that does not exist is left out; one without items is there and empty.
    /// </summary>
    Task<IReadOnlyList<PlacementView>> PlacementsAsync(
        CallContext call, IReadOnlyList<PlacementAsk> asks, CancellationToken cancel);

    /// <summary>
    /// The items of rounds as if a placement of the name <see cref="ServingNames.OfRound"/> drew from each; at most
    /// <see cref="ServingLimits.Placements"/> rounds.
    /// </summary>
    Task<IReadOnlyList<PlacementView>> RoundsAsync(
        CallContext call, IReadOnlyList<Guid> rounds, int limit, CancellationToken cancel);
}

/// <summary>Names of placements that nobody made.</summary>
public static class ServingNames
{
    /// <summary>The placement that draws from a round: <c>round:{id}</c>. The colon keeps it apart from made
    /// ones.</summary>
    public static string OfRound(Guid round) => "round:" + round.ToString("D");
}

/// <summary>One placement that is asked for.</summary>
/// <param name="Name">The placement's name.</param>
/// <param name="Limit">How many items at most; what the placement says when null.</param>
public sealed record PlacementAsk(string Name, int? Limit = null);

/// <summary>How an answer came about.</summary>
public enum PlacementState
{
    /// <summary>Read just now.</summary>
    Live,
    /// <summary>The last good answer, because something needed is away; its age is told.</summary>
    LastGood,
    /// <summary>Something needed is away, and no earlier answer can still be true.</summary>
    Unavailable,
}

/// <summary>A placement with what stands in it.</summary>
/// <param name="Name">The placement's name.</param>
/// <param name="State">How the answer came about.</param>
/// <param name="AsOf">When it was read, on the tenant's clock.</param>
/// <param name="AgeSeconds">How old it is; 0 for a live answer.</param>
/// <param name="ValidUntil">The first instant at which one of its prices or items may no longer hold; null when nothing
/// is shown.</param>
/// <param name="Items">The items from the best on.</param>
public sealed record PlacementView(
    string Name, PlacementState State, DateTimeOffset AsOf, long AgeSeconds, DateTimeOffset? ValidUntil,
    IReadOnlyList<PlacedItem> Items);

/// <summary>One item in a placement.</summary>
/// <param name="Rank">Its place, from 1.</param>
/// <param name="ItemId">The item.</param>
/// <param name="SkuId">The SKU whose price is shown: the cheapest of those in the round.</param>
/// <param name="Title">The title.</param>
/// <param name="ImageUrl">Where its picture is fetched; null when it has none.</param>
/// <param name="Price">What everybody pays for one piece.</param>
/// <param name="IsFrom">Whether other SKUs cost more: the price is to be shown as "from".</param>
/// <param name="ReferencePrice">The reference price, where it is known, lawful to show and higher; null
/// otherwise.</param>
/// <param name="Callout">The one short line that says why the price is what it is; null when nothing is taken
/// off.</param>
/// <param name="Why">Why it is shown here, at this rank.</param>
/// <param name="Opens">When its activity price begins, while it is not yet live; null once it is.</param>
/// <param name="Until">When the offer behind the price ends; null when none does.</param>
public sealed record PlacedItem(
    int Rank, string ItemId, string SkuId, string Title, string? ImageUrl, Money Price, bool IsFrom,
        Money? ReferencePrice,
    Texts? Callout, WhyShown Why, DateTimeOffset? Opens, DateTimeOffset? Until);

/// <summary>Why an item is shown.</summary>
/// <param name="Code"><c>pinned</c>, <c>score</c> or <c>slot</c>: never renamed.</param>
/// <param name="Text">The sentence.</param>
/// <param name="Score">The score that ranked it, where one did.</param>
public sealed record WhyShown(string Code, Texts Text, long? Score);
