using Marquee.Kernel;

namespace Marquee.Campaigns;

/// <summary>大促: the top of the tree, such as Double 11.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Opens">When the season begins for planning; rounds lie within it.</param>
/// <param name="Closes">When everything of it is over, settlement included.</param>
/// <param name="Revision">Grows by one with every change; a change names the revision it was made on.</param>
public sealed record Season(Id<Season> Id, string Name, DateTimeOffset Opens, DateTimeOffset Closes, int Revision);

/// <summary>Whether a campaign may be enrolled in.</summary>
public enum CampaignStatus
{
    /// <summary>Being planned: merchants do not see it.</summary>
    Draft,
    /// <summary>Its rule is published; its rounds run by their phases.</summary>
    Published,
}

/// <summary>A sub-activity of a season, or an always-on channel.</summary>
/// <param name="Id">Its id.</param>
/// <param name="SeasonId">The season it belongs to.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Type">The name of its <see cref="CampaignType"/>.</param>
/// <param name="Status">Draft or published.</param>
/// <param name="Revision">Grows by one with every change.</param>
public sealed record Campaign(
    Id<Campaign> Id, Id<Season> SeasonId, string Name, string Type, CampaignStatus Status, int Revision);

/// <summary>
/// A kind of campaign, and which others an item may not be in at the same time. Exclusion is symmetric whoever of the
/// two states it.
/// </summary>
/// <param name="Name">The stable name, stored with campaigns.</param>
/// <param name="Label">What people call it.</param>
/// <param name="Excludes">
/// Names of the types that cannot hold the same item at the same time; usually its own is among them.
/// </param>
public sealed record CampaignType(string Name, Texts Label, IReadOnlyList<string> Excludes) : INamed;

/// <summary>The phases of a round in their order. Stored by name: members are never renamed.</summary>
public enum RoundPhase
{
    /// <summary>Operators prepare: slots, mechanics, rules.</summary>
    Plan,
    /// <summary>Merchants submit, change and withdraw.</summary>
    Enroll,
    /// <summary>Reviewers and approvers decide.</summary>
    Review,
    /// <summary>Approved submissions are put into slots.</summary>
    Schedule,
    /// <summary>Merchants confirm; from then on the item is locked.</summary>
    Confirm,
    /// <summary>Shown, not yet sold at the activity price.</summary>
    WarmUp,
    /// <summary>Sold at the activity price.</summary>
    Live,
    /// <summary>Price protection and statements; the lock ends with it.</summary>
    Settle,
}

/// <summary>Where a phase of a round stands at an instant.</summary>
public enum PhaseState
{
    /// <summary>Not yet open.</summary>
    Waiting,
    /// <summary>Open.</summary>
    Open,
    /// <summary>Was open.</summary>
    Done,
    /// <summary>Left out, or passed over before it ever opened.</summary>
    Skipped,
}

/// <summary>
/// One phase of a round: open from <see cref="Opens"/> until just before <see cref="Closes"/>. The two instants are
/// those that hold, after every audited open-now and close-now.
/// </summary>
/// <param name="Phase">Which phase.</param>
/// <param name="State">Where it stands at the tenant's instant now.</param>
/// <param name="Opens">The first instant of it; null when the phase is left out.</param>
/// <param name="Closes">The first instant after it; null when the phase is left out.</param>
public sealed record PhaseWindow(RoundPhase Phase, PhaseState State, DateTimeOffset? Opens, DateTimeOffset? Closes);

/// <summary>A mechanic (玩法) of a round: its kind and what the operator filled in.</summary>
/// <param name="Id">Its id, stable while the round lives: what offers and benefits made of it refer to.</param>
/// <param name="Kind">The name of an <see cref="IMechanic"/>.</param>
/// <param name="Spec">The fields by name, checked against the kind's schema; defaults are filled in.</param>
public sealed record RoundMechanic(Id<RoundMechanic> Id, string Kind, MechanicSpec Spec);

/// <summary>坑位: a place in a round with room for so many items.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">What people call it; unique in the round.</param>
/// <param name="Position">Its rank among the slots of the round, from 1; lower is better.</param>
/// <param name="Capacity">How many items it holds at most.</param>
/// <param name="Filled">How many it holds now.</param>
/// <param name="Quotas">
/// At most so many items of a category (the code, and all below it); categories without a quota are free.
/// </param>
public sealed record Slot(
    Id<Slot> Id, string Name, int Position, int Capacity, int Filled, IReadOnlyList<CategoryQuota> Quotas);

/// <summary>At most so many items of a category in a slot.</summary>
/// <param name="Category">The category's code; those below it count too.</param>
/// <param name="AtMost">The number of items.</param>
public sealed record CategoryQuota(string Category, int AtMost);

/// <summary>场次: where phases and windows stand.</summary>
/// <param name="Id">Its id.</param>
/// <param name="CampaignId">The campaign it belongs to.</param>
/// <param name="SeasonId">The season that campaign belongs to.</param>
/// <param name="Name">What people call it.</param>
/// <param name="CampaignName">The campaign's name.</param>
/// <param name="CampaignType">The name of the campaign's type.</param>
/// <param name="CampaignStatus">Draft or published.</param>
/// <param name="Phase">
/// The latest phase in order that has opened by the tenant's instant now; null before the first. Several may be open at
/// once: reviewing begins while merchants still enroll.
/// </param>
/// <param name="Phases">All eight phases in their order.</param>
/// <param name="Mechanics">What happens to prices and benefits while it is live.</param>
/// <param name="Slots">Its slots by position.</param>
/// <param name="Revision">Grows by one with every change.</param>
public sealed record Round(
    Id<Round> Id,
    Id<Campaign> CampaignId,
    Id<Season> SeasonId,
    string Name,
    string CampaignName,
    string CampaignType,
    CampaignStatus CampaignStatus,
    RoundPhase? Phase,
    IReadOnlyList<PhaseWindow> Phases,
    IReadOnlyList<RoundMechanic> Mechanics,
    IReadOnlyList<Slot> Slots,
    int Revision)
{
    /// <summary>The window of a phase.</summary>
    public PhaseWindow this[RoundPhase phase] => Phases[(int)phase];

    /// <summary>Whether that phase is open at the tenant's instant when this was read.</summary>
    public bool IsOpen(RoundPhase phase) => this[phase].State == PhaseState.Open;

    /// <summary>Whether the round is live: its items are sold at their activity prices.</summary>
    public bool IsLive => IsOpen(RoundPhase.Live);
}
