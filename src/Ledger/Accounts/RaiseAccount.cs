using Marquee.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Ledger.Accounts;

/// <summary>A person puts more into an account.</summary>
internal static class RaiseAccount
{
    internal sealed record Body(string Account, long Units);

    public static void Map(RouteGroupBuilder api) => api.MapPost("/ledger/raises", HandleAsync)
        .WithName(nameof(RaiseAccount)).WithSummary("Raises an account's cap.")
        .Allow(Role.Operator, Role.Finance);

    private static async Task<Answer<ListAccounts.View>> HandleAsync(
        CallContext call, Body body, ILedger ledger, CancellationToken cancel)
    {
        if (body.Account.Length is 0 or > LedgerLimits.NameLength
            || body.Account.Any(c => char.IsControl(c) || c == ' '))
        {
            return new InvalidRequest(
                "account", "is no account's name", body.Account, "a name from the list of accounts");
        }

        if (body.Units is < 1 or > LedgerLimits.MaxUnits)
        {
            return new InvalidRequest("units", "is out of range", body.Units, $"1 to {LedgerLimits.MaxUnits}");
        }

        // The ledger remembers the key itself, in the transaction of its own effect.
        var raised = await ledger.RaiseAsync(call, KeyOf(call), body.Account, body.Units, cancel);
        return raised.Map(b => new ListAccounts.View(b.Name, b.Unit, b.Cap, b.Spent, b.Reserved, b.Left, b.Frozen));
    }

    private static string KeyOf(CallContext call)
    {
        var digest = System.Security.Cryptography.SHA256.HashData(
            System.Text.Encoding.UTF8.GetBytes(call.Actor.Id + "\n" + call.IdempotencyKey));
        return "raise:" + Convert.ToHexStringLower(digest);
    }
}
