using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Kernel.Identity;

/// <summary>The marketplace's back end asks for the token that its page gives to the shopper's browser.</summary>
internal sealed class ShopperTokens(Authenticator authenticator, TimeProvider time) : IShopperTokens
{
    internal sealed record Body(string Shopper);

    public static void Map(RouteGroupBuilder api) => api
        .MapPost("/shopper-tokens",
            async (Body body, CallContext call, ShopperTokens tokens, CancellationToken cancel) =>
            body.Shopper.Length is 0 or > KernelLimits.ExternalIdLength
                ? (Answer<ShopperTokenView>)new InvalidRequest(
                    "shopper", "is no shopper id", body.Shopper, $"1 to {KernelLimits.ExternalIdLength} characters")
                : await tokens.MakeAsync(call, body.Shopper, cancel))
        .WithName("MakeShopperToken").WithSummary("A signed token by which a browser acts for one shopper")
        .Allow(Role.Machine, Role.Developer);

    public async Task<ShopperTokenView> MakeAsync(CallContext call, string shopperId, CancellationToken cancel)
    {
        // Tokens live on the wall clock: a moved rehearsal clock must not sign everybody out.
        var expiresAt = time.GetUtcNow() + KernelLimits.ShopperTokenLength;
        var secret = await authenticator.TokenSecretAsync(call.Tenant.Id, cancel);
        return new ShopperTokenView(ShopperToken.Make(secret, call.Tenant, shopperId, expiresAt), expiresAt);
    }
}
