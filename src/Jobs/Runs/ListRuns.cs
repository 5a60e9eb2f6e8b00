using Marquee.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Jobs.Runs;

/// <summary>The runs of a tenant, newest first.</summary>
internal static class ListRuns
{
    public static void Map(RouteGroupBuilder api) => api
        .MapGet("/jobs/runs", HandleAsync).AllowStaff().Rows(RowRule.Common).WithName("ListJobRuns").WithSummary(
            "Runs of jobs, newest first");

    private static async Task<Answer<Page<JobRun>>> HandleAsync(
        CallContext call, [AsParameters] PageQuery page, JobsDb db, CancellationToken cancel, string? job = null)
    {
        var start = page.Start<Guid>(call, "jobs.runs");
        if (!start.IsSuccess)
        {
            return start.Error;
        }

        var after = start.Value.After;
        // Run ids are made in time order, so they sort as the runs do.
        var rows = await db.ReadAsync(call, tx => tx.QueryAsync(
            $"""
            {RunRows.Select}
            where r.tenant_id = {call.Tenant.Id} and ({after}::uuid is null or r.run_id < {after})
                and ({job}::text is null or r.job = {job})
            {RunRows.Group} order by r.run_id desc limit {start.Value.Limit + 1}
            """,
            RunRows.Map, cancel), cancel);
        return start.Value.Of(rows, run => run.Id.Value);
    }
}
