using Marquee.Benefits.Engine;
using Marquee.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Benefits.Wallet;

/// <summary>What a shopper has.</summary>
internal static class ShowWallet
{
    internal sealed record View(IReadOnlyList<GrantView> Grants);

    public static void Map(RouteGroupBuilder serve) => serve.MapGet("/wallet", HandleAsync)
        .WithName(nameof(ShowWallet)).WithSummary("A shopper's wallet, newest first.")
        .AllowShopper();

    private static async Task<Answer<View>> HandleAsync(
        CallContext call, BenefitService benefits, Shoppers shoppers, CancellationToken cancel, string? shopper = null)
    {
        var whose = await shoppers.OfAsync(call, shopper, cancel);
        return whose.IsSuccess
            ? new View(await benefits.GrantsAsync(
                call, whose.Value.ShopperNo, (row, down) => GrantView.Of(row, call, down), cancel))
            : whose.Error;
    }
}
