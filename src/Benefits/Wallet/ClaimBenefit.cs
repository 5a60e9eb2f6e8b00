using Marquee.Benefits.Engine;
using Marquee.Benefits.Storage;
using Marquee.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Benefits.Wallet;

/// <summary>A shopper claims a benefit.</summary>
internal static class ClaimBenefit
{
    internal sealed record Body(string RequestKey, string? Shopper = null);

    public static void Map(RouteGroupBuilder serve) => serve.MapPost("/benefits/{id}/claims", HandleAsync)
        .WithName(nameof(ClaimBenefit)).WithSummary(
            "Claims a benefit; the same request key again gets the same answer.")
        .AllowShopper();

    private static async Task<Answer<GrantView>> HandleAsync(
        CallContext call, Id<Benefit> id, Body body, IBenefits benefits, Shoppers shoppers, BenefitsDb db,
        CancellationToken cancel)
    {
        if (Shoppers.WrongKey(body.RequestKey) is { } wrong)
        {
            return wrong;
        }

        var shopper = await shoppers.OfAsync(call, body.Shopper, cancel);
        if (!shopper.IsSuccess)
        {
            return shopper.Error;
        }

        var grant = await benefits.ClaimAsync(call, shopper.Value.ShopperNo, id, body.RequestKey, cancel);
        if (!grant.IsSuccess)
        {
            return grant.Error;
        }

        var row = await db.ReadAsync(call, tx => GrantRow.FindAsync(tx, grant.Value.Id, cancel), cancel);
        return GrantView.Of(row!, call);
    }
}
