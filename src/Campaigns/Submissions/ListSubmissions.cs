using Marquee.Campaigns.Gates;
using Marquee.Campaigns.Rounds;
using Marquee.Kernel;
using Marquee.Rules;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Campaigns.Submissions;

/// <summary>A row of the list of submissions.</summary>
internal sealed record SubmissionRow(
    Id<Submission> Id, Id<Round> Round, SubmissionStatus Status, int Revision, ItemRef Item, MerchantRef Merchant, Outcome Outcome,
    GateOutcomes Gates, Texts? Reason, int Reasons, int Skus, Money Price, Money? DailyPrice, long Stock, int Approvals,
    int ApprovalsNeeded, string? FirstReviewer, Id<Slot>? Slot, bool ExitRequested, DateTimeOffset SubmittedAt,
    DateTimeOffset WaitingSince, IReadOnlyList<SubmissionMove> Allowed);

/// <summary>An item in a row.</summary>
internal sealed record ItemRef(string Id, string Title, string? Category, string? MainImage);

/// <summary>A merchant in a row.</summary>
internal sealed record MerchantRef(string Id, string Name);

/// <summary>Submissions are listed and counted, by gate, outcome, status, merchant and clause. Merchants see their own.</summary>
internal static class ListSubmissions
{
    internal sealed record ClauseCount(string Clause, Gate Gate, NodeKind Node, Texts? Text, long Failed, long Unknown);

    internal sealed record Summary(
        long Total, IReadOnlyDictionary<string, long> ByStatus, IReadOnlyDictionary<string, long> ByOutcome,
        IReadOnlyDictionary<string, long> ByGate, IReadOnlyList<ClauseCount> ByClause);

    internal static readonly SqlText.Raw From = new("""
        campaigns.submission s
        join campaigns.phase p on p.tenant_id = s.tenant_id and p.round_id = s.round_id and p.phase = 'live'
        """);

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/submissions", ListAsync).WithName(nameof(ListSubmissions))
            .WithSummary("Submissions, newest first, by round, status, gate, outcome, merchant, clause and text").AllowMembers();
        api.MapGet("/submissions/summary", SummaryAsync).WithName("SummariseSubmissions")
            .WithSummary("How many submissions the same filters give, by status, outcome, gate and clause").AllowMembers();
    }

    private static async Task<Answer<Page<SubmissionRow>>> ListAsync(
        [AsParameters] SubmissionFilter filter, [AsParameters] PageQuery page, CallContext call, CampaignsDb db, CancellationToken cancel)
    {
        var start = page.Start<Guid>(call, "submissions");
        var condition = filter.Condition(call);
        if ((start.Error ?? condition.Error) is { } wrong)
        {
            return wrong;
        }

        var rows = await db.ReadAsync(call, tx => ReadAsync(
            tx,
            $"""
            {condition.Value} and ({start.Value.After}::uuid is null or s.id < {start.Value.After})
            order by s.id desc limit {start.Value.Limit + 1}
            """, cancel), cancel);
        return start.Value.Of(rows, row => row.Id.Value);
    }

    /// <summary>Rows that meet a condition over s and p.</summary>
    internal static async Task<List<SubmissionRow>> ReadAsync(Transaction tx, SqlText condition, CancellationToken cancel)
    {
        var call = tx.Call;
        var staff = call.Actor.IsAny(EndpointRules.Staff);
        var rows = await tx.QueryAsync(
            $"""
            select s.id, s.round_id, s.status, s.revision, s.item_id, s.title, s.category, s.main_image, s.merchant_id,
                s.merchant_name, s.outcome, s.gate_merchant, s.gate_item, s.gate_sku, s.reason, s.reasons, s.sku_count, s.price_minor,
                s.daily_price_minor, s.activity_stock, s.first_reviewer_name, s.slot_id, s.exit_requested_at is not null,
                s.submitted_at, s.status_since, p.opens, p.closes
            from {From} where {condition}
            """,
            row => new SubmissionRow(
                row.Id<Submission>(0), row.Id<Round>(1), StatusNow(row.Enum<SubmissionStatus>(2), row.Instant(25), row.Instant(26), call.Now),
                row.GetInt32(3), new ItemRef(row.GetString(4), row.GetString(5), row.TextOrNull(6), row.TextOrNull(7)),
                new MerchantRef(row.GetString(8), row.GetString(9)), row.Enum<Outcome>(10),
                new GateOutcomes(row.Enum<Outcome>(11), row.Enum<Outcome>(12), row.Enum<Outcome>(13)),
                row.IsDBNull(14) ? null : staff ? row.Json<FirstReason>(14).Platform : row.Json<FirstReason>(14).Merchant,
                row.GetInt32(15), row.GetInt32(16), call.Tenant.Money(row.GetInt64(17)),
                row.LongOrNull(18) is { } daily ? call.Tenant.Money(daily) : null, row.GetInt64(19),
                ApprovalsOf(row.Enum<SubmissionStatus>(2)), 2, staff ? row.TextOrNull(20) : null,
                row.IsDBNull(21) ? null : row.Id<Slot>(21), row.GetBoolean(22), row.Instant(23), row.Instant(24), []),
            cancel);
        var open = await OpenPhases.OfAsync(tx, rows.Select(row => row.Round), cancel);
        return [.. rows.Select(row => row with { Allowed = SubmissionMoves.AllowedTo(call.Actor, Stored(row.Status), open[row.Round]) })];
    }

    /// <summary>A locked submission is live or ended by its round's live phase.</summary>
    internal static SubmissionStatus StatusNow(
        SubmissionStatus stored, DateTimeOffset liveOpens, DateTimeOffset liveCloses, DateTimeOffset now) =>
        stored != SubmissionStatus.Locked || now < liveOpens ? stored
        : now < liveCloses ? SubmissionStatus.Live : SubmissionStatus.Ended;

    private static SubmissionStatus Stored(SubmissionStatus status) =>
        status is SubmissionStatus.Live or SubmissionStatus.Ended ? SubmissionStatus.Locked : status;

    private static int ApprovalsOf(SubmissionStatus status) => status switch
    {
        SubmissionStatus.FirstApproved => 1,
        SubmissionStatus.Approved or SubmissionStatus.Scheduled or SubmissionStatus.Confirmed or SubmissionStatus.Locked
            or SubmissionStatus.Live or SubmissionStatus.Ended or SubmissionStatus.Exited => 2,
        SubmissionStatus.Refused or SubmissionStatus.InReview or SubmissionStatus.Rejected or SubmissionStatus.Withdrawn
            or SubmissionStatus.Removed => 0,
    };

    private static async Task<Answer<Summary>> SummaryAsync(
        [AsParameters] SubmissionFilter filter, CallContext call, CampaignsDb db, RuleLoader loader, CancellationToken cancel)
    {
        var condition = filter.Condition(call);
        if (!condition.IsSuccess)
        {
            return condition.Error;
        }

        var staff = call.Actor.IsAny(EndpointRules.Staff);
        return await db.ReadAsync<Answer<Summary>>(call, async tx =>
        {
            var counts = await tx.QueryAsync(
                $"""
                select case when s.status <> 'locked' or p.opens > {call.Now} then s.status
                            when p.closes > {call.Now} then 'live' else 'ended' end,
                    s.outcome, s.gate_merchant <> 'pass', s.gate_item <> 'pass', s.gate_sku <> 'pass', count(*)
                from {From} where {condition.Value} group by 1, 2, 3, 4, 5
                """,
                row => (Status: row.GetString(0), Outcome: row.GetString(1), Merchant: row.GetBoolean(2), Item: row.GetBoolean(3),
                    Sku: row.GetBoolean(4), Count: row.GetInt64(5)), cancel);
            var clauses = await ClausesAsync(tx, condition.Value, cancel);
            var texts = filter.Round is { } round ? await TextsAsync(tx, round, loader, staff, cancel) : [];
            return new Summary(
                counts.Sum(row => row.Count),
                counts.GroupBy(row => row.Status).ToDictionary(group => group.Key, group => group.Sum(row => row.Count)),
                counts.GroupBy(row => row.Outcome).ToDictionary(group => group.Key, group => group.Sum(row => row.Count)),
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
            select unnest(s.failed) as clause, 1 as failed, 0 as undecided from {From} where {condition}
            union all
            select unnest(s.undecided), 0, 1 from {From} where {condition}) counted
        group by clause order by 2 desc, 3 desc, 1 limit {Limits.ClausesInSummary}
        """,
        row => (row.GetString(0), row.GetInt64(1), row.GetInt64(2)), cancel);

    private static ClauseCount Of((string Clause, long Failed, long Unknown) counted, Texts? text)
    {
        var parts = counted.Clause.Split('.');
        return new ClauseCount(
            counted.Clause, EnumText.Parse<Gate>(parts[1]), EnumText.Parse<NodeKind>(parts[0]), text, counted.Failed, counted.Unknown);
    }

    /// <summary>The words of all clauses in force at a round, by name, as far as the reader may read them.</summary>
    internal static async Task<Dictionary<string, Texts>> TextsAsync(
        Transaction tx, Id<Round> round, RuleLoader loader, bool staff, CancellationToken cancel)
    {
        var rules = await loader.LoadAsync(tx, round, cancel);
        return !rules.IsSuccess ? [] : rules.Value.Active.SelectMany(rule => (staff ? rule.Full : rule.ForMerchants).Clauses.Select(clause =>
            (Key: Gates.Gates.ClauseKey(rule.Node, rule.Gate, clause.Number), Text: new Texts(clause.TextZh, clause.TextEn))))
            .ToDictionary(one => one.Key, one => one.Text);
    }
}
