using Marquee.Campaigns.Rounds;
using Marquee.Kernel;

namespace Marquee.Campaigns.Boards;

/// <summary>How many submissions of a round are where, and how many came there in the last hour.</summary>
internal sealed record RoundCounts(
    IReadOnlyDictionary<SubmissionStatus, long> Present, IReadOnlyDictionary<SubmissionStatus, long> LastHour,
    IReadOnlyDictionary<SubmissionStatus, (long Count, DateTimeOffset Since)> Stuck)
{
    public long Of(params ReadOnlySpan<SubmissionStatus> statuses) => Sum(Present, statuses);

    public long EnteredLastHour(params ReadOnlySpan<SubmissionStatus> statuses) => Sum(LastHour, statuses);

    private static long Sum(IReadOnlyDictionary<SubmissionStatus, long> counts, ReadOnlySpan<SubmissionStatus> statuses)
    {
        long sum = 0;
        foreach (var status in statuses)
        {
            sum += counts.GetValueOrDefault(status);
        }

        return sum;
    }
}

/// <summary>
/// Reads counts that are kept while submissions move: a board of a round with millions of submissions costs some dozen
/// rows, and what is stuck some more: one count per hour.
/// </summary>
internal static class BoardRows
{
    private static readonly SubmissionStatus[] Waiting =
        [SubmissionStatus.InReview, SubmissionStatus.FirstApproved, SubmissionStatus.Approved,
            SubmissionStatus.Scheduled, SubmissionStatus.Confirmed];

    public static async Task<IReadOnlyDictionary<Id<Round>, RoundCounts>> ReadAsync(
        Transaction tx, IReadOnlyList<Id<Round>> rounds, CancellationToken cancel)
    {
        var call = tx.Call;
        var present = (await tx.QueryAsync(
            $"""
            select round_id, status, sum(present)::bigint from campaigns.status_count
            where tenant_id = {call.Tenant.Id} and round_id = any({rounds}) group by round_id, status
            """, Count, cancel)).ToLookup(row => row.Round);
        var lastHour = (await tx.QueryAsync(
            $"""
            select round_id, status, sum(entered)::bigint from campaigns.status_flow
            where tenant_id = {call.Tenant.Id} and round_id = any({rounds}) and minute > {call.Now.AddHours(-1)}
            group by round_id, status
            """, Count, cancel)).ToLookup(row => row.Round);
        var stuck = (await StuckAsync(tx, rounds, cancel)).ToLookup(row => row.Round);
        return rounds.Distinct().ToDictionary(round => round, round => new RoundCounts(
            present[round].ToDictionary(row => row.Status, row => row.Count),
            lastHour[round].ToDictionary(row => row.Status, row => row.Count),
            stuck[round].ToDictionary(row => row.Status, row => (row.Count, row.Since))));
    }

    /// <summary>
    /// Whole hours come from their counts; of the hour in which the bound lies, the rows before it are counted.
    /// </summary>
    private static Task<List<(Id<Round> Round, SubmissionStatus Status, long Count, DateTimeOffset Since)>> StuckAsync(
        Transaction tx, IReadOnlyList<Id<Round>> rounds, CancellationToken cancel)
    {
        var tenant = tx.Call.Tenant.Id;
        var bound = tx.Call.Now - Limits.StuckAfter;
        var hour = new DateTimeOffset(bound.UtcTicks - (bound.UtcTicks % TimeSpan.TicksPerHour), TimeSpan.Zero);
        return tx.QueryAsync(
            $"""
            select w.round_id, w.status, w.present + l.present, f.status_since from (
                select r.round_id, s.status, coalesce((
                    select sum(a.present)::bigint from campaigns.status_age a
                    where a.tenant_id = {tenant} and a.round_id = r.round_id and a.status = s.status
                      and a.hour < {hour}), 0) as present
                from unnest({rounds}) r (round_id),
                    unnest({Waiting.Select(status => EnumText.Of(status)).ToArray()}) s (status)) w
            cross join lateral (
                select count(*) as present from campaigns.submission b
                where b.tenant_id = {tenant} and b.round_id = w.round_id and b.status = w.status
                  and b.status_since >= {hour} and b.status_since <= {bound}) l
            cross join lateral (
                select b.status_since from campaigns.submission b
                where b.tenant_id = {tenant} and b.round_id = w.round_id and b.status = w.status
                order by b.status_since limit 1) f
            where w.present + l.present > 0
            """,
            row => (row.Id<Round>(0), row.Enum<SubmissionStatus>(1), row.GetInt64(2), row.Instant(3)), cancel);
    }

    private static (Id<Round> Round, SubmissionStatus Status, long Count) Count(Npgsql.NpgsqlDataReader row) =>
        (row.Id<Round>(0), row.Enum<SubmissionStatus>(1), row.GetInt64(2));
}
