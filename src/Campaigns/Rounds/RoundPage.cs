using Marquee.Kernel;

namespace Marquee.Campaigns.Rounds;

/// <summary>A round as its page shows it, with what an operator can do with it now.</summary>
internal sealed record RoundPage(
    Round Round, IReadOnlyList<string> AllowedNow, ExitPolicy ExitPolicy, IReadOnlyList<Changeable> Changeable)
{
    /// <summary>The round as its page shows it; null when there is none.</summary>
    public static async Task<RoundPage?> ReadAsync(Transaction tx, Id<Round> id, CancellationToken cancel)
    {
        if (await RoundRows.FindAsync(tx, id, cancel) is not { } state)
        {
            return null;
        }

        var (view, now) = ((await RoundRows.ViewsAsync(tx, [id], cancel))[0], tx.Call.Now);
        return tx.Call.Actor.IsAny(Role.Operator)
            ? new RoundPage(
                view, PhaseTable.AllowedNow(state.Windows, now), state.ExitPolicy, RoundChanges.At(state.Windows, now))
            : new RoundPage(view, [], state.ExitPolicy, []);
    }
}
