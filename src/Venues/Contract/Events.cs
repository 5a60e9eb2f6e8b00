using Marquee.Kernel;

namespace Marquee.Venues;

/// <summary>A revision of a page became the one that shoppers see.</summary>
/// <param name="Slug">The page.</param>
/// <param name="Revision">The revision.</param>
/// <param name="Sha256">The hash of its document.</param>
[Event("venues.page_published", 1)]
public sealed record PagePublished(string Slug, int Revision, string Sha256);
