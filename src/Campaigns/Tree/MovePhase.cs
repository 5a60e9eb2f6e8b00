using Marquee.Campaigns.Items;
using Marquee.Campaigns.Rounds;
using Marquee.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Campaigns.Tree;

/// <summary>An operator opens or closes a phase now, whatever the schedule says; audited, with the reason.</summary>
internal static class MovePhase
{
    internal sealed record Body(
        string Reason, RoundPhase? Open = null, RoundPhase? Close = null, DateTimeOffset? Until = null);

    internal sealed record View(Round Round, IReadOnlyList<string> AllowedNow);

    public static void Map(RouteGroupBuilder api) => api
        .MapPost("/rounds/{round}/phase", HandleAsync).WithName(nameof(MovePhase))
        .WithSummary("Open or close a phase now; ends the phases before it that must not move any more").Allow(
            Role.Operator);

    private static async Task<Answer<View>> HandleAsync(
        Id<Round> round, Body body, CallContext call, CampaignsDb db, CancellationToken cancel) =>
        await db.MutateAsync<View>(call, async tx =>
        {
            if (await RoundRows.LockAsync(tx, round, cancel) is not { } state)
            {
                return new Unknown("round", round.ToString());
            }

            var decision = Decide(state, body, call.Now);
            if (!decision.IsSuccess)
            {
                return decision.Error;
            }

            await StoreAsync(tx, state, decision.Value, cancel);
            var moved = state with { Windows = decision.Value };
            if (await Holds.MoveAsync(tx, state, moved, cancel) is { } held)
            {
                return held;
            }

            var verb = body.Open is null ? "closed" : "opened";
            await tx.AuditAsync($"campaigns.phase.{verb}", $"round:{round}", body, cancel);
            await HistoryRows.AddAsync(
                tx, round, $"{verb}:{EnumText.Of((body.Open ?? body.Close)!.Value)}", body.Reason, cancel);
            await RoundTransitions.StepAsync(tx, moved, body.Open ?? body.Close, cancel);
            return new View(
                (await RoundRows.ViewsAsync(tx, [round], cancel))[0], PhaseTable.AllowedNow(decision.Value, call.Now));
        }, cancel);

    /// <summary>The windows afterwards, or why not.</summary>
    internal static Result<IReadOnlyList<Window>> Decide(RoundState state, Body body, DateTimeOffset now)
    {
        if (body.Open is null == body.Close is null)
        {
            return new InvalidRequest(
                "open", "exactly one of open and close is wanted", null, "open or close with a phase");
        }

        if (body.Reason.Trim().Length is 0 or > Limits.NoteLength)
        {
            return new InvalidRequest(
                "reason", "is empty or too long", body.Reason, $"1 to {Limits.NoteLength} characters");
        }

        if (body.Close is { } close)
        {
            return PhaseTable.MayClose(state.Windows, close, now)
                ? Result<IReadOnlyList<Window>>.Of(PhaseTable.Close(state.Windows, close, now))
                : Refused(state, "close:" + EnumText.Of(close), now);
        }

        var open = body.Open!.Value;
        if (!PhaseTable.MayOpen(state.Windows, open, now))
        {
            return Refused(state, "open:" + EnumText.Of(open), now);
        }

        var closes = body.Until ?? state.Windows.First(window => window.Phase == open).Closes;
        if (closes <= now)
        {
            return new InvalidRequest(
                "until", "the phase was closed already; say until when it is open again", body.Until,
                $"an instant after {now:O}");
        }

        return PhaseTable.EndsAtMost(state.Windows, open) is { } limit && closes > limit
            ? new InvalidRequest("until", "what comes after it begins earlier", closes, $"an instant up to {limit:O}")
            : Result<IReadOnlyList<Window>>.Of(PhaseTable.Open(state.Windows, open, body.Until, now));
    }

    private static MoveRefused Refused(RoundState state, string move, DateTimeOffset now) => new(
        "round", state.Id.ToString(),
        PhaseTable.Current(state.Windows, now) is { } phase ? EnumText.Of(phase) : "planned", move,
        PhaseTable.AllowedNow(state.Windows, now));

    private static async Task StoreAsync(
        Transaction tx, RoundState state, IReadOnlyList<Window> windows, CancellationToken cancel)
    {
        await tx.ExecuteAsync($"""
            update campaigns.phase p set opens = w.opens, closes = w.closes
            from unnest({windows.Select(window => EnumText.Of(window.Phase)).ToArray()},
                        {windows.Select(window => window.Opens).ToArray()},
                        {windows.Select(window => window.Closes).ToArray()})
                 as w (phase, opens, closes)
            where p.tenant_id = {tx.Call.Tenant.Id} and p.round_id = {state.Id} and p.phase = w.phase
            """, cancel);
        await tx.ExecuteAsync($"""
            update campaigns.round set revision = revision + 1 where tenant_id = {tx.Call.Tenant.Id} and id = {state.Id}
            """, cancel);
    }
}
