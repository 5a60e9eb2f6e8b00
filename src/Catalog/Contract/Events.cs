using Marquee.Kernel;

namespace Marquee.Catalog;

/// <summary>
/// Merchants or items (with their SKUs, prices and told stock) were made or changed: the entries of the change log from
/// <paramref name="FromSeq"/> to <paramref name="ToSeq"/>, which <see cref="ICatalog.ChangesAsync"/> reads.
/// Reservations of stock are not announced.
/// </summary>
/// <param name="FromSeq">The first entry.</param>
/// <param name="ToSeq">The last entry.</param>
[Event("catalog.items_changed", 1)]
public sealed record ItemsChanged(long FromSeq, long ToSeq);

/// <summary>A file was taken in and waits to be imported.</summary>
/// <param name="ImportId">The import.</param>
/// <param name="Kind">The kind of import: merchants, categories, items, prices or shoppers.</param>
[Event("catalog.import_received", 1)]
public sealed record ImportReceived(Guid ImportId, string Kind);

/// <summary>An import ended.</summary>
/// <param name="ImportId">The import.</param>
/// <param name="Kind">The kind of import: merchants, categories, items, prices or shoppers.</param>
/// <param name="Status">How: <c>done</c>, <c>failed</c> or <c>cancelled</c>.</param>
/// <param name="Created">Rows that made something new.</param>
/// <param name="Updated">Rows that changed something.</param>
/// <param name="Unchanged">Rows that said what was known.</param>
/// <param name="Refused">Rows refused, each with its errors.</param>
[Event("catalog.import_finished", 1)]
public sealed record ImportFinished(
    Guid ImportId, string Kind, string Status, long Created, long Updated, long Unchanged, long Refused);
