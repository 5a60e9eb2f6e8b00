using Marquee.Campaigns.Changes;
using Marquee.Campaigns.Rounds;
using Marquee.Kernel;
using Marquee.Rules;

namespace Marquee.Campaigns.Submissions;

/// <summary>A judged plan on its way into its row.</summary>
internal sealed record StoredSubmission(Id<Submission> Id, ReadPlan Plan, Judgement Judgement, SubmissionStatus Status);

/// <summary>The reasons of a verdict as stored: what the platform reads, and what the merchant does.</summary>
internal sealed record StoredReasons(IReadOnlyList<Why> Platform, IReadOnlyList<Why> Merchant)
{
    public IReadOnlyList<Why> For(bool staff) => staff ? Platform : Merchant;
}

/// <summary>Writes judged plans, in three statements whatever their number.</summary>
internal static class SubmissionWriting
{
    public static async Task WriteAsync(
        Transaction tx, Id<Round> round, IReadOnlyList<StoredSubmission> submissions, string[] rules,
        CancellationToken cancel)
    {
        if (submissions.Count == 0)
        {
            return;
        }

        var (call, now) = (tx.Call, tx.Call.Now);
        await tx.ExecuteAsync($"""
            insert into campaigns.submission as s (
                tenant_id, id, round_id, item_no, item_id, merchant_no, merchant_id, merchant_name, title, category,
                main_image, status, outcome, gate_merchant, gate_item, gate_sku, failed, undecided, reason, reasons,
                plan, plan_hash, basis_hash, sku_count, price_minor, daily_price_minor, activity_stock,
                submitted_at, status_since)
            select {call.Tenant.Id}, n.id, {round}, n."itemNo", n."itemId", n."merchantNo", n."merchantId",
                n."merchantName", n.title, n.category, n."mainImage", n.status, n.outcome, n."gateMerchant",
                n."gateItem", n."gateSku", n.failed, n.undecided, n.reason, n.reasons, n.plan, n."planHash",
                n."basisHash", n."skuCount", n."priceMinor", n."dailyPriceMinor", n."activityStock", {now}, {now}
            from jsonb_to_recordset({new SqlText.Json(submissions.Select(Row))}) as n (
                id uuid, "itemNo" int, "itemId" text, "merchantNo" int, "merchantId" text, "merchantName" text,
                title text, category text, "mainImage" text, status text, outcome text, "gateMerchant" text,
                "gateItem" text, "gateSku" text, failed text[], undecided text[], reason jsonb, reasons int,
                plan jsonb, "planHash" text, "basisHash" text, "skuCount" int, "priceMinor" bigint,
                "dailyPriceMinor" bigint, "activityStock" bigint)
            on conflict (tenant_id, round_id, item_no) do update set
                title = excluded.title, category = excluded.category, main_image = excluded.main_image,
                merchant_name = excluded.merchant_name, status = excluded.status, outcome = excluded.outcome,
                gate_merchant = excluded.gate_merchant, gate_item = excluded.gate_item, gate_sku = excluded.gate_sku,
                failed = excluded.failed, undecided = excluded.undecided, reason = excluded.reason,
                reasons = excluded.reasons, plan = excluded.plan, plan_hash = excluded.plan_hash,
                basis_hash = excluded.basis_hash, sku_count = excluded.sku_count, price_minor = excluded.price_minor,
                daily_price_minor = excluded.daily_price_minor, activity_stock = excluded.activity_stock,
                first_reviewer_id = null, first_reviewer_name = null, submitted_at = excluded.submitted_at,
                revision = s.revision + 1,
                status_since = case when s.status = excluded.status then s.status_since else excluded.status_since end
            """, cancel);
        await WriteVerdictsAsync(tx, [.. submissions.Select(one => (one.Id, one.Judgement))], rules, cancel);
        await HistoryRows.AddAsync(tx, round, [.. submissions.Select(one => new HistoryEntry(
            one.Id, one.Status == SubmissionStatus.Refused ? "refused" : "submitted",
            Reason: ReasonOf(one.Judgement)))], cancel);
    }

    /// <summary>Replaces the verdicts of submissions.</summary>
    public static Task WriteVerdictsAsync(
        Transaction tx, IReadOnlyList<(Id<Submission> Id, Judgement Judgement)> verdicts, string[] rules,
        CancellationToken cancel) =>
        tx.ExecuteAsync($"""
            insert into campaigns.verdict (tenant_id, submission_id, at, rules, reasons)
            select {tx.Call.Tenant.Id}, v.id, {tx.Call.Now}, {rules}, v.reasons
            from jsonb_to_recordset({new SqlText.Json(verdicts.Select(one => new
        {
            one.Id,
            Reasons = new StoredReasons(one.Judgement.Reasons, one.Judgement.ForMerchants),
        }))}) as v (id uuid, reasons jsonb)
            on conflict (tenant_id, submission_id) do update
            set at = excluded.at, rules = excluded.rules, reasons = excluded.reasons
            """, cancel);

    private static object Row(StoredSubmission one) => new
    {
        one.Id,
        one.Plan.Item.ItemNo,
        ItemId = one.Plan.Item.Id,
        one.Plan.Merchant.MerchantNo,
        MerchantId = one.Plan.Merchant.Id,
        MerchantName = one.Plan.Merchant.Name,
        one.Plan.Item.Title,
        one.Plan.Item.Category,
        one.Plan.Item.MainImage,
        one.Status,
        one.Judgement.Outcome,
        GateMerchant = one.Judgement.Merchant,
        GateItem = one.Judgement.Item,
        GateSku = one.Judgement.Sku,
        one.Judgement.Failed,
        one.Judgement.Undecided,
        Reason = ReasonOf(one.Judgement),
        Reasons = one.Judgement.Reasons.Count,
        one.Plan.Plan,
        PlanHash = one.Plan.Plan.Hash,
        BasisHash = ReviewBasis.HashOf(one.Plan.Item, one.Plan.AllSkus, one.Plan.Plan),
        SkuCount = one.Plan.Plan.Skus.Count,
        PriceMinor = one.Plan.Plan.LowestPriceMinor,
        one.Plan.DailyPriceMinor,
        one.Plan.Plan.ActivityStock,
    };

    /// <summary>The first reason in words, for lists: one for the platform, one for the merchant.</summary>
    internal static SidedTexts? ReasonOf(Judgement judgement) => judgement.First is not { } first
        ? null
        : new SidedTexts(
            first.Reason, (judgement.ForMerchants.FirstOrDefault(why => why.Outcome == Outcome.Fail)
                ?? (judgement.ForMerchants is [var merchants, ..] ? merchants : first)).Reason);
}
