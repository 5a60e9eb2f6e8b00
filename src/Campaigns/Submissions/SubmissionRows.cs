using Marquee.Campaigns.Rounds;
using Marquee.Kernel;
using Marquee.Rules;
using Npgsql;

namespace Marquee.Campaigns.Submissions;

/// <summary>A submission as the engine needs it.</summary>
internal sealed record SubmissionState(
    Id<Submission> Id, Id<Round> RoundId, int ItemNo, string ItemId, int MerchantNo, string MerchantId,
    string? Category, string Title, string? MainImage, SubmissionStatus Status, Outcome Outcome, Plan Plan,
    string PlanHash, string? FirstReviewerId, Id<Slot>? SlotId, long? Score, DateTimeOffset? ExitRequestedAt,
    int Revision, DateTimeOffset SubmittedAt, string? BasisHash)
{
    /// <summary>Whether the actor may know of it: the shop and the category must be theirs.</summary>
    public bool IsVisibleTo(Actor actor) => actor.Sees(MerchantId, Category);
}

/// <summary>A change of a submission's place in its life.</summary>
internal sealed record Moved(
    Id<Submission> Id, SubmissionStatus To, string? FirstReviewerId = null, string? FirstReviewerName = null,
    Id<Slot>? SlotId = null,
    long? Score = null, Texts? PlacedWhy = null);

/// <summary>Reads and writes submissions.</summary>
internal static class SubmissionRows
{
    private static readonly SqlText.Raw Columns = new("""
        s.id, s.round_id, s.item_no, s.item_id, s.merchant_no, s.merchant_id, s.category, s.title, s.main_image,
        s.status, s.outcome, s.plan, s.plan_hash, s.first_reviewer_id, s.slot_id, s.score, s.exit_requested_at,
        s.revision, s.submitted_at, s.basis_hash
        """);

    /// <summary>
    /// The submissions of these ids, locked, in the order of their ids so that two never wait for each other.
    /// </summary>
    public static Task<List<SubmissionState>> LockAsync(
        Transaction tx, IReadOnlyList<Id<Submission>> ids, CancellationToken cancel) => tx.QueryAsync(
        $"""
        select {Columns} from campaigns.submission s
        where s.tenant_id = {tx.Call.Tenant.Id} and s.id = any({ids}) order by s.id for update
        """, Read, cancel);

    /// <summary>The submissions of these items in a round, locked.</summary>
    public static Task<List<SubmissionState>> LockItemsAsync(
        Transaction tx, Id<Round> round, IReadOnlyList<int> itemNos, CancellationToken cancel) => tx.QueryAsync(
        $"""
        select {Columns} from campaigns.submission s
        where s.tenant_id = {tx.Call.Tenant.Id} and s.round_id = {round}
            and s.item_no = any({itemNos}) order by s.id for update
        """, Read, cancel);

    /// <summary>The submissions of these ids, as they are.</summary>
    public static Task<List<SubmissionState>> FindAllAsync(
        Transaction tx, IReadOnlyList<Id<Submission>> ids, CancellationToken cancel) => tx.QueryAsync(
        $"select {Columns} from campaigns.submission s where s.tenant_id = {tx.Call.Tenant.Id} and s.id = any({ids})",
        Read, cancel);

    /// <summary>Submissions that meet a condition over <c>s</c>, by item.</summary>
    public static Task<List<SubmissionState>> WhereAsync(Transaction tx, SqlText condition, CancellationToken cancel) =>
        tx.QueryAsync(
        $"""
            select {Columns} from campaigns.submission s
            where s.tenant_id = {tx.Call.Tenant.Id} and {condition} order by s.item_no
            """,
        Read, cancel);

    /// <summary>A page of submissions that meet a condition over <c>s</c>, by id.</summary>
    public static Task<List<SubmissionState>> PageAsync(
        Transaction tx, SqlText condition, int limit, CancellationToken cancel) => tx.QueryAsync(
        $"""
        select {Columns} from campaigns.submission s
        where s.tenant_id = {tx.Call.Tenant.Id} and {condition} order by s.id limit {limit}
        """, Read, cancel);

    /// <summary>The submission; null when there is none.</summary>
    public static Task<SubmissionState?> FindAsync(Transaction tx, Id<Submission> id, CancellationToken cancel) =>
        tx.FindAsync(
        $"select {Columns} from campaigns.submission s where s.tenant_id = {tx.Call.Tenant.Id} and s.id = {id}", Read,
        cancel);

    /// <summary>Submissions of a status in a round, by id.</summary>
    public static Task<List<SubmissionState>> OfStatusAsync(
        Transaction tx, Id<Round> round, SubmissionStatus status, Id<Submission>? after, int limit,
        CancellationToken cancel) =>
        tx.QueryAsync(
            $"""
            select {Columns} from campaigns.submission s
            where s.tenant_id = {tx.Call.Tenant.Id} and s.round_id = {round} and s.status = {status}
              and ({after}::uuid is null or s.id > {after})
            order by s.id limit {limit}
            """, Read, cancel);

    /// <summary>Submissions that hold or want one of these items and have not ended, locked or not.</summary>
    public static Task<List<SubmissionState>> OfItemsAsync(
        Transaction tx, IReadOnlyList<int> itemNos, CancellationToken cancel) => tx.QueryAsync(
        $"""
        select {Columns} from campaigns.submission s
        where s.tenant_id = {tx.Call.Tenant.Id} and s.item_no = any({itemNos})
          and s.status in ('in_review', 'first_approved', 'approved', 'scheduled', 'confirmed', 'locked') order by s.id
        """, Read, cancel);

    /// <summary>
    /// Moves submissions, all in one statement. What is not said of the first reviewer, slot and placement is cleared
    /// where the new status has none, and kept where it has.
    /// </summary>
    public static async Task MoveAsync(Transaction tx, IReadOnlyList<Moved> moves, CancellationToken cancel)
    {
        if (moves.Count == 0)
        {
            return;
        }

        var changed = await tx.ExecuteAsync($"""
            update campaigns.submission s set
                status = m.status, revision = s.revision + 1,
                status_since = case when s.status = m.status then s.status_since else {tx.Call.Now} end,
                first_reviewer_id = case when m.status in ('refused', 'in_review') then null
                    else coalesce(m."firstReviewerId", s.first_reviewer_id) end,
                first_reviewer_name = case when m.status in ('refused', 'in_review') then null
                    else coalesce(m."firstReviewerName", s.first_reviewer_name) end,
                slot_id = case when m.status in ('scheduled', 'confirmed', 'locked') then coalesce(m."slotId",
                    s.slot_id) end,
                score = case when m.status in ('scheduled', 'confirmed', 'locked') then coalesce(m.score, s.score) end,
                placed_why = case when m.status in ('scheduled', 'confirmed', 'locked')
                    then coalesce(m."placedWhy", s.placed_why) end,
                exit_requested_at = null
            from jsonb_to_recordset({new SqlText.Json(moves.Select(Row))}) as m (
                id uuid, status text, "firstReviewerId" text, "firstReviewerName" text, "slotId" uuid, score bigint,
                "placedWhy" jsonb)
            where s.tenant_id = {tx.Call.Tenant.Id} and s.id = m.id
            """, cancel);
        System.Diagnostics.Debug.Assert(changed == moves.Count, "Every moved submission was locked before.");
    }

    private static object Row(Moved move) => new
    {
        move.Id,
        Status = move.To,
        move.FirstReviewerId,
        move.FirstReviewerName,
        move.SlotId,
        move.Score,
        move.PlacedWhy,
    };

    private static SubmissionState Read(NpgsqlDataReader row) => new(
        row.Id<Submission>(0), row.Id<Round>(1), row.GetInt32(2), row.GetString(3), row.GetInt32(4), row.GetString(5),
        row.TextOrNull(6), row.GetString(7), row.TextOrNull(8), row.Enum<SubmissionStatus>(9), row.Enum<Outcome>(10),
        row.Json<Plan>(11), row.GetString(12), row.TextOrNull(13), row.IsDBNull(14) ? null : row.Id<Slot>(14),
        row.LongOrNull(15), row.InstantOrNull(16), row.GetInt32(17), row.Instant(18), row.TextOrNull(19));
}
