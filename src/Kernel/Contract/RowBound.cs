namespace Marquee.Kernel;

/// <summary>
/// What bounds the rows that one role of somebody reaches. Both members hold together; null bounds nothing. Somebody
/// with several roles has several bounds, and a row must lie within one of them as a whole.
/// </summary>
/// <param name="Role">The role; null for who has none.</param>
/// <param name="Categories">The category codes, with all below them.</param>
/// <param name="Merchants">The merchants, by external id.</param>
public sealed record RowBound(Role? Role, IReadOnlySet<string>? Categories, IReadOnlySet<string>? Merchants)
{
    /// <summary>Whether it bounds nothing.</summary>
    public bool IsNone => Categories is null && Merchants is null;

    /// <summary>
    /// Whether a row of that merchant and category lies within. A row that names none lies within what does not ask.
    /// </summary>
    public bool Covers(string? merchant, string? category) =>
        (Merchants is null || (merchant is not null && Merchants.Contains(merchant)))
        && (Categories is null || (category is not null && Categories.Any(
            code => category == code || category.StartsWith(code + "/", StringComparison.Ordinal))));
}
