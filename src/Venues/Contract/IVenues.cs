using Marquee.Kernel;

namespace Marquee.Venues;

/// <summary>会场: the pages that shoppers can see. Thread-safe.</summary>
public interface IVenues
{
    /// <summary>
    /// The platform's own published pages, last published first; at most <see cref="VenuesLimits.Pages"/>. Pages of a
    /// round that is down are left out.
    /// </summary>
    Task<IReadOnlyList<PublishedPage>> PublishedAsync(CallContext call, CancellationToken cancel);
}

/// <summary>A page that shoppers can see.</summary>
/// <param name="Slug">Its name in the address: <c>/t/{tenant}/venue/{slug}</c>.</param>
/// <param name="Title">Its title.</param>
/// <param name="Theme">Its colours.</param>
/// <param name="Round">The round it belongs to; null for none.</param>
/// <param name="Revision">The revision that is shown.</param>
/// <param name="PublishedAt">Since when.</param>
public sealed record PublishedPage(
    string Slug, Texts Title, string Theme, Guid? Round, int Revision, DateTimeOffset PublishedAt);
