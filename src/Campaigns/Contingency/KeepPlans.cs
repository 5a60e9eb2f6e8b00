using Marquee.Campaigns.Tree;
using Marquee.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Campaigns.Contingency;

/// <summary>
/// An operator prepares plans in quiet times and rehearses them: each step is looked at, and nothing is changed.
/// </summary>
internal static class KeepPlans
{
    internal sealed record Body(
        string Name, IReadOnlyList<ContingencyStep> Steps, string Note = "", int? Revision = null);

    internal sealed record View(IReadOnlyList<ActionView> Actions, IReadOnlyList<ContingencyPlan> Plans);

    internal sealed record ActionView(string Name, Texts Label, IReadOnlyList<ContingencySetting> Settings);

    internal sealed record Removed(Id<ContingencyPlan> Id);

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/contingency-plans", ListAsync).WithName("ListContingencyPlans")
            .WithSummary("The plans by name, at most 100, and the kinds of steps there are")
            .AllowStaff().Rows(RowRule.Whole);
        api.MapPost("/contingency-plans", MakeAsync).WithName("MakeContingencyPlan")
            .WithSummary("Prepares a plan; it is started only after a rehearsal")
            .Allow(Role.Operator).Rows(RowRule.Whole);
        api.MapPut("/contingency-plans/{plan}", EditAsync).WithName("EditContingencyPlan")
            .WithSummary("Changes a plan, which then has to be rehearsed again")
            .Allow(Role.Operator).Rows(RowRule.Whole);
        api.MapDelete("/contingency-plans/{plan}", RemoveAsync).WithName("RemoveContingencyPlan")
            .WithSummary("Removes a plan that is not on; its runs stay in the journal")
            .Allow(Role.Operator).Rows(RowRule.Whole);
        api.MapPost("/contingency-plans/{plan}/rehearsal", RehearseAsync).WithName("RehearseContingencyPlan")
            .WithSummary("Looks whether every step could be taken now; changes nothing but the plan's own record")
            .Allow(Role.Operator, Role.Risk).Rows(RowRule.Whole);
    }

    internal static Error? Wrong(Body body, Registry<IContingencyAction> actions)
    {
        if (NodeName.Wrong(body.Name) is { } name)
        {
            return name;
        }

        if (body.Note.Length > Limits.NoteLength)
        {
            return new InvalidRequest("note", "is too long", body.Note, $"up to {Limits.NoteLength} characters");
        }

        if (body.Steps.Count is 0 or > Limits.PlanSteps)
        {
            return new InvalidRequest("steps", "are none or too many", body.Steps.Count, $"1 to {Limits.PlanSteps}");
        }

        return body.Steps.Select((step, at) => WrongStep(step, $"steps[{at}].", actions))
            .FirstOrDefault(wrong => wrong is not null);
    }

    private static Error? WrongStep(ContingencyStep step, string path, Registry<IContingencyAction> actions)
    {
        if (NodeName.Wrong(step.Name, path + "name") is { } name)
        {
            return name;
        }

        if (!actions.TryGet(step.Action, out var action))
        {
            return new InvalidRequest(
                path + "action", "is no kind of step", step.Action,
                string.Join(", ", actions.All.Select(one => one.Name)));
        }

        var asked = action.Settings.Select(one => one.Name).ToHashSet(StringComparer.Ordinal);
        return asked.SetEquals(step.Settings.Keys)
            && step.Settings.Values.All(text => text.Length is > 0 and <= Limits.SettingLength)
            ? null
            : new InvalidRequest(
                path + "settings", "are not what the step asks for", string.Join(", ", step.Settings.Keys),
                $"{string.Join(", ", asked.Order(StringComparer.Ordinal))}, "
                    + $"each of 1 to {Limits.SettingLength} characters");
    }

    private static async Task<Answer<View>> ListAsync(
        CallContext call, CampaignsDb db, Registry<IContingencyAction> actions, CancellationToken cancel) =>
        Answer<View>.Of(new View(
            [.. actions.All.Select(one => new ActionView(one.Name, one.Label, one.Settings))],
            await db.ReadAsync(call, tx => PlanRows.AllAsync(tx, cancel), cancel)));

    private static async Task<Answer<ContingencyPlan>> MakeAsync(
        Body body, CallContext call, CampaignsDb db, Registry<IContingencyAction> actions, CancellationToken cancel)
    {
        if (Wrong(body, actions) is { } wrong)
        {
            return wrong;
        }

        return await db.MutateAsync<ContingencyPlan>(call, async tx =>
        {
            var standing = await tx.ScalarAsync<int>(
                $"select count(*)::int from campaigns.contingency_plan where tenant_id = {call.Tenant.Id}", cancel);
            if (standing >= Limits.Plans)
            {
                return new InvalidRequest("plans", "are as many as can be", standing, $"up to {Limits.Plans}");
            }

            var id = call.Ids.Next<ContingencyPlan>();
            var made = await tx.ExecuteAsync($"""
                insert into campaigns.contingency_plan (tenant_id, id, name, note, steps, changed_by, changed_at)
                values ({call.Tenant.Id}, {id}, {body.Name.Trim()}, {body.Note}, {new SqlText.Json(body.Steps)},
                    {call.Actor.Name}, {call.Now})
                on conflict do nothing
                """, cancel);
            if (made == 0)
            {
                return new InvalidRequest("name", "is taken", body.Name, "a name no other plan has");
            }

            await tx.AuditAsync("campaigns.plan.made", $"plan:{id}", body, cancel);
            return (await PlanRows.LockAsync(tx, id, cancel))!;
        }, cancel);
    }

    private static async Task<Answer<ContingencyPlan>> EditAsync(
        Id<ContingencyPlan> plan, Body body, CallContext call, CampaignsDb db, Registry<IContingencyAction> actions,
        CancellationToken cancel)
    {
        if (Wrong(body, actions) is { } wrong)
        {
            return wrong;
        }

        return await db.MutateAsync<ContingencyPlan>(call, async tx =>
        {
            if (await PlanRows.LockAsync(tx, plan, cancel) is not { } state)
            {
                return new Unknown("plan", plan.ToString());
            }

            if (body.Revision != state.Revision)
            {
                return new RevisionPassed(body.Revision ?? 0, state.Revision);
            }

            var taken = await tx.ScalarAsync<bool>(
                $"""
                select exists (select from campaigns.contingency_plan where tenant_id = {call.Tenant.Id}
                    and name = {body.Name.Trim()} and id <> {plan})
                """, cancel);
            if (taken)
            {
                return new InvalidRequest("name", "is taken", body.Name, "a name no other plan has");
            }

            await tx.ExecuteAsync($"""
                update campaigns.contingency_plan set name = {body.Name.Trim()}, note = {body.Note},
                    steps = {new SqlText.Json(body.Steps)}, revision = revision + 1, changed_by = {call.Actor.Name},
                    changed_at = {call.Now}, rehearsed_revision = null, rehearsed_by = null, rehearsed_at = null,
                    rehearsal = null
                where tenant_id = {call.Tenant.Id} and id = {plan}
                """, cancel);
            await tx.AuditAsync("campaigns.plan.changed", $"plan:{plan}", body, cancel);
            return (await PlanRows.LockAsync(tx, plan, cancel))!;
        }, cancel);
    }

    private static async Task<Answer<Removed>> RemoveAsync(
        Id<ContingencyPlan> plan, CallContext call, CampaignsDb db, CancellationToken cancel) =>
        await db.MutateAsync<Removed>(call, async tx =>
        {
            if (await PlanRows.LockAsync(tx, plan, cancel) is not { } state)
            {
                return new Unknown("plan", plan.ToString());
            }

            if (await RunRows.OnAsync(tx, plan, cancel) is { } on)
            {
                return new PlanIsOn(state.Name, on.Id, EnumText.Of(on.State));
            }

            await tx.ExecuteAsync(
                $"delete from campaigns.contingency_plan where tenant_id = {call.Tenant.Id} and id = {plan}", cancel);
            await tx.AuditAsync("campaigns.plan.removed", $"plan:{plan}", new { state.Name }, cancel);
            return new Removed(plan);
        }, cancel);

    private static async Task<Answer<ContingencyPlan>> RehearseAsync(
        Id<ContingencyPlan> plan, CallContext call, CampaignsDb db, Registry<IContingencyAction> actions,
        CancellationToken cancel)
    {
        var seen = await db.ReadAsync(call, tx => PlanRows.LockAsync(tx, plan, cancel), cancel);
        if (seen is null)
        {
            return new Unknown("plan", plan.ToString());
        }

        // Other modules are asked outside of our transaction; the revision says that they were asked about this plan.
        var found = new List<ContingencyPlan.Look>();
        foreach (var step in seen.Steps)
        {
            found.Add(new ContingencyPlan.Look(!actions.TryGet(step.Action, out var action)
                ? $"There is no kind of step '{step.Action}' any more."
                : await action.LookAsync(call, step, cancel) is { IsSuccess: false } refused
                    ? refused.Error.Message : null));
        }

        return await db.MutateAsync<ContingencyPlan>(call, async tx =>
        {
            if (await PlanRows.LockAsync(tx, plan, cancel) is not { } state)
            {
                return new Unknown("plan", plan.ToString());
            }

            if (state.Revision != seen.Revision)
            {
                return new RevisionPassed(seen.Revision, state.Revision);
            }

            await tx.ExecuteAsync($"""
                update campaigns.contingency_plan set rehearsed_revision = revision, rehearsed_by = {call.Actor.Name},
                    rehearsed_at = {call.Now}, rehearsal = {new SqlText.Json(found)}
                where tenant_id = {call.Tenant.Id} and id = {plan}
                """, cancel);
            await tx.AuditAsync("campaigns.plan.rehearsed", $"plan:{plan}", found, cancel);
            return (await PlanRows.LockAsync(tx, plan, cancel))!;
        }, cancel);
    }
}
