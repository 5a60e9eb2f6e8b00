using System.Text.Json.Serialization;
using Marquee.Campaigns;
using Marquee.Kernel;

namespace Marquee.Selection;

/// <summary>
/// Item pools: the campaign items of a round that a rule wants, in a declared order. What is read here is a snapshot
/// kept beside the round: it follows changes of campaign items within seconds (<see cref="Pool.RefreshedAt"/>), not
/// within the caller's transaction. Thread-safe.
/// </summary>
public interface ISelection
{
    /// <summary>The pools of these ids, at most 100; those that do not exist are left out.</summary>
    Task<IReadOnlyList<Pool>> GetAsync(CallContext call, IReadOnlyList<Id<Pool>> ids, CancellationToken cancel);

    /// <summary>
    /// The members of a pool from the best on: pinned ones in their order, then by falling score (unknown scores last),
    /// then by the campaign item's number. Ranks count from 1 without gaps at the moment of reading. An unknown pool
    /// has no members.
    /// </summary>
    /// <param name="call">The call.</param>
    /// <param name="pool">The pool.</param>
    /// <param name="afterRank">Members come after this rank; 0 from the best on.</param>
    /// <param name="limit">1 to 1,000.</param>
    /// <param name="cancel">Cancels.</param>
    Task<IReadOnlyList<PoolMember>> MembersAsync(
        CallContext call, Id<Pool> pool, int afterRank, int limit, CancellationToken cancel);
}

/// <summary>商品池: campaign items of one round that a rule wants.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">What people call it; unique on the tenant.</param>
/// <param name="RoundId">The round whose campaign items it draws from.</param>
/// <param name="Rule">The rule in both languages, exactly as it is executed.</param>
/// <param name="RuleSha256">The hash that names the rule's version.</param>
/// <param name="ScoreField">The field members are ranked by, best first; null ranks by the score of their slot.</param>
/// <param name="Pins">Items (external ids) that come first, in this order, where they are members.</param>
/// <param name="Excludes">Items (external ids) that are never members.</param>
/// <param name="Members">How many members it has.</param>
/// <param name="Unknown">How many items the rule could not decide for want of data; they are no members.</param>
/// <param name="FeedSeq">Up to which row of the campaign items' feed it is current.</param>
/// <param name="RefreshedAt">When it was last refreshed.</param>
public sealed record Pool(
    Id<Pool> Id, string Name, Id<Round> RoundId, Texts Rule, string RuleSha256, string? ScoreField,
    IReadOnlyList<string> Pins, IReadOnlyList<string> Excludes, int Members, int Unknown, long FeedSeq,
        DateTimeOffset RefreshedAt);

/// <summary>One member of a pool.</summary>
/// <param name="Rank">Its place, from 1.</param>
/// <param name="CampaignItemNo">The campaign item's dense number.</param>
/// <param name="ItemNo">The item; for the program, never on the wire.</param>
/// <param name="ItemId">The item's external id.</param>
/// <param name="Score">The score it is ranked by, scaled as its field declares; null when unknown.</param>
/// <param name="IsPinned">Whether a person put it where it is.</param>
public sealed record PoolMember(
    int Rank, [property: JsonIgnore] int CampaignItemNo, [property: JsonIgnore] int ItemNo, string ItemId, long? Score,
    bool IsPinned);
