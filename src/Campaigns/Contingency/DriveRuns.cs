using Marquee.Kernel;

namespace Marquee.Campaigns.Contingency;

/// <summary>
/// Takes the steps of a run, and puts them back. What stood before is journaled before a step is taken, so that a host
/// that dies in between forgets nothing; a step that cannot be taken says why and stops no other. Start and reversal
/// come one after the other, because a subscription has one event at a time.
/// </summary>
internal sealed class DriveRuns(CampaignsDb db, Registry<IContingencyAction> actions) : ISubscription
{
    public string Name => "campaigns.contingency_runs";

    public IReadOnlyList<string> EventNames { get; } =
        ["campaigns.contingency_started", "campaigns.contingency_reverted"];

    public Task HandleAsync(Delivery delivery, CancellationToken cancel) =>
        delivery.EventName == "campaigns.contingency_started"
            ? StartAsync(delivery, new Id<ContingencyRun>(delivery.Read<ContingencyStarted>().Run), cancel)
            : RevertAsync(delivery, new Id<ContingencyRun>(delivery.Read<ContingencyReverted>().Run), cancel);

    private async Task StartAsync(Delivery delivery, Id<ContingencyRun> run, CancellationToken cancel)
    {
        var call = await InNameAsync(delivery.Call, run, reverted: false, cancel);
        var waiting = await db.ReadAsync(call, tx => RunRows.StepsAsync(tx, run, StepState.Waiting, cancel), cancel);
        foreach (var (ordinal, step, stood) in waiting)
        {
            // Whoever reverts it meanwhile, or before it began, wants no further step.
            if (!await db.ReadAsync(call, tx => RunRows.IsAsync(tx, run, RunState.Starting, cancel), cancel))
            {
                break;
            }

            var refusal = actions.TryGet(step.Action, out var action)
                ? stood is null ? await RememberAsync(call, run, ordinal, step, action, cancel) : null
                : new Unknown("kind of step", step.Action);
            refusal ??= await action!.TakeAsync(call, step, WhyOf(run), cancel);
            await db.ReadAsync(call, tx => RunRows.ToldAsync(
                tx, run, ordinal, refusal is null ? StepState.Taken : StepState.Refused, refusal?.Message, cancel),
                cancel);
        }

        // A reversal that came meanwhile stays.
        await EndAsync(delivery, run, RunState.Starting, RunState.On, cancel);
    }

    private static string WhyOf(Id<ContingencyRun> run) => $"contingency run {run}";

    private async Task<CallContext> InNameAsync(
        CallContext call, Id<ContingencyRun> run, bool reverted, CancellationToken cancel) =>
        call.As(await db.ReadAsync(call, tx => RunRows.ByAsync(tx, run, reverted, cancel), cancel));

    private async Task<Error?> RememberAsync(
        CallContext call, Id<ContingencyRun> run, int ordinal, ContingencyStep step, IContingencyAction action,
        CancellationToken cancel)
    {
        var seen = await action.LookAsync(call, step, cancel);
        if (!seen.IsSuccess)
        {
            return seen.Error;
        }

        await db.ReadAsync(call, tx => tx.ExecuteAsync(
            $"""
            update campaigns.contingency_step set stood = {seen.Value}
            where tenant_id = {call.Tenant.Id} and run_id = {run} and ordinal = {ordinal}
            """, cancel), cancel);
        return null;
    }

    private async Task RevertAsync(Delivery delivery, Id<ContingencyRun> run, CancellationToken cancel)
    {
        var call = await InNameAsync(delivery.Call, run, reverted: true, cancel);
        var taken = await db.ReadAsync(call, tx => RunRows.StepsAsync(tx, run, StepState.Taken, cancel), cancel);
        foreach (var (ordinal, step, stood) in taken.OrderByDescending(one => one.Ordinal))
        {
            var refusal = actions.TryGet(step.Action, out var action)
                ? await action.PutBackAsync(call, step, stood!, WhyOf(run), cancel)
                : new Unknown("kind of step", step.Action);
            await db.ReadAsync(call, tx => RunRows.ToldAsync(
                tx, run, ordinal, refusal is null ? StepState.Back : StepState.NotBack, refusal?.Message, cancel),
                cancel);
        }

        await EndAsync(delivery, run, RunState.Reverting, RunState.Off, cancel);
    }

    private async Task EndAsync(
        Delivery delivery, Id<ContingencyRun> run, RunState from, RunState to, CancellationToken cancel)
    {
        await using var tx = await db.BeginAsync(delivery.Call, cancel);
        if (!await delivery.IsFirstAsync(tx, cancel))
        {
            return;
        }

        await tx.ExecuteAsync(
            $"""
            update campaigns.contingency_run set state = {to}
            where tenant_id = {delivery.Call.Tenant.Id} and id = {run} and state = {from}
            """, cancel);
        await tx.CommitAsync(cancel);
    }
}
