using Marquee.Benefits.Engine;
using Marquee.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Benefits.Wallet;

/// <summary>A shopper draws.</summary>
internal static class DrawLottery
{
    internal sealed record Body(string RequestKey, string? Shopper = null);

    public static void Map(RouteGroupBuilder serve) => serve.MapPost("/lotteries/{id}/draws", HandleAsync)
        .WithName(nameof(DrawLottery)).WithSummary("Draws once; the same request key again gets the same answer.")
        .AllowShopper();

    private static async Task<Answer<DrawOutcome>> HandleAsync(
        CallContext call, Id<Benefit> id, Body body, IBenefits benefits, Shoppers shoppers, CancellationToken cancel)
    {
        if (Shoppers.WrongKey(body.RequestKey) is { } wrong)
        {
            return wrong;
        }

        var shopper = await shoppers.OfAsync(call, body.Shopper, cancel);
        return shopper.IsSuccess
            ? await benefits.DrawAsync(call, shopper.Value.ShopperNo, id, body.RequestKey, cancel)
            : shopper.Error;
    }
}
