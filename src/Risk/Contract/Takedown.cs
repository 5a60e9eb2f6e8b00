using Marquee.Kernel;

namespace Marquee.Risk;

/// <summary>What is taken down. Stored by name: members are never renamed.</summary>
public enum TakedownKind
{
    /// <summary>An item, by external id: shown nowhere, sold nowhere, submitted nowhere.</summary>
    Item,
    /// <summary>A merchant, by external id: all of its items and its own benefits.</summary>
    Merchant,
    /// <summary>A benefit, by id: neither claimed, drawn nor used.</summary>
    Benefit,
    /// <summary>
    /// The price of a SKU, by the SKU's external id: it counts as unknown, so it is neither shown nor charged.
    /// </summary>
    Price,
    /// <summary>
    /// A season, campaign or round, by id: its offers, benefits, placements and pages, and enrolling in it.
    /// </summary>
    Campaign,
}

/// <summary>One entry of the journal: what was taken down, why, and how it came back.</summary>
/// <param name="Id">The id.</param>
/// <param name="Kind">What sort of thing.</param>
/// <param name="Subject">Which one.</param>
/// <param name="Title">What people call it, as of the take-down.</param>
/// <param name="MerchantId">Whose it is; null for what is the platform's.</param>
/// <param name="Category">The item's category; null for other kinds, and for items without one.</param>
/// <param name="Reason">Why, for the platform's people.</param>
/// <param name="Told">Why, as the merchant is told; null for the general sentence.</param>
/// <param name="Reversible">Whether it may be put back at all.</param>
/// <param name="TakenAt">Since when, on the tenant's clock.</param>
/// <param name="Until">When it comes back by itself; null for never.</param>
/// <param name="TakenById">Who did it, by id.</param>
/// <param name="TakenBy">Who did it, by name.</param>
/// <param name="Revision">The revision of the list that took it in.</param>
/// <param name="Return">How it came back; null while it is down, and when <paramref name="Until"/> ended it.</param>
public sealed record Takedown(
    Id<Takedown> Id, TakedownKind Kind, string Subject, string Title, string? MerchantId, string? Category,
    string Reason, string? Told, bool Reversible, DateTimeOffset TakenAt, DateTimeOffset? Until, string TakenById,
    string TakenBy, long Revision, TakedownReturn? Return)
{
    /// <summary>Whether it is in force at an instant of the tenant's clock.</summary>
    public bool HoldsAt(DateTimeOffset now) => Return is null && (Until is null || now < Until);
}

/// <summary>How something came back.</summary>
/// <param name="At">When, on the tenant's clock.</param>
/// <param name="ById">Who did it, by id.</param>
/// <param name="By">Who did it, by name.</param>
/// <param name="Reason">Why.</param>
/// <param name="Revision">The revision of the list that left it out.</param>
public sealed record TakedownReturn(DateTimeOffset At, string ById, string By, string Reason, long Revision);

/// <summary>What is to be taken down.</summary>
/// <param name="Kind">What sort of thing.</param>
/// <param name="Subject">Which one.</param>
/// <param name="Reason">Why: 1 to <see cref="RiskLimits.ReasonLength"/> characters.</param>
/// <param name="Told">What the merchant is told; null for the general sentence.</param>
/// <param name="Until">When it comes back by itself; null for never.</param>
/// <param name="Reversible">Whether it may be put back at all.</param>
public sealed record NewTakedown(
    TakedownKind Kind, string Subject, string Reason, string? Told = null, DateTimeOffset? Until = null,
    bool Reversible = true);
