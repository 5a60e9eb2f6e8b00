using Marquee.Campaigns.Gates;
using Marquee.Campaigns.Rounds;
using Marquee.Kernel;

namespace Marquee.Campaigns.Plans;

/// <summary>A moment of a plan without dates: a time of day so many days after the plan's first day.</summary>
/// <param name="Day">Days after the first day, by the calendar of the tenant's zone.</param>
/// <param name="Tick">The time of day in ticks since midnight.</param>
internal sealed record LocalMoment(int Day, long Tick);

/// <summary>A phase of a planned round.</summary>
internal sealed record PhasePlan(RoundPhase Phase, LocalMoment Opens, LocalMoment Closes);

/// <summary>A mechanic of a planned round.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Spec">What was filled in.</param>
/// <param name="From">The mechanic it was read from.</param>
internal sealed record MechanicPlan(string Kind, MechanicSpec Spec, Guid? From = null);

/// <summary>A round to be made.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Phases">Its schedule; what was done by hand is no part of a plan.</param>
/// <param name="Slots">Its slots by position.</param>
/// <param name="Mechanics">Its mechanics in their order.</param>
/// <param name="ExitPolicy">Its exit policy.</param>
/// <param name="Rules">What its rule says, as rule.v1 JSON by gate.</param>
/// <param name="From">The round it was read from.</param>
internal sealed record RoundPlan(
    string Name, IReadOnlyList<PhasePlan> Phases, IReadOnlyList<RoundForm.SlotBody> Slots,
    IReadOnlyList<MechanicPlan> Mechanics, ExitPolicy ExitPolicy, IReadOnlyDictionary<Gate, string> Rules,
    Guid? From = null);

/// <summary>A campaign to be made.</summary>
internal sealed record CampaignPlan(
    string Name, string Type, IReadOnlyDictionary<Gate, string> Rules, IReadOnlyList<RoundPlan> Rounds);

/// <summary>A season to be made.</summary>
/// <param name="Name">The name it had.</param>
/// <param name="Days">How many days it lasted.</param>
/// <param name="Rules">What its rule says, by gate.</param>
/// <param name="Campaigns">Its campaigns.</param>
internal sealed record SeasonPlan(
    string Name, int Days, IReadOnlyDictionary<Gate, string> Rules, IReadOnlyList<CampaignPlan> Campaigns)
{
    public int Rounds => Campaigns.Sum(campaign => campaign.Rounds.Count);
}
