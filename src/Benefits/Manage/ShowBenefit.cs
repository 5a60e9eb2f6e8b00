using Marquee.Benefits.Engine;
using Marquee.Benefits.Storage;
using Marquee.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Benefits.Manage;

/// <summary>One benefit: its budget, and how far its grants have come.</summary>
internal static class ShowBenefit
{
    /// <summary>Grants by where they stand, entries by how they ended.</summary>
    internal sealed record View(
        BenefitView Benefit, IReadOnlyDictionary<string, long> Grants, IReadOnlyDictionary<string, long> Entries);

    public static void Map(RouteGroupBuilder api) => api.MapGet("/benefits/{id}", HandleAsync)
        .WithName(nameof(ShowBenefit)).WithSummary("One benefit: budget, spent, left, and its grants by status.")
        .AllowStaff().Rows(RowRule.Common);

    private static async Task<Answer<View>> HandleAsync(
        CallContext call, Id<Benefit> id, BenefitsDb db, BenefitAccounts accounts, CancellationToken cancel)
    {
        var (row, grants, entries) = await db.ReadAsync(call, async tx =>
        {
            var found = await BenefitRow.FindAsync(tx, id, cancel);
            return (
                found, found is null ? [] : await GrantsAsync(tx, id, cancel),
                found is null ? [] : await EntriesAsync(tx, id, cancel));
        }, cancel);
        if (row is null)
        {
            return new Unknown("benefit", id.ToString());
        }

        var balances = await accounts.BudgetsAsync(call, [row], cancel);
        return new View(
            BenefitView.Of(row, accounts.BudgetNames(row), balances),
            grants.ToDictionary(pair => pair.Name, pair => pair.Count),
            entries.ToDictionary(pair => pair.Name, pair => pair.Count));
    }

    private static Task<List<(string Name, long Count)>> GrantsAsync(
        Transaction tx, Id<Benefit> id, CancellationToken cancel) =>
        tx.QueryAsync(
            $"""
            select status, count(*) from benefits.wallet
            where tenant_id = {tx.Call.Tenant.Id} and benefit_id = {id} group by status
            """,
            row => (row.GetString(0), row.GetInt64(1)), cancel);

    private static Task<List<(string Name, long Count)>> EntriesAsync(
        Transaction tx, Id<Benefit> id, CancellationToken cancel) =>
        tx.QueryAsync(
            $"""
            select case when status = 'refused' then refused_by
                        when grant_id is null and status = 'granted' then 'consolation'
                        else status end, count(*)
            from benefits.entry where tenant_id = {tx.Call.Tenant.Id} and benefit_id = {id} group by 1
            """,
            row => (row.GetString(0), row.GetInt64(1)), cancel);
}
