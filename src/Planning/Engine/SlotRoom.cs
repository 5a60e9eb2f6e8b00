namespace Marquee.Planning.Engine;

/// <summary>A slot as the fill sees it.</summary>
/// <param name="Id">The slot.</param>
/// <param name="Capacity">How many items it takes.</param>
/// <param name="Taken">How many of them are taken already.</param>
/// <param name="Quotas">The most items per category; a category covers everything below it.</param>
internal sealed record SlotRoom(Guid Id, int Capacity, int Taken, IReadOnlyList<CategoryQuota> Quotas);

/// <summary>The most items of a category, and of everything below it, in one slot.</summary>
/// <param name="Category">A slash-separated category code.</param>
/// <param name="Max">How many.</param>
/// <param name="Taken">How many of them are taken already.</param>
internal sealed record CategoryQuota(string Category, int Max, int Taken)
{
    /// <summary>Whether an item of that category counts against this quota.</summary>
    public bool Covers(string? category) => category is not null
        && (category == Category || category.StartsWith(Category + "/", StringComparison.Ordinal));
}

/// <summary>A submission that wants a place.</summary>
/// <param name="Id">The submission.</param>
/// <param name="Score">The declared score, scaled; null when it is not known.</param>
/// <param name="Category">The item's category.</param>
/// <param name="Wished">The slots the merchant wished for; none means any.</param>
internal sealed record Candidate(Guid Id, long? Score, string? Category, IReadOnlyList<Guid> Wished);

/// <summary>Which bound kept a candidate out of a slot.</summary>
internal enum Bound
{
    /// <summary>The slot has no free place.</summary>
    Capacity,
    /// <summary>A category of the slot has no free place.</summary>
    CategoryQuota,
    /// <summary>The merchant wished for other slots.</summary>
    NotWished,
}

/// <summary>One slot that did not take a candidate, and why.</summary>
/// <param name="Slot">The slot.</param>
/// <param name="Bound">The bound.</param>
/// <param name="Limit">The bound's number; zero where it has none.</param>
/// <param name="Category">The category whose quota is full.</param>
internal sealed record Turned(Guid Slot, Bound Bound, int Limit, string? Category);

/// <summary>Where a candidate went, or why it went nowhere.</summary>
/// <param name="Candidate">The candidate.</param>
/// <param name="Slot">Its slot; null when it was not placed.</param>
/// <param name="Position">Its place in the order of the fill, from 1.</param>
/// <param name="Turned">The slots tried before, each with the bound that was met.</param>
internal sealed record Placed(Candidate Candidate, Guid? Slot, int Position, IReadOnlyList<Turned> Turned);
