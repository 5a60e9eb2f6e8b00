using Marquee.Kernel;
using Marquee.Ledger.Engine;
using Marquee.Ledger.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Ledger.Accounts;

/// <summary>Accounts by prefix, for screens: what there is, what is gone, what is left.</summary>
internal static class ListAccounts
{
    internal sealed record View(
        string Name, LedgerUnit Unit, long Cap, long Spent, long Reserved, long Left, bool Frozen);

    private readonly record struct After(string Name);

    public static void Map(RouteGroupBuilder api) => api.MapGet("/ledger/accounts", HandleAsync)
        .WithName(nameof(ListAccounts)).WithSummary("Accounts of budgets, prizes and stock, by name, below a prefix.")
        .AllowStaff().Rows(RowRule.Whole);

    private static async Task<Answer<Page<View>>> HandleAsync(
        CallContext call, [AsParameters] PageQuery page, LedgerDb db, CancellationToken cancel, string prefix = "")
    {
        var start = page.Start<After>(call, "ledger.accounts");
        if (!start.IsSuccess)
        {
            return start.Error;
        }

        if (prefix.Length > LedgerLimits.NameLength)
        {
            return new InvalidRequest("prefix", "is too long", prefix, $"up to {LedgerLimits.NameLength} characters");
        }

        var rows = await db.ReadAsync(call, tx => tx.QueryAsync(
            $"""
            select name, unit, cap, spent, reserved, frozen, seq from ledger.account
            where tenant_id = {call.Tenant.Id} and name >= {prefix} and starts_with(name, {prefix})
              and name > {start.Value.After?.Name ?? ""}
            order by name limit {start.Value.Limit + 1}
            """,
            LedgerLoad.Account, cancel), cancel);
        return start.Value.Of([.. rows.Select(ViewOf)], view => new After(view.Name));
    }

    internal static View ViewOf(AccountState a) => new(a.Name, a.Unit, a.Cap, a.Spent, a.Reserved, a.Left, a.Frozen);
}
