using Marquee.Campaigns.Rounds;
using Marquee.Kernel;

namespace Marquee.Campaigns.Items;

/// <summary>
/// What a campaign item says, apart from what follows from the windows of its round: the part that is stored, hashed
/// and versioned. The order of the members is that of the canonical JSON: it never changes, members are only added at
/// the end.
/// </summary>
internal sealed record ItemContent(
    Id<CampaignItem> Id,
    Id<Round> RoundId,
    Id<Campaign> CampaignId,
    Id<Submission> SubmissionId,
    int ItemNo,
    string ItemId,
    int MerchantNo,
    string MerchantId,
    string Title,
    string? Category,
    string? MainImage,
    IReadOnlyList<CampaignSku> Skus,
    Id<Slot> SlotId,
    int SlotPosition,
    long? Score,
    IReadOnlyList<string> Services,
    int FundingShareBp)
{
    /// <summary>The hash of the item; one that left has another than it had.</summary>
    public string HashOf(bool left) => Rules.RuleJson.Sha256(MarqueeJson.Text(this) + (left ? "\nleft" : ""));

    /// <summary>The item as everybody reads it, at an instant.</summary>
    public CampaignItem At(
        int no, bool left, Window live, DateTimeOffset lockedUntil, int version, string hash, DateTimeOffset now) =>
        new(Id, no, RoundId, CampaignId, SubmissionId, ItemNo, ItemId, MerchantNo, MerchantId, Title, Category,
            MainImage, Skus,
            SlotId, SlotPosition, Score, Services, FundingShareBp, StatusAt(left, live, now), live.Opens, live.Closes,
            lockedUntil,
            version, hash);

    private static CampaignItemStatus StatusAt(bool left, Window live, DateTimeOffset now) => left
        ? CampaignItemStatus.Left : live.StateAt(now) switch
        {
            PhaseState.Waiting => CampaignItemStatus.Locked,
            PhaseState.Open => CampaignItemStatus.Live,
            PhaseState.Done or PhaseState.Skipped => CampaignItemStatus.Ended,
        };
}
