using Marquee.Kernel;
using Marquee.Pricing.Engine;

namespace Marquee.Pricing.Feed;

/// <summary>
/// What the feed tells of a SKU: the public price without its reasons. Two that are equal are no change.
/// </summary>
internal sealed record ShownPrice(
    long? FinalMinor, long? ReferenceMinor, long? DailyMinor, Guid? RoundId, DateTimeOffset? Until, string? Unknown)
{
    public static ShownPrice Of(PublicPrice price) => new(
        price.FinalMinor, price.ReferenceMinor, price.DailyMinor, price.RoundId, price.Until, price.Unknown);

    /// <summary>The short line beside the price, as <see cref="PublicPrice.Callout"/>.</summary>
    public Texts? Callout(string currency) => DailyMinor > FinalMinor
        ? Words.Off(DailyMinor.Value - FinalMinor.Value, currency) : null;
}

/// <summary>A price as the feed keeps it.</summary>
/// <param name="SkuNo">The SKU.</param>
/// <param name="Price">The price.</param>
/// <param name="LookAt">The next instant at which it may change by itself.</param>
/// <param name="Watched">Whether it hangs on activity stock.</param>
internal sealed record KeptPrice(int SkuNo, ShownPrice Price, DateTimeOffset? LookAt, bool Watched);

/// <summary>A price with its place in the feed.</summary>
internal sealed record FeedRow(long Seq, int SkuNo, DateTimeOffset ChangedAt, ShownPrice Price);

/// <summary>A SKU whose price may have changed.</summary>
internal sealed record PriceMark(int SkuNo, Guid Gen);

/// <summary>How far the feed of a tenant has come.</summary>
internal sealed record FeedHead(
    long LastSeq, long CatalogSeq, long Takedowns, long DownAsOf, IReadOnlyList<string> Down, int WatchAfter,
    DateTimeOffset? AsOf);
