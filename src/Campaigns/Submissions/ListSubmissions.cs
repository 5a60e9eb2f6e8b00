using Marquee.Campaigns.Gates;
using Marquee.Kernel;
using Marquee.Rules;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Campaigns.Submissions;

/// <summary>
/// Submissions are listed and counted, by gate, outcome, status, merchant and clause. Merchants see their own.
/// </summary>
internal static class ListSubmissions
{
    internal sealed record ClauseCount(string Clause, Gate Gate, NodeKind Node, Texts? Text, long Failed, long Unknown);

    internal sealed record Summary(
        long Total, IReadOnlyDictionary<string, long> ByStatus, IReadOnlyDictionary<string, long> ByOutcome,
        IReadOnlyDictionary<string, long> ByGate, IReadOnlyList<ClauseCount> ByClause);

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/submissions", ListAsync).WithName(nameof(ListSubmissions))
            .WithSummary(
                "Submissions, newest first, by round, status, gate, outcome, merchant, clause and text")
            .AllowMembers().Rows(RowRule.Filtered);
        api.MapGet("/submissions/summary", SummaryAsync).WithName("SummariseSubmissions")
            .WithSummary(
                "How many submissions the same filters give, by status, outcome, gate and clause")
            .AllowMembers().Rows(RowRule.Filtered);
    }

    private static async Task<Answer<Page<SubmissionRow>>> ListAsync(
        [AsParameters] SubmissionFilter filter, [AsParameters] PageQuery page, CallContext call, CampaignsDb db,
        CancellationToken cancel)
    {
        var start = page.Start<Guid>(call, "submissions");
        var condition = filter.Condition(call);
        if ((start.Error ?? condition.Error) is { } wrong)
        {
            return wrong;
        }

        var rows = await db.ReadAsync(call, tx => SubmissionTable.ReadAsync(
            tx,
            $"""
            {condition.Value} and ({start.Value.After}::uuid is null or s.id < {start.Value.After})
            order by s.id desc limit {start.Value.Limit + 1}
            """, cancel), cancel);
        return start.Value.Of(rows, row => row.Id.Value);
    }

    private static async Task<Answer<Summary>> SummaryAsync(
        [AsParameters] SubmissionFilter filter, CallContext call, CampaignsDb db, RuleLoader loader,
        CancellationToken cancel)
    {
        var condition = filter.Condition(call);
        if (!condition.IsSuccess)
        {
            return condition.Error;
        }

        var staff = Sensitive.InternalClauses.IsShownTo(call.Actor);
        return await db.ReadAsync<Answer<Summary>>(call, async tx =>
        {
            var counts = await tx.QueryAsync(
                $"""
                select case when s.status <> 'locked' or p.opens > {call.Now} then s.status
                            when p.closes > {call.Now} then 'live' else 'ended' end,
                    s.outcome, s.gate_merchant <> 'pass', s.gate_item <> 'pass', s.gate_sku <> 'pass', count(*)
                from {SubmissionTable.From} where {condition.Value} group by 1, 2, 3, 4, 5
                """,
                row =>
                    (Status: row.GetString(0), Outcome: row.GetString(1), Merchant: row.GetBoolean(2),
                        Item: row.GetBoolean(3),
                    Sku: row.GetBoolean(4), Count: row.GetInt64(5)), cancel);
            var clauses = await ClausesAsync(tx, condition.Value, cancel);
            var texts = filter.Round is { } round
                ? await loader.TextsAsync(tx, round, staff, cancel)
                : new Dictionary<string, Texts>();
            return new Summary(
                counts.Sum(row => row.Count),
                counts.GroupBy(row => row.Status).ToDictionary(
                    group => group.Key, group => group.Sum(row => row.Count)),
                counts.GroupBy(row => row.Outcome).ToDictionary(
                    group => group.Key, group => group.Sum(row => row.Count)),
                new Dictionary<string, long>
                {
                    ["merchant"] = counts.Where(row => row.Merchant).Sum(row => row.Count),
                    ["item"] = counts.Where(row => row.Item).Sum(row => row.Count),
                    ["sku"] = counts.Where(row => row.Sku).Sum(row => row.Count),
                },
                [.. clauses.Select(clause => Of(clause, texts.GetValueOrDefault(clause.Clause)))]);
        }, cancel);
    }

    private static Task<List<(string Clause, long Failed, long Unknown)>> ClausesAsync(
        Transaction tx, SqlText condition, CancellationToken cancel) => tx.QueryAsync(
        $"""
        select clause, sum(failed)::bigint, sum(undecided)::bigint from (
            select unnest(s.failed) as clause, 1 as failed, 0 as undecided from {SubmissionTable.From} where {condition}
            union all
            select unnest(s.undecided), 0, 1 from {SubmissionTable.From} where {condition}) counted
        group by clause order by 2 desc, 3 desc, 1 limit {Limits.ClausesInSummary}
        """,
        row => (row.GetString(0), row.GetInt64(1), row.GetInt64(2)), cancel);

    private static ClauseCount Of((string Clause, long Failed, long Unknown) counted, Texts? text)
    {
        var parts = counted.Clause.Split('.');
        return new ClauseCount(
            counted.Clause, EnumText.Parse<Gate>(parts[1]), EnumText.Parse<NodeKind>(parts[0]), text, counted.Failed,
            counted.Unknown);
    }
}
