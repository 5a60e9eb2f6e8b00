using System.Text.Json;
using Marquee.Kernel;

namespace Marquee.Venues;

/// <summary>A page as its designer wrote it: what it is called and its blocks from top to bottom. Stored and sent as
/// JSON.</summary>
/// <param name="Schema">Always <c>venue.v1</c>.</param>
/// <param name="Title">The page's title.</param>
/// <param name="Blocks">The blocks; at most <see cref="VenuesLimits.Blocks"/>.</param>
/// <param name="Theme">The colours: <c>festival</c> (vermilion) or <c>night</c> (indigo); festival when not
/// said.</param>
/// <param name="Round">The round the page belongs to: the page says itself that it has not begun or is over; null for
/// none.</param>
public sealed record PageDocument(
    string Schema, Texts Title, IReadOnlyList<PageBlock> Blocks, string? Theme = null, Guid? Round = null)
{
    /// <summary>The schema that this program writes and reads.</summary>
    public const string SchemaName = "venue.v1";
}

/// <summary>One block of a page.</summary>
/// <param name="Id">Its name within the page, unique: 1 to 40 of a–z, 0–9 and hyphen. Anchors and errors name
/// it.</param>
/// <param name="Type">The name of an <see cref="IPageBlock"/>.</param>
/// <param name="Props">What was filled in, by field name; checked against the type's fields.</param>
/// <param name="Version">The version of the type's fields that it was filled in for; 1 when not said.</param>
public sealed record PageBlock(string Id, string Type, JsonElement Props, int Version = 1);
