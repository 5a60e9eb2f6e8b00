namespace Marquee.Catalog;

/// <summary>
/// A shopper: the mapping between the marketplace's id and the dense number. No personal data beyond a region.
/// </summary>
/// <param name="ShopperNo">The dense number: from 1, never reused, never on the wire.</param>
/// <param name="Id">The external id, the only one on the wire.</param>
/// <param name="Region">The region code; null when unknown.</param>
public sealed record Shopper(int ShopperNo, string Id, string? Region);
