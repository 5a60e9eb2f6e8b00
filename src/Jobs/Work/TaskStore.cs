using System.Diagnostics;
using Marquee.Jobs.Runs;
using Marquee.Kernel;
using Npgsql;

namespace Marquee.Jobs.Work;

/// <summary>
/// Tasks in the database: claimed, renewed, closed. Whatever closes a task locks its run first, so that the last one to
/// close is known; and names its fence, so that a lease that was lost closes nothing.
/// </summary>
internal sealed class TaskStore(JobsDb db, SystemCalls calls, JobsTiming timing)
{
    public async Task<List<Guid>> ActiveTenantsAsync(CancellationToken cancel) => await db.ReadAsync(
        calls.For(Tenant.Platform),
        tx => tx.QueryAsync($"select jobs.active_tenants()", row => row.GetGuid(0), cancel),
        cancel);

    /// <summary>
    /// Takes up to so many tasks that are due. Of every run only the first open ones are looked at, as many as its job
    /// allows at once: open tasks only ever close, so never more than that are leased. One task of every run comes
    /// before the second of any, so a large run does not keep small ones waiting.
    /// </summary>
    public async Task<List<LeasedTask>> ClaimAsync(
        CallContext call, string[] jobs, int want, string worker, CancellationToken cancel)
    {
        Debug.Assert(want > 0, "Nobody asks for nothing.");
        var tenant = call.Tenant.Id;
        await using var tx = await db.BeginAsync(call, cancel);
        var tasks = await tx.QueryAsync(
            $"""
            with open as (
                select t.run_id, t.no, r.created_at,
                    row_number() over (partition by t.run_id order by t.no) as place, t.due_at
                from jobs.run r cross join lateral (
                    select o.run_id, o.no, o.due_at from jobs.task o
                    where o.tenant_id = r.tenant_id and o.run_id = r.run_id and o.status in ('waiting', 'leased')
                    order by o.no limit r.ranges_at_once) t
                where r.tenant_id = {tenant} and r.status in ('queued', 'running', 'cancelling') and r.job =
                    any({jobs})),
            due as materialized (
                select run_id, no from open where due_at <= clock_timestamp() order by place, created_at limit
                    {want * 4}),
            locked as materialized (
                select t.run_id, t.no from jobs.task t join due using (run_id, no)
                where t.tenant_id = {tenant} and t.status in ('waiting', 'leased') and t.due_at <= clock_timestamp()
                limit {want} for update of t skip locked)
            update jobs.task t set status = 'leased', fence = t.fence + 1, attempts = t.attempts + 1, worker = {worker},
                lease = {timing.Lease}, due_at = clock_timestamp() + {timing.Lease}
            from locked l, jobs.run r
            where t.tenant_id = {tenant} and t.run_id = l.run_id and t.no = l.no
                and r.tenant_id = {tenant} and r.run_id = l.run_id
            returning t.run_id, t.no, r.job, r.args, t.lo, t.hi, t.position, t.fence, t.attempts, r.status, r.ends_as,
                r.error_code, r.error_message
            """,
            row => Map(call, row), cancel);
        await tx.CommitAsync(cancel);
        return tasks;
    }

    /// <summary>
    /// Renews leases and says what became of each. A row that its own effect holds locked is passed over: it is alive,
    /// and cannot be taken before that transaction ends.
    /// </summary>
    public async Task<List<LeaseState>> RenewAsync(
        CallContext call, IReadOnlyList<LeasedTask> tasks, CancellationToken cancel)
    {
        var runs = tasks.Select(task => task.RunId.Value).ToArray();
        var nos = tasks.Select(task => task.No).ToArray();
        var fences = tasks.Select(task => task.Fence).ToArray();
        await using var tx = await db.BeginAsync(call, cancel);
        await tx.ExecuteAsync($"""
            with mine as materialized (
                select t.run_id, t.no from jobs.task t
                join unnest({runs}, {nos}, {fences}) as m (run_id, no, fence) on m.run_id = t.run_id and m.no = t.no
                where t.tenant_id = {call.Tenant.Id} and t.fence = m.fence and t.status = 'leased'
                for update of t skip locked)
            update jobs.task t set due_at = clock_timestamp() + t.lease from mine
            where t.tenant_id = {call.Tenant.Id} and t.run_id = mine.run_id and t.no = mine.no
            """, cancel);
        var states = await tx.QueryAsync(
            $"""
            select case when t.fence is distinct from m.fence or t.status is distinct from 'leased' then 'lost'
                        when r.status = 'cancelling' and r.ends_as is null then 'cancelling' else 'held' end
            from unnest({runs}, {nos}, {fences}) with ordinality as m (run_id, no, fence, place)
            left join jobs.task t on t.tenant_id = {call.Tenant.Id} and t.run_id = m.run_id and t.no = m.no
            left join jobs.run r on r.tenant_id = {call.Tenant.Id} and r.run_id = m.run_id
            order by m.place
            """,
            row => row.Enum<LeaseState>(0), cancel);
        await tx.CommitAsync(cancel);
        Debug.Assert(states.Count == tasks.Count, "Every lease has a state.");
        return states;
    }

    /// <summary>
    /// Puts the ranges of a plan up; a plan of nothing, or one that was refused, goes straight to its end.
    /// </summary>
    public Task PlannedAsync(LeasedTask task, Result<JobPlan> plan, CancellationToken cancel) => CloseAsync(
        task, $"status = 'done'", async tx =>
        {
            var status = plan.IsSuccess ? JobRunStatus.Running : JobRunStatus.Queued;
            await tx.ExecuteAsync($"""
                update jobs.run set started_at = clock_timestamp(),
                    status = case when status = 'queued' then {status} else status end,
                    error_code = {plan.Error?.Code}, error_message = {Cut(plan.Error?.Message)}
                where tenant_id = {task.Call.Tenant.Id} and run_id = {task.RunId}
                """, cancel);
            if (plan.IsSuccess && plan.Value.Ranges.Count > 0)
            {
                await InsertAsync(tx, task.RunId, plan.Value.Ranges, cancel);
                await tx.ExecuteAsync(ChannelSignal.NotifyOf(JobsSignal.Name), cancel);
            }
        }, cancel);

    public Task DoneAsync(LeasedTask task, RangeOutcome outcome, CancellationToken cancel) => CloseAsync(
        task,
        $"""
        status = 'done', position = hi, done = done + {outcome.Done}, failed = failed + {outcome.Failed},
        error_code = null, error_message = null
        """,
        null, cancel);

    public Task CancelledAsync(LeasedTask task, CancellationToken cancel) =>
        CloseAsync(task, $"status = 'cancelled'", null, cancel);

    /// <summary>Back to where it was, at once and uncounted: the host stops, the range is not to blame.</summary>
    public Task PutBackAsync(LeasedTask task, CancellationToken cancel) => CloseAsync(
        task, $"status = 'waiting', due_at = clock_timestamp(), attempts = greatest(attempts - 1, 0)", null, cancel);

    /// <summary>Another try later, or, after the last one, out of the way with its error.</summary>
    public Task FailedAsync(LeasedTask task, JobFault fault, CancellationToken cancel) => CloseAsync(
        task,
        $"""
        status = case when attempts >= {JobsLimits.Attempts} then 'isolated' else 'waiting' end,
        due_at = clock_timestamp() + {timing.FirstBackOff} * power(2, least(attempts, 20) - 1),
        error_code = {fault.Code}, error_message = {Cut(fault.Message)}
        """,
        tx => tx.ExecuteAsync($"""
            update jobs.run r set error_code = t.error_code, error_message = t.error_message from jobs.task t
            where r.tenant_id = {task.Call.Tenant.Id} and r.run_id = {task.RunId} and r.error_code is null
                and t.tenant_id = r.tenant_id and t.run_id = r.run_id and t.no = {task.No} and t.status = 'isolated'
            """, cancel),
        cancel);

    /// <summary>The run has ended. A finishing task that failed for good ends it as failed all the same.</summary>
    public Task FinishedAsync(LeasedTask task, JobFault? fault, CancellationToken cancel) => CloseAsync(
        task, $"status = 'done'",
        tx => tx.ExecuteAsync($"""
            update jobs.run set finished_at = clock_timestamp(), started_at = coalesce(started_at, clock_timestamp()),
                status = case when {fault is not null} then 'failed' else ends_as end,
                error_code = coalesce(error_code, {fault?.Code}), error_message = coalesce(error_message,
                    {Cut(fault?.Message)})
            where tenant_id = {task.Call.Tenant.Id} and run_id = {task.RunId}
            """, cancel),
        cancel);

    private async Task CloseAsync(
        LeasedTask task, SqlText change, Func<Transaction, Task>? then, CancellationToken cancel)
    {
        var tenant = task.Call.Tenant.Id;
        await using var tx = await db.BeginAsync(task.Call, cancel);
        await tx.ExecuteAsync(
            $"select from jobs.run where tenant_id = {tenant} and run_id = {task.RunId} for update", cancel);
        var closed = await tx.ExecuteAsync($"""
            update jobs.task set {change}
            where tenant_id = {tenant} and run_id = {task.RunId} and no = {task.No} and fence = {task.Fence} and status
                = 'leased'
            """, cancel);
        if (closed == 0)
        {
            return;
        }

        if (then is not null)
        {
            await then(tx);
        }

        await RunEnding.DecideAsync(tx, task.RunId, cancel);
        await tx.CommitAsync(cancel);
    }

    private static Task<int> InsertAsync(
        Transaction tx, Id<JobRun> run, IReadOnlyList<KeyRange> ranges, CancellationToken cancel) =>
        tx.ExecuteAsync($"""
            insert into jobs.task (tenant_id, run_id, no, lo, hi, position, units, status)
            select {tx.Call.Tenant.Id}, {run}, (place - 1)::int, lo, hi, lo, units, 'waiting'
            from unnest({ranges.Select(range => range.Lo).ToArray()}, {ranges.Select(range => range.Hi).ToArray()},
                {ranges.Select(range => range.Units).ToArray()}) with ordinality as r (lo, hi, units, place)
            """, cancel);

    private static string? Cut(string? text) =>
        text?.Length > JobsLimits.ErrorLength ? text[..JobsLimits.ErrorLength] : text;

    private static LeasedTask Map(CallContext call, NpgsqlDataReader row) => new(
        call, row.Id<JobRun>(0), row.GetInt32(1), row.GetString(2), row.GetString(3), row.GetInt64(4), row.GetInt64(5),
        row.GetInt64(6), row.GetInt64(7), row.GetInt32(8), row.Enum<JobRunStatus>(9),
        row.TextOrNull(10) is { } ends ? EnumText.Parse<JobRunStatus>(ends) : null,
        row.TextOrNull(11) is { } code ? new JobFault(code, row.GetString(12)) : null);
}
