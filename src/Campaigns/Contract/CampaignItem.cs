using Marquee.Kernel;

namespace Marquee.Campaigns;

/// <summary>Where a campaign item stands. Stored by name: members are never renamed.</summary>
public enum CampaignItemStatus
{
    /// <summary>Confirmed and locked; the round is not live yet.</summary>
    Locked,
    /// <summary>The round is live: sold at the activity price.</summary>
    Live,
    /// <summary>The live phase is over.</summary>
    Ended,
    /// <summary>Left the round: exited or removed. Consumers drop it.</summary>
    Left,
}

/// <summary>One SKU of a campaign item.</summary>
/// <param name="SkuNo">The SKU.</param>
/// <param name="SkuId">Its external id.</param>
/// <param name="IsMain">Whether it is the item's main SKU.</param>
/// <param name="ActivityPriceMinor">The activity price, in minor units.</param>
/// <param name="DailyPriceMinor">The daily price when the item was locked; null when it was unknown.</param>
/// <param name="ActivityStock">
/// Pieces set aside; the ledger account <see cref="CampaignAccounts.Stock"/> has them as its cap.
/// </param>
/// <param name="PurchaseLimit">How many one shopper may buy in the round; null for no limit.</param>
public sealed record CampaignSku(
    int SkuNo, string SkuId, bool IsMain, long ActivityPriceMinor, long? DailyPriceMinor, int ActivityStock,
    int? PurchaseLimit);

/// <summary>
/// 营销商品: one item in one round, as every downstream system reads it and is reconciled against. Two reads with the same
/// hash say the same; the version grows by one whenever the hash changes. Status and instants follow from the round's
/// windows: a round goes live for all of its items in one instant, without a row being written.
/// </summary>
/// <param name="Id">Its id.</param>
/// <param name="No">Its dense number in the tenant, from 1, for columns and bitmaps; never reused.</param>
/// <param name="RoundId">The round.</param>
/// <param name="CampaignId">The round's campaign.</param>
/// <param name="SubmissionId">The submission it came from.</param>
/// <param name="ItemNo">The item.</param>
/// <param name="ItemId">The item's external id.</param>
/// <param name="MerchantNo">The merchant.</param>
/// <param name="MerchantId">The merchant's external id.</param>
/// <param name="Title">The title as locked.</param>
/// <param name="Category">The category as locked; null when it has none.</param>
/// <param name="MainImage">The SHA-256 of the main picture as locked; null when it has none.</param>
/// <param name="Skus">The SKUs in the round, by number; at least one.</param>
/// <param name="SlotId">The slot.</param>
/// <param name="SlotPosition">The slot's rank in the round, from 1.</param>
/// <param name="Score">The score it was placed by; null when there was none.</param>
/// <param name="Services">Services promised, by name: <c>free_shipping</c>, <c>return_freight_insurance</c>.</param>
/// <param name="FundingShareBp">The merchant's share of funding accepted, in basis points.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="LiveFrom">The first instant of its activity price.</param>
/// <param name="LiveTo">The first instant after it.</param>
/// <param name="LockedUntil">The first instant after the lock: the end of price protection.</param>
/// <param name="Version">From 1, grows with every change.</param>
/// <param name="Hash">
/// SHA-256 over the canonical JSON of the item, 64 lower-case hex digits: of everything but version, and but what
/// follows from the windows of the round (the three instants, and whether it is locked, live or ended).
/// </param>
public sealed record CampaignItem(
    Id<CampaignItem> Id,
    int No,
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
    int FundingShareBp,
    CampaignItemStatus Status,
    DateTimeOffset LiveFrom,
    DateTimeOffset LiveTo,
    DateTimeOffset LockedUntil,
    int Version,
    string Hash);

/// <summary>One row of the feed of campaign items.</summary>
/// <param name="Seq">The row's number in the tenant, from 1 without order among tenants; grows.</param>
/// <param name="Item">The item as it is now.</param>
public sealed record FeedRow(long Seq, CampaignItem Item);

/// <summary>The names of ledger accounts that Campaigns opens.</summary>
public static class CampaignAccounts
{
    /// <summary>The activity stock of a SKU in a round: <c>stock:{round}:{skuNo}</c>, in pieces.</summary>
    public static string Stock(Id<Round> round, int skuNo) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"stock:{round}:{skuNo}");
}
