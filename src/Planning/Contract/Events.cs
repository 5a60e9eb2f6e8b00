using Marquee.Kernel;

namespace Marquee.Planning;

/// <summary>A schedule proposal was applied: its placements were handed to Campaigns.</summary>
/// <param name="ProposalId">The proposal.</param>
/// <param name="RoundId">The round.</param>
/// <param name="Assigned">How many got their slot.</param>
/// <param name="Refused">How many Campaigns refused.</param>
[Event("planning.proposal_applied", 1)]
public sealed record ProposalApplied(Id<ScheduleProposal> ProposalId, Guid RoundId, int Assigned, int Refused);
