namespace Marquee.Kernel;

/// <summary>Makes the signed tokens by which a browser acts for one shopper.</summary>
public interface IShopperTokens
{
    /// <summary>
    /// A token for that shopper (external id) on the call's tenant, good until the instant returned (at most a day).
    /// </summary>
    Task<ShopperTokenView> MakeAsync(CallContext call, string shopperId, CancellationToken cancel);
}

/// <summary>A shopper token: send it as <c>Authorization: Bearer</c> or in the cookie <c>marquee_shopper</c>.</summary>
/// <param name="Token">The token.</param>
/// <param name="ExpiresAt">From when it is refused.</param>
public sealed record ShopperTokenView(string Token, DateTimeOffset ExpiresAt);
