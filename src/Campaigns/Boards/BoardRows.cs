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
/// rows, and what is stuck is a range of an index.
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
        var stuck = (await tx.QueryAsync(
            $"""
            select round_id, status, count(*), min(status_since) from campaigns.submission
            where tenant_id = {call.Tenant.Id} and round_id = any({rounds})
              and status = any({Waiting.Select(status => EnumText.Of(status)).ToArray()})
              and status_since <= {call.Now - Limits.StuckAfter}
            group by round_id, status
            """,
            row =>
                (Round: row.Id<Round>(0), Status: row.Enum<SubmissionStatus>(1), Count: row.GetInt64(2),
                    Since: row.Instant(3)),
            cancel)).ToLookup(row => row.Round);
        return rounds.Distinct().ToDictionary(round => round, round => new RoundCounts(
            present[round].ToDictionary(row => row.Status, row => row.Count),
            lastHour[round].ToDictionary(row => row.Status, row => row.Count),
            stuck[round].ToDictionary(row => row.Status, row => (row.Count, row.Since))));
    }

    private static (Id<Round> Round, SubmissionStatus Status, long Count) Count(Npgsql.NpgsqlDataReader row) =>
        (row.Id<Round>(0), row.Enum<SubmissionStatus>(1), row.GetInt64(2));
}
