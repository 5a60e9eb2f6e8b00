namespace Marquee.Kernel;

/// <summary>What bounds are asked of a row.</summary>
/// <param name="Merchant">Whose it is, by external id; null when it is no merchant's.</param>
/// <param name="Category">Its category's code; null when it has none.</param>
public sealed record RowOf(string? Merchant, string? Category);
