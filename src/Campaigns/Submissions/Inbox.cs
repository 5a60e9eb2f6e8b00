using Marquee.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Campaigns.Submissions;

/// <summary>
/// What waits for the caller's decision, over all rounds, longest first: only where their decision is possible now, and
/// never what they approved themselves.
/// </summary>
internal static class Inbox
{
    /// <summary>Which opinion is wanted.</summary>
    internal enum Step
    {
        /// <summary>Nobody has looked at it.</summary>
        First,
        /// <summary>Somebody else approved it.</summary>
        Second,
    }

    /// <summary>What the list is narrowed by.</summary>
    internal sealed record Filter(
        Id<Round>? Round, string? Step, string? Gate, string? Outcome, string? Merchant, string? Clause, string? Q);

    internal sealed record Row(
        SubmissionRow Submission, Step Step, string RoundName, string CampaignName, DateTimeOffset Until);

    internal sealed record RoundView(
        Id<Round> Round, string Name, string CampaignName, long Count, DateTimeOffset Oldest, DateTimeOffset Until);

    internal sealed record Summary(long Total, long First, long Second, IReadOnlyList<RoundView> Rounds);

    /// <summary>Where a page of the inbox begins.</summary>
    internal readonly record struct Key(DateTimeOffset Since, Guid Id);

    // The latest phase in which a decision is possible ends the wait, as in SubmissionMoves.
    private static readonly SqlText.Raw OpenUntil = new("""
        select r.id, r.name, c.name as campaign, max(w.closes) as until from campaigns.phase w
        join campaigns.round r on r.tenant_id = w.tenant_id and r.id = w.round_id
        join campaigns.campaign c on c.tenant_id = r.tenant_id and c.id = r.campaign_id
        where w.phase in ('review', 'schedule', 'confirm')
        """);

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/inbox", ListAsync).WithName("ListInbox")
            .WithSummary("Submissions that wait for the caller's decision, longest first, over all rounds")
            .Allow(Role.Reviewer, Role.Approver, Role.CategoryManager, Role.Operator).Rows(RowRule.Filtered);
        api.MapGet("/inbox/summary", SummaryAsync).WithName("SummariseInbox")
            .WithSummary("How many wait for the caller, by round and by which opinion is wanted")
            .Allow(Role.Reviewer, Role.Approver, Role.CategoryManager, Role.Operator).Rows(RowRule.Filtered);
    }

    private static async Task<Answer<Page<Row>>> ListAsync(
        [AsParameters] Filter filter, [AsParameters] PageQuery page, CallContext call, CampaignsDb db,
        CancellationToken cancel)
    {
        var start = page.Start<Key>(call, "inbox");
        var condition = Condition(filter, call);
        if ((start.Error ?? condition.Error) is { } wrong)
        {
            return wrong;
        }

        var (since, id) = start.Value.After is { } after ? (after.Since, after.Id) : (default, Guid.Empty);
        return await db.ReadAsync<Answer<Page<Row>>>(call, async tx =>
        {
            var rows = await SubmissionTable.ReadAsync(
                tx,
                $"""
                {condition.Value} and (s.status_since, s.id) > ({since}, {id})
                order by s.status_since, s.id limit {start.Value.Limit + 1}
                """, cancel);
            var rounds = (await tx.QueryAsync(
                $"""
                {OpenUntil} and w.tenant_id = {call.Tenant.Id} and w.opens <= {call.Now} and w.closes > {call.Now}
                  and r.id = any({rows.Select(row => row.Round).Distinct().ToArray()}) group by 1, 2, 3
                """,
                row => (Id: row.Id<Round>(0), Name: row.GetString(1), Campaign: row.GetString(2),
                    Until: row.Instant(3)), cancel)).ToDictionary(row => row.Id);
            return start.Value.Of(
                [.. rows.Select(row => new Row(
                    row, row.Status == SubmissionStatus.InReview ? Step.First : Step.Second, rounds[row.Round].Name,
                    rounds[row.Round].Campaign, rounds[row.Round].Until))],
                row => new Key(row.Submission.WaitingSince, row.Submission.Id.Value));
        }, cancel);
    }

    private static async Task<Answer<Summary>> SummaryAsync(
        [AsParameters] Filter filter, CallContext call, CampaignsDb db, CancellationToken cancel)
    {
        var condition = Condition(filter, call);
        if (!condition.IsSuccess)
        {
            return condition.Error;
        }

        var rows = await db.ReadAsync(call, tx => tx.QueryAsync(
            $"""
            select o.id, o.name, o.campaign, o.until, n.first, n.second, n.oldest from (
                select s.round_id, count(*) filter (where s.status = 'in_review') as first,
                    count(*) filter (where s.status = 'first_approved') as second, min(s.status_since) as oldest
                from {SubmissionTable.From} where {condition.Value} group by s.round_id) n
            join ({OpenUntil} and w.tenant_id = {call.Tenant.Id} and w.opens <= {call.Now} and w.closes > {call.Now}
                group by 1, 2, 3) o on o.id = n.round_id
            order by o.until, o.id limit {Limits.BatchRows}
            """,
            row => (View: new RoundView(
                    row.Id<Round>(0), row.GetString(1), row.GetString(2), row.GetInt64(4) + row.GetInt64(5),
                    row.Instant(6), row.Instant(3)),
                First: row.GetInt64(4), Second: row.GetInt64(5)), cancel), cancel);
        return new Summary(
            rows.Sum(row => row.View.Count), rows.Sum(row => row.First), rows.Sum(row => row.Second),
            [.. rows.Select(row => row.View)]);
    }

    /// <summary>What the caller can decide now, and has not decided yet.</summary>
    private static Result<SqlText> Condition(Filter filter, CallContext call)
    {
        var step = EnumText.TryParse<Step>(filter.Step, out var wanted) ? wanted : (Step?)null;
        if (filter.Step is not null && step is null)
        {
            return new InvalidRequest("step", "is not known", filter.Step,
                string.Join(", ", Enum.GetValues<Step>().Select(one => EnumText.Of(one))));
        }

        var scope = new SubmissionFilter(
            filter.Round, null, filter.Gate, filter.Outcome, filter.Merchant, filter.Clause, filter.Q).Condition(call);
        if (!scope.IsSuccess)
        {
            return scope.Error;
        }

        var first = step is null or Step.First;
        // A second approval puts it on the shortlist: that is for approvers and operators.
        var second = (step is null or Step.Second) && call.Actor.IsAny(Role.Approver, Role.Operator);
        SqlText condition = $"""
            {scope.Value} and s.status in ('in_review', 'first_approved')
            and (({first} and s.status = 'in_review')
                or ({second} and s.status = 'first_approved' and s.first_reviewer_id <> {call.Actor.Id}))
            and exists (select from campaigns.phase w where w.tenant_id = s.tenant_id and w.round_id = s.round_id
                and w.phase in ('review', 'schedule', 'confirm') and w.opens <= {call.Now} and w.closes > {call.Now})
            """;
        return condition;
    }
}
