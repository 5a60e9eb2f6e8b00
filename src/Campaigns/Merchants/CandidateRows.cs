using Marquee.Campaigns.Submissions;
using Marquee.Jobs;
using Marquee.Kernel;
using Marquee.Rules;
using Npgsql;

namespace Marquee.Campaigns.Merchants;

/// <summary>What is kept of a prospect beside its columns: what the merchant reads.</summary>
internal sealed record CandidateDetail(
    IReadOnlyList<Why> Reasons, IReadOnlyList<ProspectSku> Skus, IReadOnlyList<ProspectChange> Changes,
    int FundingShareBp);

/// <summary>An item of a shop against a round, as a screen shows it.</summary>
internal sealed record CandidateView(
    ItemRef Item, Outcome Outcome, GateOutcomes Gates, bool Changeable, IReadOnlyList<Why> Reasons,
    IReadOnlyList<ProspectSku> Skus, IReadOnlyList<ProspectChange> Changes, int FundingShareBp, Estimate Estimate,
    Id<Submission>? Submission, SubmissionStatus? Status)
{
    public static CandidateView Of(Prospect one) => new(
        new ItemRef(one.Item.Id, one.Item.Title, one.Item.Category, one.Item.MainImage), one.Judged.Outcome,
        new GateOutcomes(one.Judged.Merchant, one.Judged.Item, one.Judged.Sku), one.Changeable,
        [.. one.Judged.ForMerchants.Take(Limits.ReasonsPerCandidate)], one.Skus, one.Changes, one.Plan.FundingShareBp,
        one.Estimate, null, null);
}

/// <summary>Reads and writes what checks found.</summary>
internal static class CandidateRows
{
    /// <summary>Stores prospects of a round, in one statement; a later check replaces an earlier one.</summary>
    public static Task<int> WriteAsync(
        Transaction tx, Id<Round> round, int merchantNo, Id<JobRun> run, IReadOnlyList<Prospect> prospects,
        CancellationToken cancel) => tx.ExecuteAsync($"""
        insert into campaigns.candidate as c (tenant_id, round_id, item_no, merchant_no, item_id, title, category,
            main_image, outcome, gate_merchant, gate_item, gate_sku, changeable, detail, pieces, revenue_minor,
            cost_minor, run_id)
        select {tx.Call.Tenant.Id}, {round}, n."itemNo", {merchantNo}, n.id, n.title, n.category, n."mainImage",
            n.outcome, n."gateMerchant", n."gateItem", n."gateSku", n.changeable, n.detail, n.pieces,
            n."revenueMinor", n."costMinor", {run}
        from jsonb_to_recordset({new SqlText.Json(prospects.Select(Row))}) as n (
            "itemNo" int, id text, title text, category text, "mainImage" text, outcome text, "gateMerchant" text,
            "gateItem" text, "gateSku" text, changeable boolean, detail jsonb, pieces bigint, "revenueMinor" bigint,
            "costMinor" bigint)
        on conflict (tenant_id, round_id, item_no) do update set
            merchant_no = excluded.merchant_no, item_id = excluded.item_id, title = excluded.title,
            category = excluded.category, main_image = excluded.main_image, outcome = excluded.outcome,
            gate_merchant = excluded.gate_merchant, gate_item = excluded.gate_item, gate_sku = excluded.gate_sku,
            changeable = excluded.changeable, detail = excluded.detail, pieces = excluded.pieces,
            revenue_minor = excluded.revenue_minor, cost_minor = excluded.cost_minor, run_id = excluded.run_id
        """, cancel);

    /// <summary>A page of candidates, those with something to do first in the order of their items.</summary>
    public static Task<List<(int ItemNo, CandidateView View)>> PageAsync(
        Transaction tx, Id<Round> round, int merchantNo, SqlText condition, int after, int limit,
        CancellationToken cancel) => tx.QueryAsync(
        $"""
        select c.item_no, c.item_id, c.title, c.category, c.main_image, c.outcome, c.gate_merchant, c.gate_item,
            c.gate_sku, c.changeable, c.detail, c.pieces, c.revenue_minor, c.cost_minor, s.id, s.status, p.opens,
            p.closes
        from campaigns.candidate c
        left join campaigns.submission s on s.tenant_id = c.tenant_id and s.round_id = c.round_id
            and s.item_no = c.item_no
        left join campaigns.phase p on p.tenant_id = s.tenant_id and p.round_id = s.round_id and p.phase = 'live'
        where c.tenant_id = {tx.Call.Tenant.Id} and c.round_id = {round} and c.merchant_no = {merchantNo}
            and c.item_no > {after} and {condition}
        order by c.item_no limit {limit}
        """,
        row => (row.GetInt32(0), Read(row, tx.Call.Now)), cancel);

    private static CandidateView Read(NpgsqlDataReader row, DateTimeOffset now)
    {
        var detail = row.Json<CandidateDetail>(10);
        return new CandidateView(
            new ItemRef(row.GetString(1), row.GetString(2), row.TextOrNull(3), row.TextOrNull(4)), row.Enum<Outcome>(5),
            new GateOutcomes(row.Enum<Outcome>(6), row.Enum<Outcome>(7), row.Enum<Outcome>(8)), row.GetBoolean(9),
            detail.Reasons, detail.Skus, detail.Changes, detail.FundingShareBp,
            new Estimate(row.LongOrNull(11), row.LongOrNull(12), row.LongOrNull(13)),
            row.IsDBNull(14) ? null : row.Id<Submission>(14),
            row.IsDBNull(14) ? null
                : SubmissionTable.StatusNow(row.Enum<SubmissionStatus>(15), row.Instant(16), row.Instant(17), now));
    }

    private static object Row(Prospect one) => new
    {
        one.Item.ItemNo,
        one.Item.Id,
        one.Item.Title,
        one.Item.Category,
        one.Item.MainImage,
        one.Judged.Outcome,
        GateMerchant = one.Judged.Merchant,
        GateItem = one.Judged.Item,
        GateSku = one.Judged.Sku,
        one.Changeable,
        Detail = new CandidateDetail(
            [.. one.Judged.ForMerchants.Take(Limits.ReasonsPerCandidate)], one.Skus, one.Changes,
            one.Plan.FundingShareBp),
        one.Estimate.Pieces,
        one.Estimate.RevenueMinor,
        one.Estimate.CostMinor,
    };
}
