using Marquee.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Ledger.Accounts;

/// <summary>A person stops or resumes spending from accounts.</summary>
internal static class FreezeAccounts
{
    internal sealed record Body(IReadOnlyList<string> Accounts, bool Frozen);

    internal sealed record View(int Accounts, bool Frozen);

    // A screen freezes what it shows; a larger set is frozen by its benefit or round.
    private const int MaxAccounts = 1000;

    public static void Map(RouteGroupBuilder api) => api.MapPost("/ledger/freezes", HandleAsync)
        .WithName(nameof(FreezeAccounts)).WithSummary("Stops, or resumes, taking and reserving on accounts.")
        .Allow(Role.Operator, Role.Risk, Role.Finance);

    private static async Task<Answer<View>> HandleAsync(
        CallContext call, Body body, ILedger ledger, CancellationToken cancel)
    {
        if (body.Accounts.Count is 0 or > MaxAccounts)
        {
            return new InvalidRequest(
                "accounts", "has a number of names out of range", body.Accounts.Count, $"1 to {MaxAccounts}");
        }

        // Freezing twice is freezing: it needs no remembered answer.
        var done = await ledger.FreezeAsync(call, body.Accounts, body.Frozen, cancel);
        return done.IsSuccess ? new View(body.Accounts.Count, body.Frozen) : done.Error;
    }
}
