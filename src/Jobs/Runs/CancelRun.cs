using Marquee.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Jobs.Runs;

/// <summary>Somebody stops a run.</summary>
internal static class CancelRun
{
    public static void Map(RouteGroupBuilder api) => api
        .MapPost("/jobs/runs/{id}/cancellation", HandleAsync).Allow(Role.Operator, Role.Developer).WithName(
            "CancelJobRun")
        .WithSummary("Stops a run; what is done stands");

    private static Task<Answer<JobRun>> HandleAsync(
        CallContext call, Id<JobRun> id, JobsDb db, CancellationToken cancel) =>
        db.MutateAsync(call, async tx =>
        {
            var run = await RunStore.CancelAsync(tx, id, cancel);
            if (run.IsSuccess)
            {
                await tx.AuditAsync("jobs.run.cancelled", $"job_run:{id}", new { run.Value.Job }, cancel);
            }

            return run;
        }, cancel);
}
