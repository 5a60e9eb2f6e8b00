using Marquee.Campaigns.Rounds;
using Marquee.Campaigns.Submissions;
using Marquee.Jobs;
using Marquee.Kernel;
using Marquee.Rules;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Campaigns.Revalidation;

/// <summary>A round is judged again in the background; what flipped is listed.</summary>
internal static class StartRevalidation
{
    internal sealed record View(Id<JobRun> Run);

    internal sealed record FlipView(
        Id<JobRun> Run, Id<Submission> Submission, ItemRef Item, MerchantRef Merchant, SubmissionStatus Status,
        Outcome Was,
        Outcome Became, IReadOnlyList<string> Failed, IReadOnlyList<Why> Reasons, DateTimeOffset At);

    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/rounds/{round}/revalidation", HandleAsync).WithName(nameof(StartRevalidation))
            .WithSummary("Judge a round's submissions again; a run of the job, its progress under /jobs/runs").Allow(
                Role.Operator, Role.CategoryManager);
        api.MapGet("/rounds/{round}/flips", ListAsync).WithName("ListFlips")
            .WithSummary("What re-validations of a round found to have flipped, newest run first")
            .AllowStaff().Rows(RowRule.Filtered);
    }

    private static async Task<Answer<View>> HandleAsync(
        Id<Round> round, CallContext call, CampaignsDb db, IJobs jobs, CancellationToken cancel)
    {
        var found = await db.ReadAsync(call, tx => RoundRows.FindAsync(tx, round, cancel), cancel);
        if (found is null)
        {
            return new Unknown("round", round.ToString());
        }

        // The request's key is the run's: the same request again answers the same run.
        return new View(await jobs.StartAsync(
            call, RevalidateRound.JobName, new RevalidateArgs(round),
            $"{round}/{call.IdempotencyKey}"[..Math.Min(200, 37 + (call.IdempotencyKey?.Length ?? 0))],
            cancel));
    }

    private static async Task<Answer<Page<FlipView>>> ListAsync(
        Id<Round> round, Id<JobRun>? run, [AsParameters] PageQuery page, CallContext call, CampaignsDb db,
        CancellationToken cancel)
    {
        var start = page.Start<Key>(call, "flips");
        if (!start.IsSuccess)
        {
            return start.Error;
        }

        if (await db.ReadAsync(call, tx => RoundRows.FindAsync(tx, round, cancel), cancel) is null)
        {
            return new Unknown("round", round.ToString());
        }

        var (afterRun, after) = (start.Value.After?.Run, start.Value.After?.Submission);
        var rows = await db.ReadAsync(call, tx => tx.QueryAsync(
            $"""
            select f.run_id, f.submission_id, s.item_id, s.title, s.category, s.main_image, s.merchant_id,
                s.merchant_name, s.status,
                f.was, f.became, f.failed, f.reasons, f.at
            from campaigns.flip f
            join campaigns.submission s on s.tenant_id = f.tenant_id and s.id = f.submission_id
            where f.tenant_id = {call.Tenant.Id} and f.round_id = {round} and ({run}::uuid is null or f.run_id = {run})
              and {RowScope.Of(call.Actor, "s.merchant_id", "s.category")}
              and ({afterRun}::uuid is null or (f.run_id, f.submission_id) < ({afterRun}, {after}))
            order by f.run_id desc, f.submission_id desc limit {start.Value.Limit + 1}
            """,
            row => new FlipView(
                row.Id<JobRun>(0), row.Id<Submission>(1),
                new ItemRef(row.GetString(2), row.GetString(3), row.TextOrNull(4), row.TextOrNull(5)),
                new MerchantRef(row.GetString(6), row.GetString(7)), row.Enum<SubmissionStatus>(8),
                row.Enum<Outcome>(9),
                row.Enum<Outcome>(10), row.List<string>(11), row.Json<StoredReasons>(12).For(
                    Sensitive.InternalClauses.IsShownTo(call.Actor, row.GetString(6), row.TextOrNull(4))),
                row.Instant(13)), cancel), cancel);
        return start.Value.Of(rows, row => new Key(row.Run.Value, row.Submission.Value));
    }

    internal readonly record struct Key(Guid Run, Guid Submission);
}
