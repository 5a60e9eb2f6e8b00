using System.Diagnostics;
using Marquee.Jobs.Work;
using Marquee.Kernel;

namespace Marquee.Jobs.Runs;

/// <summary>Runs in the database: started, found, cancelled.</summary>
internal sealed class RunStore(JobsDb db, JobSet jobs) : IJobs
{
    private const int PlanNo = TaskNo.Plan;

    public async Task<Id<JobRun>> StartAsync(
        CallContext call, string job, object? args, string key, CancellationToken cancel)
    {
        var text = MarqueeJson.Text(args);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(text.Length, JobsLimits.ArgsLength, nameof(args));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(key.Length, JobsLimits.KeyLength, nameof(key));
        ArgumentException.ThrowIfNullOrEmpty(key);
        var atOnce = jobs.Get(job).RangesAtOnce;
        await using var tx = await db.BeginAsync(call, cancel);
        var id = call.Ids.Next<JobRun>();
        var made = await tx.ExecuteAsync($"""
            insert into jobs.run (tenant_id, run_id, job, key, args, status, ranges_at_once, started_by)
            values ({call.Tenant.Id}, {id}, {job}, {key}, {text}, {JobRunStatus.Queued}, {atOnce}, {call.Actor.Name})
            on conflict (tenant_id, job, key) do nothing
            """, cancel);
        if (made == 0)
        {
            return new Id<JobRun>(await tx.ScalarAsync<Guid>(
                $"select run_id from jobs.run where tenant_id = {call.Tenant.Id} and job = {job} and key = {key}",
                    cancel));
        }

        await tx.ExecuteAsync($"""
            insert into jobs.task (tenant_id, run_id, no, lo, hi, position, units, status)
            values ({call.Tenant.Id}, {id}, {PlanNo}, 0, 0, 0, 0, 'waiting')
            """, cancel);
        await tx.ExecuteAsync(ChannelSignal.NotifyOf(JobsSignal.Name), cancel);
        await tx.CommitAsync(cancel);
        return id;
    }

    public Task<JobRun?> FindAsync(CallContext call, Id<JobRun> id, CancellationToken cancel) =>
        db.ReadAsync(call, tx => RunRows.FindAsync(tx, id, cancel), cancel);

    public Task<JobRun?> FindAsync(CallContext call, string job, string key, CancellationToken cancel) => db.ReadAsync(
        call,
        tx => tx.FindAsync(
            $"""
            {RunRows.Select} where r.tenant_id = {call.Tenant.Id} and r.job = {job} and r.key = {key} {RunRows.Group}
            """,
            RunRows.Map, cancel),
        cancel);

    public async Task<Result<JobRun>> CancelAsync(CallContext call, Id<JobRun> id, CancellationToken cancel)
    {
        await using var tx = await db.BeginAsync(call, cancel);
        var result = await CancelAsync(tx, id, cancel);
        if (result.IsSuccess)
        {
            await tx.CommitAsync(cancel);
        }

        return result;
    }

    /// <summary>Cancels within a transaction of this module.</summary>
    public static async Task<Result<JobRun>> CancelAsync(Transaction tx, Id<JobRun> id, CancellationToken cancel)
    {
        var tenant = tx.Call.Tenant.Id;
        var state = await tx.FindAsync(
            $"select status, ends_as from jobs.run where tenant_id = {tenant} and run_id = {id} for update",
            row => new State(row.Enum<JobRunStatus>(0), row.TextOrNull(1) is not null), cancel);
        switch (state)
        {
            case null:
                return new Unknown("job run", id.ToString());
            case { Status: JobRunStatus.Done or JobRunStatus.Failed }:
                return new RunEnded(id, state.Status);
            case { Status: JobRunStatus.Cancelled or JobRunStatus.Cancelling } or { IsDecided: true }:
                break;
            default:
                Debug.Assert(
                    state.Status is JobRunStatus.Queued or JobRunStatus.Running, "The other states are above.");
                await tx.ExecuteAsync($"""
                    update jobs.run set status = {JobRunStatus.Cancelling} where tenant_id = {tenant} and run_id = {id}
                    """, cancel);
                await tx.ExecuteAsync($"""
                    update jobs.task set status = 'cancelled'
                    where tenant_id = {tenant} and run_id = {id} and status = 'waiting'
                    """, cancel);
                await RunEnding.DecideAsync(tx, id, cancel);
                await tx.ExecuteAsync(ChannelSignal.NotifyOf(JobsSignal.Name), cancel);
                break;
        }

        return (await RunRows.FindAsync(tx, id, cancel))!;
    }

    private sealed record State(JobRunStatus Status, bool IsDecided);
}
