using Marquee.Kernel;

namespace Marquee.Campaigns.Contingency;

/// <summary>A plan prepared beforehand.</summary>
internal sealed record ContingencyPlan(
    Id<ContingencyPlan> Id, string Name, string Note, IReadOnlyList<ContingencyStep> Steps, int Revision,
    string ChangedBy, DateTimeOffset ChangedAt, int? RehearsedRevision, string? RehearsedBy,
    DateTimeOffset? RehearsedAt, IReadOnlyList<ContingencyPlan.Look>? Rehearsal)
{
    /// <summary>What the rehearsal found of a step.</summary>
    /// <param name="Refusal">Why it could not be taken; null when it could.</param>
    internal sealed record Look(string? Refusal);

    /// <summary>The steps that could not be taken when it was tried last.</summary>
    public IReadOnlyList<string> Failing() => Rehearsal is null
        ? [] : [.. Steps.Zip(Rehearsal).Where(one => one.Second.Refusal is not null).Select(one => one.First.Name)];
}

/// <summary>How far a run is. Stored by name.</summary>
internal enum RunState
{
    /// <summary>Its steps are being taken.</summary>
    Starting,
    /// <summary>Every step was taken, or said why not.</summary>
    On,
    /// <summary>Its steps are being put back.</summary>
    Reverting,
    /// <summary>Every step that was taken is back, or said why not.</summary>
    Off,
}

/// <summary>What became of a step. Stored by name.</summary>
internal enum StepState
{
    /// <summary>Its turn has not come.</summary>
    Waiting,
    /// <summary>It was taken.</summary>
    Taken,
    /// <summary>It could not be taken.</summary>
    Refused,
    /// <summary>It is back as it was.</summary>
    Back,
    /// <summary>It could not be put back.</summary>
    NotBack,
}

/// <summary>A plan that was started.</summary>
internal sealed record ContingencyRun(
    Id<ContingencyRun> Id, Id<ContingencyPlan> Plan, string PlanName, string Reason, RunState State,
    string StartedBy, DateTimeOffset StartedAt, string? RevertReason, string? RevertedBy, DateTimeOffset? RevertedAt,
    IReadOnlyList<ContingencyRun.Step> Steps)
{
    internal sealed record Step(
        int Ordinal, string Name, string Action, StepState State, string? Told, DateTimeOffset? At);
}

/// <summary>How plans stand in their table.</summary>
internal static class PlanRows
{
    private const string Columns =
        "id, name, note, steps, revision, changed_by, changed_at, rehearsed_revision, rehearsed_by, rehearsed_at, "
            + "rehearsal";

    public static Task<List<ContingencyPlan>> AllAsync(Transaction tx, CancellationToken cancel) => tx.QueryAsync(
        $"""
        select {new SqlText.Raw(Columns)} from campaigns.contingency_plan where tenant_id = {tx.Call.Tenant.Id}
        order by name limit {Limits.Plans}
        """, Of, cancel);

    public static Task<ContingencyPlan?> LockAsync(
        Transaction tx, Id<ContingencyPlan> plan, CancellationToken cancel) => tx.FindAsync(
        $"""
        select {new SqlText.Raw(Columns)} from campaigns.contingency_plan
        where tenant_id = {tx.Call.Tenant.Id} and id = {plan} for update
        """, Of, cancel);

    private static ContingencyPlan Of(Npgsql.NpgsqlDataReader row) => new(
        row.Id<ContingencyPlan>(0), row.GetString(1), row.GetString(2), row.Json<IReadOnlyList<ContingencyStep>>(3),
        row.GetInt32(4), row.GetString(5), row.Instant(6), row.IntOrNull(7), row.TextOrNull(8), row.InstantOrNull(9),
        row.IsDBNull(10) ? null : row.Json<IReadOnlyList<ContingencyPlan.Look>>(10));
}
