using Marquee.Kernel;

namespace Marquee.Campaigns.Rounds;

/// <summary>The phases of rounds that are open at the instant of the call.</summary>
internal static class OpenPhases
{
    public static IReadOnlyCollection<RoundPhase> Of(RoundState round, DateTimeOffset now) =>
        [.. PhaseTable.InOrder.Where(phase => round.IsOpen(phase, now))];

    public static async Task<IReadOnlyCollection<RoundPhase>> OfAsync(
        Transaction tx, Id<Round> round, CancellationToken cancel) =>
        (await OfAsync(tx, [round], cancel))[round];

    public static async Task<IReadOnlyDictionary<Id<Round>, IReadOnlyCollection<RoundPhase>>> OfAsync(
        Transaction tx, IEnumerable<Id<Round>> rounds, CancellationToken cancel) =>
        (await RoundRows.GetAsync(tx, [.. rounds.Distinct()], cancel)).ToDictionary(
            round => round.Id, round => Of(round, tx.Call.Now));
}
