using System.Diagnostics;
using Marquee.Kernel;

namespace Marquee.Campaigns.Rounds;

/// <summary>A phase that opened or closed and was not acted upon yet.</summary>
internal sealed record PhaseStep(RoundPhase Phase, PhaseState From, PhaseState To, DateTimeOffset At);

/// <summary>
/// Notices phases that opened or closed, acts and announces, each exactly once: the phase row says what was noticed,
/// and changes in the transaction of the events. States themselves are never stored: they follow from windows and
/// clock, so nothing is late when this is.
/// </summary>
internal sealed class RoundTransitions(CampaignsDb db)
{
    /// <summary>
    /// Works off what is due in the call's tenant. Several hosts share the work. Returns how many steps were taken.
    /// </summary>
    public async Task<int> RunDueAsync(CallContext call, CancellationToken cancel)
    {
        var steps = 0;
        while (true)
        {
            await using var tx = await db.BeginAsync(call, cancel);
            var due = await tx.ScalarAsync<Guid>($"""
                select id from campaigns.round
                where tenant_id = {call.Tenant.Id} and next_change_at <= {call.Now}
                order by next_change_at, id limit 1 for update skip locked
                """, cancel);
            if (due == Guid.Empty)
            {
                return steps;
            }

            var round = await RoundRows.FindAsync(tx, new Id<Round>(due), cancel);
            steps += await StepAsync(tx, round!, null, cancel);
            await tx.CommitAsync(cancel);
        }
    }

    /// <summary>What has to be noticed at that instant, in the order in which it happened.</summary>
    internal static IReadOnlyList<PhaseStep> Due(IReadOnlyList<Window> windows, DateTimeOffset now)
    {
        var steps = new List<PhaseStep>();
        foreach (var window in windows)
        {
            var state = window.StateAt(now);
            if (state == window.Noticed)
            {
                continue;
            }

            if (window.Noticed is PhaseState.Waiting && state is PhaseState.Done)
            {
                // The clock jumped over the whole phase: it was open all the same, and everybody hears both.
                steps.Add(new PhaseStep(window.Phase, PhaseState.Waiting, PhaseState.Open, window.Opens));
                steps.Add(new PhaseStep(window.Phase, PhaseState.Open, PhaseState.Done, window.Closes));
            }
            else
            {
                steps.Add(new PhaseStep(
                    window.Phase, window.Noticed, state, state is PhaseState.Done ? window.Closes : window.Opens));
            }
        }

        return [
            .. steps.OrderBy(step => step.At).ThenBy(step => step.To == PhaseState.Open).ThenBy(step => step.Phase)];
    }

    /// <summary>
    /// Acts upon what is due of one round that the transaction has locked, and sets when to look again.
    /// </summary>
    /// <param name="tx">The transaction.</param>
    /// <param name="round">The round.</param>
    /// <param name="byHand">The phase that a person moves in this transaction, and accounts for.</param>
    /// <param name="cancel">Cancels.</param>
    public static async Task<int> StepAsync(
        Transaction tx, RoundState round, RoundPhase? byHand, CancellationToken cancel)
    {
        var now = tx.Call.Now;
        var steps = Due(round.Windows, now);
        foreach (var step in steps)
        {
            await tx.AddAsync(new RoundPhaseChanged(round.Id, step.Phase, step.From, step.To, step.At), cancel);
            if (step.Phase == RoundPhase.Live)
            {
                await AnnounceLiveAsync(tx, round, step, cancel);
            }
        }

        await HistoryRows.AddScheduledAsync(
            tx, round.Id,
            [.. steps.Where(step => step.Phase != byHand).Select(step => (HistoryActionOf(step), step.At))], cancel);
        var noticed = round.Windows.Select(window => window with { Noticed = window.StateAt(now) }).ToArray();
        var next = noticed.Min(window => window.NextChange);
        Debug.Assert(next is null || next > now, "What is due was worked off.");
        await tx.ExecuteAsync($"""
            update campaigns.phase p set noticed = n.state
            from unnest({noticed.Select(window => EnumText.Of(window.Phase)).ToArray()},
                        {noticed.Select(window => EnumText.Of(window.Noticed)).ToArray()}) as n (phase, state)
            where p.tenant_id = {tx.Call.Tenant.Id} and p.round_id = {round.Id} and p.phase = n.phase
                and p.noticed <> n.state
            """, cancel);
        await tx.ExecuteAsync($"""
            update campaigns.round set next_change_at = {next} where tenant_id = {tx.Call.Tenant.Id} and id = {round.Id}
            """, cancel);
        return steps.Count;
    }

    private static string HistoryActionOf(PhaseStep step) => step.To switch
    {
        PhaseState.Open => "began:" + EnumText.Of(step.Phase),
        PhaseState.Done => "ended:" + EnumText.Of(step.Phase),
        PhaseState.Waiting or PhaseState.Skipped => "skipped:" + EnumText.Of(step.Phase),
    };

    private static async Task AnnounceLiveAsync(
        Transaction tx, RoundState round, PhaseStep step, CancellationToken cancel)
    {
        // Also when it was ended in the instant it began, and so counts as passed over: who heard that it began hears
        // that it ended.
        if (step.From == PhaseState.Open)
        {
            await tx.AddAsync(new RoundEnded(round.Id, round.CampaignId, step.At), cancel);
            return;
        }

        if (step.To != PhaseState.Open)
        {
            return;
        }

        var range = (await tx.QueryAsync(
            $"""
            select count(*)::int, coalesce(min(seq), 1), coalesce(max(seq), 0) from campaigns.campaign_item
            where tenant_id = {tx.Call.Tenant.Id} and round_id = {round.Id} and left_at is null and seq is not null
            """,
            row => (Items: row.GetInt32(0), From: row.GetInt64(1), To: row.GetInt64(2)), cancel))[0];
        await tx.AddAsync(
            new RoundLive(round.Id, round.CampaignId, step.At, round.Live.Closes, range.Items, range.From, range.To),
            cancel);
    }
}
