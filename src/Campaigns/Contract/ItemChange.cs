using Marquee.Kernel;

namespace Marquee.Campaigns;

/// <summary>What the shop wants to change on an item.</summary>
public enum ItemChangeKind
{
    /// <summary>The daily price of a SKU.</summary>
    DailyPrice,
    /// <summary>The reference price of a SKU.</summary>
    ReferencePrice,
    /// <summary>A SKU is added.</summary>
    AddSku,
    /// <summary>A SKU is taken away.</summary>
    RemoveSku,
    /// <summary>The title.</summary>
    Title,
    /// <summary>The category.</summary>
    Category,
    /// <summary>The main picture.</summary>
    Picture,
    /// <summary>The item is taken from sale.</summary>
    Delist,
    /// <summary>The stock of a SKU.</summary>
    Stock,
}

/// <summary>A change that the shop asks about before making it.</summary>
/// <param name="ItemNo">The item.</param>
/// <param name="Kind">What would change.</param>
/// <param name="SkuNo">The SKU, for changes of a SKU.</param>
/// <param name="Number">The new amount in minor units or the new stock; null for other kinds.</param>
public sealed record ItemChange(int ItemNo, ItemChangeKind Kind, int? SkuNo = null, long? Number = null);

/// <summary>What the shop may do with a change.</summary>
public enum ItemChangeDecision
{
    /// <summary>Make it.</summary>
    Allow,
    /// <summary>Do not make it: the item is locked.</summary>
    Block,
    /// <summary>Make it, and its submission goes back into review: the plan was judged by what changes.</summary>
    ReReview,
}

/// <summary>The answer to an <see cref="ItemChange"/>.</summary>
/// <param name="Decision">What may be done.</param>
/// <param name="Clause">Which lock or clause says so, in words; null when allowed.</param>
/// <param name="Until">The instant from which the answer is another, where that is known.</param>
/// <param name="Submissions">The submissions that stand behind the answer, by id; the strictest first.</param>
public sealed record ItemChangeAnswer(
    ItemChangeDecision Decision, Texts? Clause, DateTimeOffset? Until, IReadOnlyList<Id<Submission>> Submissions)
{
    /// <summary>The answer for an item that nothing holds.</summary>
    public static ItemChangeAnswer Allowed { get; } = new(ItemChangeDecision.Allow, null, null, []);
}
