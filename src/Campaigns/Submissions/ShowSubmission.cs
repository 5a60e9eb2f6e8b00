using Marquee.Campaigns.Rounds;
using Marquee.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Campaigns.Submissions;

/// <summary>A submission with its plan, the full why of its verdict, and what happened to it.</summary>
internal static class ShowSubmission
{
    internal sealed record SkuPlanView(string Sku, Money ActivityPrice, int ActivityStock, int? PurchaseLimit);

    internal sealed record View(
        SubmissionRow Submission, IReadOnlyList<SkuPlanView> SkuPlans, IReadOnlyList<Id<Slot>> WishedSlots,
        IReadOnlyList<string> Services, int FundingShareBp, DateTimeOffset JudgedAt, IReadOnlyList<string> Rules,
        IReadOnlyList<Why> Reasons, Texts? PlacedWhy, long? Score, IReadOnlyList<HistoryView> History);

    public static void Map(RouteGroupBuilder api) => api
        .MapGet("/submissions/{id}", HandleAsync).WithName(nameof(ShowSubmission))
        .WithSummary("A submission with its plan, every reason of its verdict, and its history")
        .AllowMembers().Rows(RowRule.Filtered);

    private static async Task<Answer<View>> HandleAsync(
        Id<Submission> id, CallContext call, CampaignsDb db,
        CancellationToken cancel) => await db.ReadAsync<Answer<View>>(call, async tx =>
    {
        var state = await SubmissionRows.FindAsync(tx, id, cancel);
        if (state is null || !state.IsVisibleTo(call.Actor))
        {
            return new Unknown("submission", id.ToString());
        }

        var staff = Sensitive.InternalClauses.IsShownTo(call.Actor, state.MerchantId, state.Category);
        var scores = Sensitive.Scores.IsShownTo(call.Actor, state.MerchantId, state.Category);
        var row = (await SubmissionTable.ReadAsync(tx, $"s.tenant_id = {call.Tenant.Id} and s.id = {id}", cancel))[0];
        var verdict = (await tx.QueryAsync(
            $"""
                select at, rules, reasons from campaigns.verdict
                where tenant_id = {call.Tenant.Id} and submission_id = {id}
                """,
            one => (At: one.Instant(0), Rules: one.List<string>(1), Reasons: one.Json<StoredReasons>(2)), cancel))[0];
        var placed = (await tx.QueryAsync(
            $"select placed_why from campaigns.submission where tenant_id = {call.Tenant.Id} and id = {id}",
            one => one.IsDBNull(0) ? null : one.Json<Texts>(0), cancel))[0];
        var history = await HistoryRows.OfSubmissionAsync(tx, id, staff, cancel);
        return new View(
            row,
            [.. state.Plan.Skus.Select(sku => new SkuPlanView(
                sku.SkuId, call.Tenant.Money(sku.ActivityPriceMinor), sku.ActivityStock, sku.PurchaseLimit))],
            state.Plan.WishedSlots, state.Plan.Services, state.Plan.FundingShareBp, verdict.At, verdict.Rules,
            verdict.Reasons.For(staff), placed, scores ? state.Score : null,
            history);
    }, cancel);
}
