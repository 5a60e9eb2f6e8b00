using Marquee.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Campaigns.Freezes;

/// <summary>
/// Breaking the glass: somebody asks to be let through a freeze, with a reason and for so many minutes; another person
/// lets them. Both, and every change made that way, are in the audit.
/// </summary>
internal static class PassFreeze
{
    internal sealed record Body(string Reason, int Minutes);

    internal sealed record View(Id<KeepFreezes.PassView> Id, DateTimeOffset? Until);

    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/freezes/{freeze}/passes", AskAsync).WithName("AskFreezePass")
            .WithSummary("Asks to be let through a freeze for some minutes").Allow(EndpointRules.Staff);
        api.MapPost("/freezes/{freeze}/passes/{pass}/approval", GiveAsync).WithName("GiveFreezePass")
            .WithSummary("Lets another person through a freeze").Allow([.. FreezeGate.MayOverride]);
    }

    private static async Task<Answer<View>> AskAsync(
        Id<Freeze> freeze, Body body, CallContext call, CampaignsDb db, CancellationToken cancel)
    {
        if (IsKey(call) is { } key)
        {
            return key;
        }

        if (body.Reason.Trim().Length is 0 or > Limits.NoteLength)
        {
            return new InvalidRequest(
                "reason", "is empty or too long", body.Reason, $"1 to {Limits.NoteLength} characters");
        }

        if (body.Minutes is < 1 or > Limits.PassMinutes)
        {
            return new InvalidRequest("minutes", "is out of range", body.Minutes, $"1 to {Limits.PassMinutes}");
        }

        return await db.MutateAsync<View>(call, async tx =>
        {
            if (!await StandsAsync(tx, freeze, cancel))
            {
                return new Unknown("freeze", freeze.ToString());
            }

            var asked = await tx.ScalarAsync<int>(
                $"""
                select count(*)::int from campaigns.freeze_pass where tenant_id = {call.Tenant.Id}
                    and freeze_id = {freeze}
                """, cancel);
            if (asked >= Limits.PassesPerFreeze)
            {
                return new InvalidRequest(
                    "freeze", "was passed too often", asked, $"up to {Limits.PassesPerFreeze}: end the freeze instead");
            }

            var id = call.Ids.Next<KeepFreezes.PassView>();
            await tx.ExecuteAsync($"""
                insert into campaigns.freeze_pass (tenant_id, id, freeze_id, reason, minutes, asked_by_id, asked_by,
                    asked_at)
                values ({call.Tenant.Id}, {id}, {freeze}, {body.Reason.Trim()}, {body.Minutes}, {call.Actor.Id},
                    {call.Actor.Name}, {call.Now})
                """, cancel);
            await tx.AuditAsync("campaigns.freeze.pass_asked", $"freeze:{freeze}", body, cancel);
            return new View(id, null);
        }, cancel);
    }

    private static async Task<Answer<View>> GiveAsync(
        Id<Freeze> freeze, Id<KeepFreezes.PassView> pass, CallContext call, CampaignsDb db, CancellationToken cancel) =>
        IsKey(call) is { } key ? key : await db.MutateAsync<View>(call, async tx =>
        {
            var state = await tx.FindAsync(
                $"""
                select asked_by_id, minutes, until_at from campaigns.freeze_pass
                where tenant_id = {call.Tenant.Id} and id = {pass} and freeze_id = {freeze} for update
                """, row => new State(row.GetString(0), row.GetInt32(1), row.InstantOrNull(2)), cancel);
            if (state is null || !await StandsAsync(tx, freeze, cancel))
            {
                return new Unknown("pass", pass.ToString());
            }

            var decision = Decide(state, call.Actor.Id, call.Now);
            if (!decision.IsSuccess)
            {
                return decision.Error;
            }

            await tx.ExecuteAsync($"""
                update campaigns.freeze_pass set given_by_id = {call.Actor.Id}, given_by = {call.Actor.Name},
                    given_at = {call.Now}, until_at = {decision.Value}
                where tenant_id = {call.Tenant.Id} and id = {pass}
                """, cancel);
            await tx.AuditAsync(
                "campaigns.freeze.pass_given", $"freeze:{freeze}", new { pass, until = decision.Value }, cancel);
            return new View(pass, decision.Value);
        }, cancel);

    /// <summary>Whoever makes keys would have two names: four eyes are those of people.</summary>
    private static SamePerson? IsKey(CallContext call) =>
        call.Actor.Kind == ActorKind.Machine ? new SamePerson("call with a machine key", "do this") : null;

    internal sealed record State(string AskedById, int Minutes, DateTimeOffset? Until);

    /// <summary>Until when the pass holds, or why it is not given.</summary>
    internal static Result<DateTimeOffset> Decide(State state, string actor, DateTimeOffset now) =>
        state.Until is { } until
            ? new InvalidRequest("pass", "was given already", until, "a pass that waits")
            : actor == state.AskedById
                ? new SamePerson("asked for this pass", "give it")
                : now.AddMinutes(state.Minutes);

    private static async Task<bool> StandsAsync(Transaction tx, Id<Freeze> freeze, CancellationToken cancel) =>
        await tx.ScalarAsync<bool>(
            $"""
            select exists (select from campaigns.freeze where tenant_id = {tx.Call.Tenant.Id} and id = {freeze}
                and ended_at is null and to_at > {tx.Call.Now})
            """, cancel);
}
