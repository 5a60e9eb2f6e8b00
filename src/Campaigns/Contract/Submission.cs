using Marquee.Kernel;

namespace Marquee.Campaigns;

/// <summary>
/// Where a submission stands. Stored by name: members are never renamed. README.md draws the moves between them.
/// </summary>
public enum SubmissionStatus
{
    /// <summary>A gate failed; the verdict says which clause. May be submitted again.</summary>
    Refused,
    /// <summary>Every gate passed or is undecided for want of data; waits for the first opinion.</summary>
    InReview,
    /// <summary>One reviewer approved; waits for another person.</summary>
    FirstApproved,
    /// <summary>Two people approved: on the shortlist, waits for a slot.</summary>
    Approved,
    /// <summary>A person said no, with a note. May be submitted again.</summary>
    Rejected,
    /// <summary>Has a slot; waits for the merchant's confirmation.</summary>
    Scheduled,
    /// <summary>The merchant confirmed and the hold stands; the activity stock is being opened.</summary>
    Confirmed,
    /// <summary>Price, SKUs, title, category, picture and listing are locked; the campaign item exists.</summary>
    Locked,
    /// <summary>Sold at the activity price.</summary>
    Live,
    /// <summary>The live phase is over; the lock lasts until settlement ends.</summary>
    Ended,
    /// <summary>Taken back by the merchant before confirmation. May be submitted again.</summary>
    Withdrawn,
    /// <summary>Left after confirmation, by the exit policy.</summary>
    Exited,
    /// <summary>清退: removed by the platform.</summary>
    Removed,
}

/// <summary>One SKU in a submission's plan.</summary>
/// <param name="SkuNo">The SKU.</param>
/// <param name="SkuId">Its external id.</param>
/// <param name="ActivityPriceMinor">The price during the round, in minor units; at least 1.</param>
/// <param name="ActivityStock">How many pieces are set aside for it; at least 1.</param>
/// <param name="PurchaseLimit">How many one shopper may buy; null for no limit.</param>
public sealed record SkuPlan(int SkuNo, string SkuId, long ActivityPriceMinor, int ActivityStock, int? PurchaseLimit);

/// <summary>报名: a merchant's plan for one item in one round. Other modules see it as a marker of ids.</summary>
/// <param name="Id">Its id.</param>
public sealed record Submission(Id<Submission> Id);

/// <summary>An approved submission that waits for a slot.</summary>
/// <param name="Id">The submission.</param>
/// <param name="ItemNo">The item.</param>
/// <param name="ItemId">The item's external id.</param>
/// <param name="MerchantNo">The merchant.</param>
/// <param name="MerchantId">The merchant's external id.</param>
/// <param name="Category">The item's category when it was submitted; null when it had none.</param>
/// <param name="Skus">What is offered.</param>
/// <param name="WishedSlots">The slots the merchant would take, best first; empty means any.</param>
/// <param name="FundingShareBp">The merchant's share of funding accepted, in basis points.</param>
/// <param name="SubmittedAt">When the plan was last submitted.</param>
public sealed record ShortlistedSubmission(
    Id<Submission> Id,
    int ItemNo,
    string ItemId,
    int MerchantNo,
    string MerchantId,
    string? Category,
    IReadOnlyList<SkuPlan> Skus,
    IReadOnlyList<Id<Slot>> WishedSlots,
    int FundingShareBp,
    DateTimeOffset SubmittedAt);

/// <summary>A slot for a submission.</summary>
/// <param name="Submission">The submission.</param>
/// <param name="Slot">The slot.</param>
/// <param name="Score">
/// The score it was placed by, as the scaled integer of its field; null when there was none.
/// </param>
/// <param name="Why">Why it got this slot, for people, at most 500 characters each.</param>
public sealed record Assignment(Id<Submission> Submission, Id<Slot> Slot, long? Score, Texts Why);

/// <summary>What became of an <see cref="Assignment"/>.</summary>
/// <param name="Submission">The submission.</param>
/// <param name="Refused">Why not; null when it stands.</param>
public sealed record AssignmentOutcome(Id<Submission> Submission, Error? Refused);
