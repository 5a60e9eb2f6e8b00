using Marquee.Kernel;

namespace Marquee.Campaigns.Contingency;

/// <summary>How runs and their steps stand in their tables.</summary>
internal static class RunRows
{
    internal sealed record On(Guid Id, RunState State);

    internal sealed record Waiting(int Ordinal, ContingencyStep Step, string? Stood);

    /// <summary>The run that a plan is on with.</summary>
    public static Task<On?> OnAsync(Transaction tx, Id<ContingencyPlan> plan, CancellationToken cancel) => tx.FindAsync(
        $"""
        select id, state from campaigns.contingency_run
        where tenant_id = {tx.Call.Tenant.Id} and plan_id = {plan} and state <> 'off'
        """, row => new On(row.GetGuid(0), EnumText.Parse<RunState>(row.GetString(1))), cancel);

    /// <summary>
    /// Who started the run, or reverted it: its steps are taken in their name, with the rights that starting a plan is.
    /// </summary>
    public static async Task<Actor> ByAsync(
        Transaction tx, Id<ContingencyRun> run, bool reverted, CancellationToken cancel) => (await tx.FindAsync(
        $"""
        select case when {reverted} then reverted_by_kind else started_by_kind end,
            case when {reverted} then reverted_by_id else started_by_id end,
            case when {reverted} then reverted_by else started_by end
        from campaigns.contingency_run where tenant_id = {tx.Call.Tenant.Id} and id = {run}
        """,
        row => new Actor(
            EnumText.Parse<ActorKind>(row.GetString(0)), row.GetString(1), row.GetString(2),
            new HashSet<Role> { Role.Operator, Role.Risk }), cancel))!;

    public static Task<bool> IsAsync(
        Transaction tx, Id<ContingencyRun> run, RunState state, CancellationToken cancel) => tx.ScalarAsync<bool>(
        $"""
        select exists (select from campaigns.contingency_run
            where tenant_id = {tx.Call.Tenant.Id} and id = {run} and state = {state})
        """, cancel);

    /// <summary>The steps in that state, as planned.</summary>
    public static Task<List<Waiting>> StepsAsync(
        Transaction tx, Id<ContingencyRun> run, StepState state, CancellationToken cancel) => tx.QueryAsync(
        $"""
        select ordinal, step, stood from campaigns.contingency_step
        where tenant_id = {tx.Call.Tenant.Id} and run_id = {run} and state = {state}
        order by ordinal limit {Limits.PlanSteps}
        """, row => new Waiting(row.GetInt32(0), row.Json<ContingencyStep>(1), row.TextOrNull(2)), cancel);

    public static Task<int> ToldAsync(
        Transaction tx, Id<ContingencyRun> run, int ordinal, StepState state, string? told, CancellationToken cancel) =>
        tx.ExecuteAsync(
            $"""
            update campaigns.contingency_step set state = {state}, told = {told}, at = {tx.Call.Now}
            where tenant_id = {tx.Call.Tenant.Id} and run_id = {run} and ordinal = {ordinal}
            """, cancel);

    /// <summary>The runs, newest first, with their steps.</summary>
    public static async Task<IReadOnlyList<ContingencyRun>> AllAsync(Transaction tx, CancellationToken cancel)
    {
        var steps = (await tx.QueryAsync(
            $"""
            select s.run_id, s.ordinal, s.step, s.state, s.told, s.at from campaigns.contingency_step s
            join (select id from campaigns.contingency_run where tenant_id = {tx.Call.Tenant.Id}
                order by state = 'off', started_at desc limit {Limits.PlanRuns}) r on r.id = s.run_id
            where s.tenant_id = {tx.Call.Tenant.Id} order by s.ordinal limit {Limits.PlanRuns * Limits.PlanSteps}
            """,
            row => (Run: row.GetGuid(0), Step: StepOf(row)), cancel)).ToLookup(one => one.Run, one => one.Step);
        return await tx.QueryAsync(
            $"""
            select id, plan_id, plan_name, reason, state, started_by, started_at, revert_reason, reverted_by,
                reverted_at
            from campaigns.contingency_run where tenant_id = {tx.Call.Tenant.Id}
            order by state = 'off', started_at desc limit {Limits.PlanRuns}
            """,
            row => new ContingencyRun(
                row.Id<ContingencyRun>(0), row.Id<ContingencyPlan>(1), row.GetString(2), row.GetString(3),
                EnumText.Parse<RunState>(row.GetString(4)), row.GetString(5), row.Instant(6), row.TextOrNull(7),
                row.TextOrNull(8), row.InstantOrNull(9), [.. steps[row.GetGuid(0)]]), cancel);
    }

    private static ContingencyRun.Step StepOf(Npgsql.NpgsqlDataReader row)
    {
        var step = row.Json<ContingencyStep>(2);
        return new ContingencyRun.Step(
            row.GetInt32(1), step.Name, step.Action, EnumText.Parse<StepState>(row.GetString(3)), row.TextOrNull(4),
            row.InstantOrNull(5));
    }
}
