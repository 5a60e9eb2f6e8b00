namespace Marquee.Catalog;

/// <summary>
/// Where a stored picture is fetched. The address never changes its content, so it may be cached for ever.
/// </summary>
public static class AssetAddress
{
    /// <summary>The path of an asset on this host: <c>/t/{tenant}/assets/{sha256}</c>.</summary>
    /// <param name="tenantSlug">The tenant's slug.</param>
    /// <param name="sha256">The asset's SHA-256, as in <see cref="Item.MainImage"/>.</param>
    public static string Of(string tenantSlug, string sha256) => $"/t/{tenantSlug}/assets/{sha256}";
}
