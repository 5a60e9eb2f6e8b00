using Marquee.Campaigns;
using Marquee.Kernel;

namespace Marquee.Benefits.Tests;

/// <summary>Campaigns with the rounds that a test puts in.</summary>
internal sealed class FakeCampaigns : ICampaigns
{
    public List<Round> Rounds { get; } = [];

    public Round Add(
        CallContext call, DateTimeOffset from, DateTimeOffset to, params (string Kind, MechanicSpec Spec)[] mechanics)
    {
        var phases = Enum.GetValues<RoundPhase>().Select(phase => phase == RoundPhase.Live
            ? new PhaseWindow(phase, PhaseState.Waiting, from, to)
            : new PhaseWindow(phase, PhaseState.Skipped, null, null)).ToList();
        var round = new Round(
            call.Ids.Next<Round>(), call.Ids.Next<Campaign>(), call.Ids.Next<Season>(), "Opening", "Flash",
            "flash_sale",
            CampaignStatus.Published, RoundPhase.Live, phases,
            [.. mechanics.Select(m => new RoundMechanic(call.Ids.Next<RoundMechanic>(), m.Kind, m.Spec))], [], 1);
        Rounds.Add(round);
        return round;
    }

    /// <summary>Opens a round's live phase at an instant, as an operator does.</summary>
    public void Open(Round round, DateTimeOffset at) => Rounds[Rounds.IndexOf(round)] = round with
    {
        Phases = [.. round.Phases.Select(window => window.Phase == RoundPhase.Live
            ? window with { State = PhaseState.Open, Opens = at }
            : window)],
    };

    public Task<IReadOnlyList<Round>> GetRoundsAsync(
        CallContext call, IReadOnlyList<Id<Round>> ids, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<Round>>([.. Rounds.Where(round => ids.Contains(round.Id))]);

    public Task<IReadOnlyList<Round>> LiveRoundsAsync(CallContext call, CancellationToken cancel) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<CampaignItem>> CampaignItemsAsync(
        CallContext call, Id<Round> round, int afterItemNo, int limit,
        CancellationToken cancel) => throw new NotSupportedException();

    public Task<IReadOnlyList<CampaignItem>> GetCampaignItemsAsync(
        CallContext call, IReadOnlyList<int> nos, CancellationToken cancel) => throw new NotSupportedException();

    public Task<IReadOnlyList<CampaignItem>> CampaignItemsOfSkusAsync(
        CallContext call, IReadOnlyList<int> skuNos, CancellationToken cancel) => throw new NotSupportedException();

    public Task<IReadOnlyList<ShortlistedSubmission>> ShortlistAsync(
        CallContext call, Id<Round> round, Id<Submission>? after, int limit,
        CancellationToken cancel) => throw new NotSupportedException();

    public Task<Result<IReadOnlyList<AssignmentOutcome>>> AssignAsync(
        CallContext call, Id<Round> round, IReadOnlyList<Assignment> assignments,
        CancellationToken cancel) => throw new NotSupportedException();

    public Task<IReadOnlyList<ItemChangeAnswer>> CheckChangesAsync(
        CallContext call, IReadOnlyList<ItemChange> changes,
        CancellationToken cancel) => throw new NotSupportedException();

    public Task<IReadOnlyList<FeedRow>> ReadFeedAsync(
        CallContext call, long afterSeq, int limit, CancellationToken cancel) => throw new NotSupportedException();
}
