using Marquee.Benefits.Engine;
using Marquee.Benefits.Storage;
using Marquee.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Benefits.Manage;

/// <summary>Benefits with their budgets, newest first.</summary>
internal static class ListBenefits
{
    public static void Map(RouteGroupBuilder api) => api.MapGet("/benefits", HandleAsync)
        .WithName(nameof(ListBenefits)).WithSummary("Benefits with their budgets: in all, spent, left; newest first.")
        .AllowStaff().Rows(RowRule.Common);

    private static async Task<Answer<Page<BenefitView>>> HandleAsync(
        CallContext call, [AsParameters] PageQuery page, BenefitsDb db, BenefitAccounts accounts,
        CancellationToken cancel,
        Guid? round = null, string? status = null)
    {
        var start = page.Start<Guid>(call, "benefits");
        if (!start.IsSuccess)
        {
            return start.Error;
        }

        if (status is not null && !EnumText.TryParse<BenefitStatus>(status, out _))
        {
            return new InvalidRequest("status", "is no status of a benefit", status, "active, paused, ended");
        }

        var rows = await db.ReadAsync(call, tx => tx.QueryAsync(
            $"""
            select {BenefitRow.Columns} from benefits.benefit b
            where b.tenant_id = {call.Tenant.Id}
                and ({start.Value.After}::uuid is null or b.benefit_id < {start.Value.After})
              and ({round}::uuid is null or b.round_id = {round}) and ({status}::text is null or b.status = {status})
            order by b.benefit_id desc limit {start.Value.Limit + 1}
            """,
            BenefitRow.Of, cancel), cancel);
        var balances = await accounts.BudgetsAsync(call, rows, cancel);
        return start.Value.Of(
            [.. rows.Select(row => BenefitView.Of(row, accounts.BudgetNames(row), balances))], view => view.Id.Value);
    }
}
