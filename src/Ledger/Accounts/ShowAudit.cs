using Marquee.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Ledger.Accounts;

/// <summary>The proof over the journal.</summary>
internal static class ShowAudit
{
    public static void Map(RouteGroupBuilder api) => api.MapGet("/ledger/audit", HandleAsync)
        .WithName(nameof(ShowAudit))
        .WithSummary(
            "Proves that grants, reservations and remainders make up the caps, record by record, below a prefix.")
        .Allow(Role.Auditor, Role.Finance, Role.Risk, Role.Operator, Role.Machine).Rows(RowRule.Whole);

    private static async Task<Answer<LedgerAudit>> HandleAsync(
        CallContext call, ILedger ledger, CancellationToken cancel, string prefix = "") =>
        prefix.Length > LedgerLimits.NameLength
            ? new InvalidRequest("prefix", "is too long", prefix, $"up to {LedgerLimits.NameLength} characters")
            : await ledger.AuditAsync(call, prefix, cancel);
}
