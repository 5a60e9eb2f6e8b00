namespace Marquee.Catalog;

/// <summary>A category of the marketplace's tree.</summary>
/// <param name="Code">The code, a path separated by slashes: <c>home/kitchen</c>. A category lies below another when
/// its code begins with the other's and a slash.</param>
/// <param name="NameZh">The Chinese name; null when none was told.</param>
/// <param name="NameEn">The English name; null when none was told.</param>
public sealed record Category(string Code, string? NameZh, string? NameEn);
