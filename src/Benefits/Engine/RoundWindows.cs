using System.Collections.Concurrent;
using Marquee.Benefits.Storage;
using Marquee.Campaigns;
using Marquee.Kernel;

namespace Marquee.Benefits.Engine;

/// <summary>
/// A round that was opened by hand is open at once: who claims before its event has come here asks Campaigns. Asked at
/// most a few times a second for a round, so that a crowd that waits for the opening costs nothing. Thread-safe.
/// </summary>
internal sealed class RoundWindows(BenefitsDb db, ICampaigns campaigns)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    // By tenant and round: when it was asked last. As many entries as rounds that somebody came too early for.
    private readonly ConcurrentDictionary<(Guid Tenant, Guid Round), long> _asked = new();

    /// <summary>Moves the windows of a round's benefits to its live phase if that is open; true when it is.</summary>
    public async Task<bool> OpenAsync(CallContext call, Guid roundId, CancellationToken cancel)
    {
        var now = call.Time.GetTimestamp();
        var key = (call.Tenant.Id, roundId);
        if (_asked.TryGetValue(key, out var asked) && call.Time.GetElapsedTime(asked, now) < Pause)
        {
            return false;
        }

        _asked[key] = now;
        var rounds = await campaigns.GetRoundsAsync(call, [new Id<Round>(roundId)], cancel);
        if (rounds is not [{ IsLive: true } round]
            || round[RoundPhase.Live] is not { Opens: { } opens, Closes: { } closes })
        {
            return false;
        }

        await db.ReadAsync(call, tx => tx.ExecuteAsync($"""
            update benefits.benefit set from_at = {opens}, to_at = {closes}
            where tenant_id = {call.Tenant.Id} and round_id = {roundId} and mechanic_id is not null
                and status <> 'ended'
              and {opens} < {closes}
            """, cancel), cancel);
        return true;
    }
}
