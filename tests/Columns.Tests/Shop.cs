namespace Marquee.Columns.Tests;

/// <summary>
/// A table of things for sale, and beside it the same in plain dictionaries. A change log is a function of its version,
/// so that whoever is at a version can be compared with a rebuild.
/// </summary>
internal static class Shop
{
    public const int Stock = 0;
    public const int Price = 1;
    public const int ListPrice = 2;
    public const int Category = 3;
    public const int Tags = 4;
    public const int Item = 5;
    private static readonly string[] Categories = ["shoes", "shirts", "家居", "fresh food", ""];
    private static readonly string[] Marks = ["new", "imported", "fragile", "organic", "包邮", "cold chain"];

    public static ColumnSchema Schema { get; } = new(
        new ColumnSpec("stock", ColumnKind.Number32), new ColumnSpec("price", ColumnKind.Number64),
        new ColumnSpec("list_price", ColumnKind.Number64), new ColumnSpec("category", ColumnKind.Text),
        new ColumnSpec("tags", ColumnKind.TextSet), new ColumnSpec("item", ColumnKind.Number32));

    /// <summary>What a row is at a version; null when it is gone or unknown then.</summary>
    public sealed record Row(
        long? Stock, long? Price, long? ListPrice, string? Category, IReadOnlyCollection<string>? Tags, long? Item);

    /// <summary>
    /// The piece of the log before that version: rows anywhere in the first three shards, or, for a table that is
    /// quickly saved, in its first chunk.
    /// </summary>
    public static IEnumerable<(int Row, Row? Value)> Log(long version, bool small = false)
    {
        var random = new Random((int)version * 7_919);
        for (var i = random.Next(1, 200); i > 0; i--)
        {
            var row = small ? random.Next(2_000)
                : random.Next(4) == 0
                ? random.Next(3 * ColumnsLimits.ShardRows)
                : random.Next(2_000) + (random.Next(3) * (ColumnsLimits.ShardRows - 1_000));
            yield return (row, random.Next(10) == 0 ? null : Any(random));
        }
    }

    public static ColumnChanges Changes(long version, bool small = false)
    {
        var changes = new ColumnChanges(Schema, version - 1, version);
        foreach (var (row, value) in Log(version, small))
        {
            Add(changes, row, value);
        }

        return changes;
    }

    public static void Add(ColumnChanges changes, int row, Row? value)
    {
        if (value is null)
        {
            changes.Remove(row);
            return;
        }

        changes.Set(row, Stock, value.Stock).Set(row, Price, value.Price).Set(row, ListPrice, value.ListPrice)
            .SetText(row, Category, value.Category).SetTexts(row, Tags, value.Tags).Set(row, Item, value.Item);
    }

    /// <summary>Everything there is at a version, from the beginning.</summary>
    public static Dictionary<int, Row> At(long version, bool small = false)
    {
        var rows = new Dictionary<int, Row>();
        for (var v = 1L; v <= version; v++)
        {
            foreach (var (row, value) in Log(v, small))
            {
                if (value is null)
                {
                    rows.Remove(row);
                }
                else
                {
                    rows[row] = value;
                }
            }
        }

        return rows;
    }

    private static Row Any(Random random) => new(
        Maybe(random, random.Next(-50, 50)), Maybe(random, random.NextInt64(1, 400)),
        Maybe(random, random.Next(20) == 0 ? long.MaxValue - random.Next(5) : random.NextInt64(1, 400)),
        random.Next(4) == 0 ? null : Categories[random.Next(Categories.Length)],
        random.Next(4) == 0 ? null : random.GetItems(Marks, random.Next(5)), Maybe(random, random.Next(5_000)));

    private static long? Maybe(Random random, long value) => random.Next(4) == 0 ? null : value;
}
