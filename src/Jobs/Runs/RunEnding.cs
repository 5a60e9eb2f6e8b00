using Marquee.Jobs.Work;
using Marquee.Kernel;

namespace Marquee.Jobs.Runs;

/// <summary>Decides when a run has nothing left to do. The caller holds the lock on the run's row.</summary>
internal static class RunEnding
{
    /// <summary>
    /// When no task is open any more, fixes the outcome and puts the finishing task up. Two ranges that end at the same
    /// moment ask one after the other, because both must lock the run first: exactly one of them sees the last task
    /// close.
    /// </summary>
    public static async Task DecideAsync(Transaction tx, Id<JobRun> id, CancellationToken cancel)
    {
        var tenant = tx.Call.Tenant.Id;
        var decided = await tx.ExecuteAsync($"""
            update jobs.run r set
                ends_as = case
                    when r.status = 'cancelling' then 'cancelled'
                    when r.error_code is not null or exists (
                        select from jobs.task t where t.tenant_id = r.tenant_id and t.run_id = r.run_id and t.status =
                            'isolated')
                    then 'failed' else 'done' end
            where r.tenant_id = {tenant} and r.run_id = {id} and r.ends_as is null and not exists (
                select from jobs.task t where t.tenant_id = r.tenant_id and t.run_id = r.run_id and t.status in
                    ('waiting', 'leased'))
            """, cancel);
        if (decided == 1)
        {
            await tx.ExecuteAsync($"""
                insert into jobs.task (tenant_id, run_id, no, lo, hi, position, units, status)
                values ({tenant}, {id}, {TaskNo.Finish}, 0, 0, 0, 0, 'waiting')
                """, cancel);
            await tx.ExecuteAsync(ChannelSignal.NotifyOf(JobsSignal.Name), cancel);
        }
    }
}
