using Marquee.Campaigns.Gates;
using Marquee.Campaigns.Rounds;
using Marquee.Campaigns.Submissions;
using Marquee.Jobs;
using Marquee.Kernel;
using Marquee.Rules;

namespace Marquee.Campaigns.Revalidation;

/// <summary>The arguments of a run.</summary>
internal sealed record RevalidateArgs(Id<Round> Round);

/// <summary>
/// Judges the submissions of a round again by what is true now: everything before the lock by its lock and continuous
/// clauses, what is locked by the continuous ones alone. Lists what flipped. A submission under review that fails is
/// refused with its reasons; what is shortlisted or locked is only listed: people decide about it.
/// </summary>
/// <remarks>Key ranges are item numbers, so a range means the same whatever was submitted meanwhile.</remarks>
internal sealed class RevalidateRound(CampaignsDb db, RuleLoader loader, Judging judging) : IJob
{
    public const string JobName = "campaigns.revalidate_round";

    private static readonly string[] Judged =
        ["in_review", "first_approved", "approved", "scheduled", "confirmed", "locked"];

    public string Name => JobName;

    public async Task<Result<JobPlan>> PlanAsync(JobStart start, CancellationToken cancel)
    {
        var round = start.Read<RevalidateArgs>().Round;
        // Ranges of about so many submissions, cut at item numbers that exist.
        var cuts = await db.ReadAsync(start.Call, tx => tx.QueryAsync(
            $"""
            select min(item_no), max(item_no), count(*) from (
                select item_no, (row_number() over (order by item_no) - 1) / {Limits.RowsPerTransaction} as page
                from campaigns.submission
                where tenant_id = {start.Call.Tenant.Id} and round_id = {round} and status = any({Judged})) paged
            group by page order by page
            """,
            row => new KeyRange(row.GetInt32(0), row.GetInt32(1) + 1L, row.GetInt64(2)), cancel), cancel);
        return new JobPlan(cuts);
    }

    public async Task<Result<RangeOutcome>> RunRangeAsync(JobRange range, CancellationToken cancel)
    {
        var round = range.Read<RevalidateArgs>().Round;
        var call = range.Call;
        var loaded = await db.ReadAsync(call, async tx => (
            Rules: await loader.LoadAsync(tx, round, cancel),
            Submissions: await ReadAsync(tx, round, range, cancel)), cancel);
        if (!loaded.Rules.IsSuccess)
        {
            return loaded.Rules.Error;
        }

        var judged = new List<(SubmissionState Was, Judgement Now)>();
        foreach (var atOnce in loaded.Submissions.GroupBy(MomentOf))
        {
            var states = atOnce.ToList();
            var verdicts = await judging.JudgeAsync(
                call, loaded.Rules.Value, [.. states.Select(one => new ToJudge(one.ItemNo, one.MerchantNo, one.Plan))],
                atOnce.Key, cancel);
            judged.AddRange(states.Zip(verdicts));
        }

        return await StoreAsync(range, round, judged, loaded.Rules.Value.Hashes, cancel);
    }

    public Task FinishAsync(JobEnd end, CancellationToken cancel) => Task.CompletedTask;

    /// <summary>
    /// What was decided at an earlier moment is not decided again: sales and history are frozen with the submission.
    /// </summary>
    internal static ClauseMoment MomentOf(SubmissionState one) =>
        one.Status is SubmissionStatus.Confirmed or SubmissionStatus.Locked ? ClauseMoment.Continuous
            : ClauseMoment.Lock;

    /// <summary>
    /// Whether a submission flipped: it passed or was undecided and fails now, or failed and no longer does. What is
    /// merely unknown now is no refusal.
    /// </summary>
    internal static bool Flipped(Outcome was, Outcome now) => (was == Outcome.Fail) != (now == Outcome.Fail);

    private async Task<Result<RangeOutcome>> StoreAsync(
        JobRange range, Id<Round> round, List<(SubmissionState Was, Judgement Now)> judged, string[] rules,
        CancellationToken cancel)
    {
        await using var tx = await db.BeginAsync(range.Call, cancel);
        var flips = judged.Where(one => Flipped(one.Was.Outcome, one.Now.Outcome)).ToList();
        var current = (await SubmissionRows.LockAsync(tx, [.. flips.Select(one => one.Was.Id)], cancel)).ToDictionary(
            one => one.Id);
        // Somebody who moved it meanwhile decided by what was known then; the next run sees it.
        flips = [.. flips.Where(one => current.GetValueOrDefault(one.Was.Id)?.Revision == one.Was.Revision)];
        await ListAsync(tx, range, round, flips, cancel);
        var refused = flips.Where(one => one.Now.Outcome == Outcome.Fail
            && one.Was.Status is SubmissionStatus.InReview or SubmissionStatus.FirstApproved).ToList();
        await RefuseAsync(tx, round, refused, rules, cancel);
        if (!await range.AdvanceAsync(tx, range.Hi, judged.Count, 0, cancel))
        {
            return new LeaseLost();
        }

        await tx.CommitAsync(cancel);
        return RangeOutcome.Counted;
    }

    private static async Task RefuseAsync(
        Transaction tx, Id<Round> round, List<(SubmissionState Was, Judgement Now)> refused, string[] rules,
        CancellationToken cancel)
    {
        if (refused.Count == 0)
        {
            return;
        }

        await tx.ExecuteAsync($"""
            update campaigns.submission s set outcome = n.outcome, gate_merchant = n."gateMerchant",
                gate_item = n."gateItem",
                gate_sku = n."gateSku", failed = n.failed, undecided = n.undecided, reason = n.reason,
                    reasons = n.reasons
            from jsonb_to_recordset({new SqlText.Json(refused.Select(one => new
        {
            one.Was.Id,
            one.Now.Outcome,
            GateMerchant = one.Now.Merchant,
            GateItem = one.Now.Item,
            GateSku = one.Now.Sku,
            one.Now.Failed,
            one.Now.Undecided,
            Reason = SubmissionWriting.ReasonOf(one.Now),
            Reasons = one.Now.Reasons.Count,
        }))}) as n (id uuid, outcome text, "gateMerchant" text, "gateItem" text, "gateSku" text, failed text[],
                undecided text[], reason jsonb, reasons int)
            where s.tenant_id = {tx.Call.Tenant.Id} and s.id = n.id
            """, cancel);
        await SubmissionRows.MoveAsync(tx, [.. refused.Select(one => new Moved(
            one.Was.Id, SubmissionMoves.Next("", one.Was.Status, SubmissionMove.Refuse, []).Value))], cancel);
        await SubmissionWriting.WriteVerdictsAsync(
            tx, [.. refused.Select(one => (one.Was.Id, one.Now))], rules, cancel);
        await HistoryRows.AddAsync(
            tx, round, [.. refused.Select(one => new HistoryEntry(
                one.Was.Id, "refused_again", Reason: SubmissionWriting.ReasonOf(one.Now)))], cancel);
    }

    private static Task<int> ListAsync(
        Transaction tx, JobRange range, Id<Round> round, List<(SubmissionState Was, Judgement Now)> flips,
        CancellationToken cancel) => tx.ExecuteAsync($"""
        insert into campaigns.flip (tenant_id, run_id, submission_id, round_id, was, became, failed, reasons, at)
        select {tx.Call.Tenant.Id}, {range.RunId}, f.id, {round}, f.was, f.became, f.failed, f.reasons, {tx.Call.Now}
        from jsonb_to_recordset({new SqlText.Json(flips.Select(one => new
        {
            one.Was.Id,
            Was = one.Was.Outcome,
            Became = one.Now.Outcome,
            one.Now.Failed,
            Reasons = new StoredReasons(one.Now.Reasons, one.Now.ForMerchants),
        }))}) as f (id uuid, was text, became text, failed text[], reasons jsonb)
        on conflict do nothing
        """, cancel);

    private static Task<List<SubmissionState>> ReadAsync(
        Transaction tx, Id<Round> round, JobRange range, CancellationToken cancel) =>
        SubmissionRows.WhereAsync(
            tx,
            $"""
            s.round_id = {round} and s.item_no >= {range.Position} and s.item_no < {range.Hi}
              and s.status = any({Judged})
            """, cancel);
}
