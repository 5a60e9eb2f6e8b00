using Marquee.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Jobs.Runs;

/// <summary>One run with the ranges that were isolated.</summary>
internal static class GetRun
{
    // Enough to see what is wrong; a run whose every range fails has one cause, not a thousand.
    private const int IsolatedShown = 100;

    internal sealed record IsolatedRange(int No, long Lo, long Hi, long Position, int Attempts, JobFault Error);

    internal sealed record View(JobRun Run, IReadOnlyList<IsolatedRange> Isolated);

    public static void Map(RouteGroupBuilder api) => api
        .MapGet("/jobs/runs/{id}", HandleAsync).AllowStaff().Rows(RowRule.Common).WithName("GetJobRun")
        .WithSummary("A run of a job, with the ranges that were isolated");

    private static Task<Answer<View>> HandleAsync(
        CallContext call, Id<JobRun> id, JobsDb db, CancellationToken cancel) =>
        db.ReadAsync<Answer<View>>(call, async tx =>
        {
            if (await RunRows.FindAsync(tx, id, cancel) is not { } run)
            {
                return new Unknown("job run", id.ToString());
            }

            var isolated = await tx.QueryAsync(
                $"""
                select no, lo, hi, position, attempts, error_code, error_message from jobs.task
                where tenant_id = {call.Tenant.Id} and run_id = {id} and status = 'isolated' order by no limit
                    {IsolatedShown}
                """,
                row => new IsolatedRange(
                    row.GetInt32(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt32(4),
                    new JobFault(row.GetString(5), row.GetString(6))),
                cancel);
            return new View(run, isolated);
        }, cancel);
}
