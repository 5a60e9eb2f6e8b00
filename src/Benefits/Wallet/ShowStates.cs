using Marquee.Benefits.Engine;
using Marquee.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Benefits.Wallet;

/// <summary>What a shopper can do with benefits: what a venue's buttons say.</summary>
internal static class ShowStates
{
    internal sealed record View(
        Id<Benefit> Id, string Type, string Title, ShopperBenefitState State, long? Left, int? TriesLeft,
        DateTimeOffset From, DateTimeOffset To);

    // A page shows some dozens.
    private const int MaxIds = 100;

    public static void Map(RouteGroupBuilder serve) => serve.MapGet("/benefits", HandleAsync)
        .WithName("ShowBenefitStates").WithSummary(
            "What a shopper can do with benefits: claimable, claimed, used, gone.")
        .AllowShopper();

    private static async Task<Answer<IReadOnlyList<View>>> HandleAsync(
        CallContext call, string ids, IBenefits benefits, Shoppers shoppers, CancellationToken cancel,
        string? shopper = null)
    {
        var parts = ids.Split(',', MaxIds + 1);
        if (parts.Length > MaxIds || Array.Exists(parts, part => !Id<Benefit>.TryParse(part, null, out _)))
        {
            return new InvalidRequest("ids", "cannot be read", ids, $"up to {MaxIds} benefit ids, separated by commas");
        }

        var whose = await shoppers.OfAsync(call, shopper, cancel);
        if (!whose.IsSuccess)
        {
            return whose.Error;
        }

        var states = await benefits.ForShopperAsync(
            call, whose.Value.ShopperNo, [.. parts.Select(part => Id<Benefit>.Parse(part, null))], cancel);
        return Answer<IReadOnlyList<View>>.Of([.. states.Select(state => new View(
            state.Benefit.Id, state.Benefit.Type, state.Benefit.Name, state.State, state.Left, state.TriesLeft,
            state.Benefit.From, state.Benefit.To))]);
    }
}
