using Marquee.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Campaigns.Contingency;

/// <summary>
/// One action starts a plan, one reverts it. The answer comes as soon as that is certain to happen: the steps are taken
/// by <see cref="DriveRuns"/>, which goes on where a host that died left off.
/// </summary>
internal static class RunPlans
{
    internal sealed record Body(string Reason);

    internal sealed record View(Id<ContingencyRun> Id, RunState State);

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/contingency-runs", ListAsync).WithName("ListContingencyRuns")
            .WithSummary("The journal of plans started, those that are on first; at most 100")
            .AllowStaff().Rows(RowRule.Whole);
        api.MapPost("/contingency-plans/{plan}/start", StartAsync).WithName("StartContingencyPlan")
            .WithSummary("Takes every step of a rehearsed plan, in their order")
            .Allow(Role.Operator, Role.Risk).Rows(RowRule.Whole);
        api.MapPost("/contingency-runs/{run}/reversal", RevertAsync).WithName("RevertContingencyRun")
            .WithSummary("Puts back what the steps of a run changed, the last one first")
            .Allow(Role.Operator, Role.Risk).Rows(RowRule.Whole);
    }

    private static async Task<Answer<IReadOnlyList<ContingencyRun>>> ListAsync(
        CallContext call, CampaignsDb db, CancellationToken cancel) =>
        Answer<IReadOnlyList<ContingencyRun>>.Of(
            await db.ReadAsync(call, tx => RunRows.AllAsync(tx, cancel), cancel));

    internal static Error? Decide(ContingencyPlan plan, RunRows.On? on) => plan switch
    {
        _ when on is not null => new PlanIsOn(plan.Name, on.Id, EnumText.Of(on.State)),
        { RehearsedRevision: var seen } when seen != plan.Revision => new PlanNotRehearsed(plan.Name, []),
        _ when plan.Failing() is { Count: > 0 } failing => new PlanNotRehearsed(plan.Name, failing),
        _ => null,
    };

    private static async Task<Answer<View>> StartAsync(
        Id<ContingencyPlan> plan, Body body, CallContext call, CampaignsDb db, CancellationToken cancel) =>
        Wrong(body) is { } wrong ? wrong : await db.MutateAsync<View>(call, async tx =>
        {
            if (await PlanRows.LockAsync(tx, plan, cancel) is not { } state)
            {
                return new Unknown("plan", plan.ToString());
            }

            if (Decide(state, await RunRows.OnAsync(tx, plan, cancel)) is { } refusal)
            {
                return refusal;
            }

            var run = call.Ids.Next<ContingencyRun>();
            await tx.ExecuteAsync($"""
                insert into campaigns.contingency_run (tenant_id, id, plan_id, plan_name, reason, state, started_by,
                    started_by_id, started_by_kind, started_at)
                values ({call.Tenant.Id}, {run}, {plan}, {state.Name}, {body.Reason.Trim()}, 'starting',
                    {call.Actor.Name}, {call.Actor.Id}, {call.Actor.Kind}, {call.Now})
                """, cancel);
            await tx.ExecuteAsync($"""
                insert into campaigns.contingency_step (tenant_id, run_id, ordinal, step, state)
                select {call.Tenant.Id}, {run}, step.ordinality, step.value, 'waiting'
                from campaigns.contingency_plan p, jsonb_array_elements(p.steps) with ordinality step
                where p.tenant_id = {call.Tenant.Id} and p.id = {plan}
                """, cancel);
            await tx.AuditAsync("campaigns.plan.started", $"plan:{plan}", new { run, body.Reason }, cancel);
            await tx.AddAsync(new ContingencyStarted(run.Value), cancel);
            return new View(run, RunState.Starting);
        }, cancel);

    private static async Task<Answer<View>> RevertAsync(
        Id<ContingencyRun> run, Body body, CallContext call, CampaignsDb db, CancellationToken cancel) =>
        Wrong(body) is { } wrong ? wrong : await db.MutateAsync<View>(call, async tx =>
        {
            var state = await tx.FindAsync(
                $"""
                select plan_id, plan_name, state from campaigns.contingency_run
                where tenant_id = {call.Tenant.Id} and id = {run} for update
                """, row => Tuple.Create(
                    row.GetGuid(0), row.GetString(1), EnumText.Parse<RunState>(row.GetString(2))), cancel);
            if (state is not var (plan, name, now))
            {
                return new Unknown("run", run.ToString());
            }

            if (now is RunState.Reverting or RunState.Off)
            {
                return new PlanIsOn(name, run.Value, EnumText.Of(now));
            }

            await tx.ExecuteAsync($"""
                update campaigns.contingency_run set state = 'reverting', revert_reason = {body.Reason.Trim()},
                    reverted_by = {call.Actor.Name}, reverted_by_id = {call.Actor.Id},
                    reverted_by_kind = {call.Actor.Kind}, reverted_at = {call.Now}
                where tenant_id = {call.Tenant.Id} and id = {run}
                """, cancel);
            await tx.AuditAsync("campaigns.plan.reverted", $"plan:{plan}", new { run, body.Reason }, cancel);
            await tx.AddAsync(new ContingencyReverted(run.Value), cancel);
            return new View(run, RunState.Reverting);
        }, cancel);

    private static InvalidRequest? Wrong(Body body) => body.Reason.Trim().Length is > 0 and <= Limits.NoteLength
        ? null
        : new InvalidRequest(
            "reason", "is needed: the journal says why", body.Reason, $"1 to {Limits.NoteLength} characters");
}
