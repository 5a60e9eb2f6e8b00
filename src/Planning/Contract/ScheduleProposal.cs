using Marquee.Kernel;

namespace Marquee.Planning;

/// <summary>Where a proposal stands. Stored by name: members are never renamed.</summary>
public enum ProposalStatus
{
    /// <summary>Made; nothing was changed by it.</summary>
    Proposed,
    /// <summary>Handed to Campaigns.</summary>
    Applied,
}

/// <summary>排期: which submission could stand in which slot, and why. Making one changes nothing; applying one
/// does.</summary>
/// <param name="Id">Its id.</param>
/// <param name="RoundId">The round.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="ScoreField">The declared field that ranked the candidates.</param>
/// <param name="Candidates">How many submissions waited for a slot.</param>
/// <param name="Placed">How many found one.</param>
/// <param name="InputSha256">The hash of everything it was made from: the same hash gives the same proposal.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="CreatedBy">Who asked for it.</param>
/// <param name="AppliedAt">When it was applied; null before.</param>
/// <param name="Assigned">How many got their slot when it was applied; null before.</param>
/// <param name="Refused">How many Campaigns refused then; null before.</param>
public sealed record ScheduleProposal(
    Id<ScheduleProposal> Id, Guid RoundId, ProposalStatus Status, string ScoreField, int Candidates, int Placed,
    string InputSha256, DateTimeOffset CreatedAt, string CreatedBy, DateTimeOffset? AppliedAt, int? Assigned,
        int? Refused);

/// <summary>One candidate of a proposal.</summary>
/// <param name="Position">Its place in the order of the fill, from 1.</param>
/// <param name="SubmissionId">The submission.</param>
/// <param name="ItemId">The item's external id.</param>
/// <param name="MerchantId">The merchant's external id.</param>
/// <param name="Score">Its score, scaled as the field declares; null when unknown.</param>
/// <param name="SlotId">The slot it would get; null when it found none.</param>
/// <param name="Bounds">Which bounds kept it out of which slots, in the order tried.</param>
/// <param name="Why">The sentence for people.</param>
/// <param name="Refusal">Why Campaigns refused it when the proposal was applied; null otherwise.</param>
public sealed record ProposedPlace(
    int Position, Guid SubmissionId, string ItemId, string MerchantId, long? Score, Guid? SlotId,
    IReadOnlyList<MetBound> Bounds, Texts Why, string? Refusal);

/// <summary>A bound that was met.</summary>
/// <param name="SlotId">The slot.</param>
/// <param name="Slot">The slot's name.</param>
/// <param name="Bound"><c>capacity</c>, <c>category_quota</c> or <c>not_wished</c>: never renamed.</param>
/// <param name="Limit">The bound's number; 0 where it has none.</param>
/// <param name="Category">The category whose quota is full; null otherwise.</param>
public sealed record MetBound(Guid SlotId, string Slot, string Bound, int Limit, string? Category);
