namespace Marquee.Client;

/// <summary>A change in the feed of campaign items.</summary>
/// <param name="Seq">Where the feed stands with it: keep it, and go on behind it.</param>
/// <param name="Item">The campaign item as it is now.</param>
public sealed record CampaignItemChange(long Seq, CampaignItem Item);

/// <summary>One item in one round of a campaign: what a shop shows and sells then.</summary>
/// <param name="Id">The id.</param>
/// <param name="Round">The round.</param>
/// <param name="Item">The item's external id.</param>
/// <param name="Merchant">The merchant's external id.</param>
/// <param name="Title">The title.</param>
/// <param name="Skus">The SKUs in it.</param>
/// <param name="Status"><c>locked</c>, <c>live</c>, <c>ended</c> or <c>left</c>.</param>
/// <param name="LiveFrom">From when its prices stand.</param>
/// <param name="LiveTo">Until when.</param>
/// <param name="LockedUntil">Until when price, SKUs, title, category, picture and listing stay.</param>
/// <param name="Version">Rises with every change of it.</param>
public sealed record CampaignItem(
    Guid Id, Guid Round, string Item, string Merchant, string Title, IReadOnlyList<CampaignSku> Skus, string Status,
    DateTimeOffset LiveFrom, DateTimeOffset LiveTo, DateTimeOffset LockedUntil, int Version);

/// <summary>A SKU of a campaign item.</summary>
/// <param name="Sku">Its external id.</param>
/// <param name="IsMain">Whether it is the main one.</param>
/// <param name="ActivityPrice">What everybody pays for one piece while it is live.</param>
/// <param name="ActivityStock">Pieces set aside.</param>
/// <param name="DailyPrice">What it costs otherwise.</param>
/// <param name="PurchaseLimit">How many one shopper may buy.</param>
public sealed record CampaignSku(
    string Sku, bool IsMain, Money ActivityPrice, int ActivityStock, Money? DailyPrice = null,
    int? PurchaseLimit = null);

/// <summary>A change that the shop wants to make to an item.</summary>
/// <param name="Item">The item's external id.</param>
/// <param name="Kind"><c>daily_price</c>, <c>reference_price</c>, <c>add_sku</c>, <c>remove_sku</c>, <c>title</c>,
/// <c>category</c>, <c>picture</c>, <c>delist</c> or <c>stock</c>.</param>
/// <param name="Sku">The SKU's external id, where it is about one.</param>
/// <param name="Number">The new number, of a stock.</param>
public sealed record ItemChange(string Item, string Kind, string? Sku = null, long? Number = null);

/// <summary>Whether an item may be changed.</summary>
/// <param name="Item">The item.</param>
/// <param name="Kind">The change.</param>
/// <param name="Decision"><c>allow</c>, <c>block</c> or <c>re_review</c>.</param>
/// <param name="Until">Until when it is blocked.</param>
public sealed record ItemChangeAnswer(string Item, string Kind, string Decision, DateTimeOffset? Until = null);
