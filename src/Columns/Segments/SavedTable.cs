namespace Marquee.Columns.Segments;

/// <summary>A table as it goes to its files and comes back.</summary>
/// <param name="Version">The version of the owner's change log.</param>
/// <param name="Texts">The dictionary.</param>
/// <param name="Live">Which rows there are, by shard.</param>
/// <param name="Segments">Values, by column and shard.</param>
/// <param name="Sets">Sets of texts, by column and shard.</param>
internal sealed record SavedTable(
    long Version, TextDictionary Texts, IReadOnlyList<Segment?> Live, IReadOnlyList<IReadOnlyList<Segment?>> Segments,
    IReadOnlyList<IReadOnlyList<SetSegment?>> Sets);
