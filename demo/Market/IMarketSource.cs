namespace Marquee.Demo.Market;

/// <summary>A table for import: columns and rows, made while they are read.</summary>
internal sealed record Table(IReadOnlyList<string> Columns, IEnumerable<string[]> Rows);

/// <summary>
/// Where a market comes from: the generator, or an adapter over somebody's files. Tables may be read more than once.
/// </summary>
internal interface IMarketSource
{
    string Name { get; }

    string Currency { get; }

    string Zone { get; }

    IReadOnlyList<Picture> Pictures { get; }

    Table Categories { get; }

    Table Merchants { get; }

    Table Items { get; }

    Table Prices { get; }

    Table Shoppers { get; }
}
