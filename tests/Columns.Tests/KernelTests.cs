using FsCheck;
using FsCheck.Fluent;
using Marquee.Columns.Bits;
using Marquee.Columns.Kernels;
using Marquee.Testing;
using Xunit;

namespace Marquee.Columns.Tests;

/// <summary>A kernel says of every row what a loop over the rows says, and leaves unknown what is unknown.</summary>
public sealed class KernelTests : IDisposable
{
    private const long At = 40;
    private readonly Folder _folder = new();
    private readonly ColumnTable _table;
    private readonly Dictionary<int, Shop.Row> _rows = Shop.At(At);
    private readonly ulong[] _holds = new ulong[ColumnsLimits.ShardWords];
    private readonly ulong[] _fails = new ulong[ColumnsLimits.ShardWords];

    public KernelTests()
    {
        _table = ColumnTable.Open(_folder.Path, Shop.Schema);
        ColumnTableTests.Bring(_table, At);
    }

    public void Dispose()
    {
        _table.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_comparison_with_a_bound_is_that_of_every_row() => Law.Holds(
        from comparison in Gen.Elements(Enum.GetValues<Comparison>())
        from column in Gen.Elements(Shop.Stock, Shop.Price, Shop.ListPrice)
        from bound in Gen.OneOf(
            Gen.Choose(-60, 420).Select(number => (long)number),
            Gen.Elements(long.MinValue, long.MaxValue, int.MinValue - 1L, int.MaxValue + 1L, int.MaxValue))
        select (comparison, column, bound),
        one => AssertPlanes(
            (reader, shard) => reader.Compare(shard, one.column, one.comparison, one.bound, _holds, _fails),
            row => Number(row, one.column) is { } number
                ? one.comparison.Holds(number.CompareTo(one.bound))
                : null),
        cases: 40);

    [Fact]
    public void A_comparison_with_another_column_times_a_factor_is_exact() => Law.Holds(
        from comparison in Gen.Elements(Enum.GetValues<Comparison>())
        from columns in Gen.Elements(
            (Shop.Price, Shop.ListPrice), (Shop.Stock, Shop.Price), (Shop.ListPrice, Shop.Stock),
            (Shop.Stock, Shop.Item))
        from numerator in Gen.Elements(0, 1, 9, 10, 1_000_000_000)
        from denominator in Gen.Elements(1, 10, 3, 1_000_000_000)
        select (comparison, columns, numerator, denominator),
        one => AssertPlanes(
            (reader, shard) => reader.CompareColumns(
                shard, one.columns.Item1, one.comparison, one.columns.Item2, one.numerator, one.denominator, _holds,
                _fails),
            row => Number(row, one.columns.Item1) is { } a && Number(row, one.columns.Item2) is { } b
                ? one.comparison.Holds(((Int128)a * one.denominator).CompareTo((Int128)b * one.numerator))
                : null),
        cases: 40);

    [Fact]
    public void A_list_holds_the_texts_that_are_on_it() => Law.Holds(
        Gen.Elements("shoes", "shirts", "家居", "fresh food", "", "never seen").ListOf(),
        list => AssertPlanes(
            (reader, shard) => reader.In(shard, Shop.Category, reader.ListOf(list), false, _holds, _fails),
            row => row.Category is { } category ? list.Contains(category) : null),
        cases: 15);

    [Fact]
    public void Any_or_all_texts_of_a_set_are_on_a_list() => Law.Holds(
        from list in Gen.Elements("new", "imported", "fragile", "organic", "包邮", "never seen").ListOf()
        from all in Gen.Elements(true, false)
        select (list, all),
        one => AssertPlanes(
            (reader, shard) => reader.In(shard, Shop.Tags, reader.ListOf(one.list), one.all, _holds, _fails),
            row => row.Tags is { } tags
                ? one.all ? tags.All(one.list.Contains) : tags.Any(one.list.Contains)
                : null),
        cases: 25);

    [Fact]
    public void Rows_roll_up_to_the_parents_they_name()
    {
        using var reader = _table.Read();
        var parents = new ulong[Words.For(5_000)];
        for (var shard = 0; shard < reader.Shards; shard++)
        {
            reader.Compare(shard, Shop.Stock, Comparison.Greater, 0, _holds, _fails);
            reader.MarkParents(shard, Shop.Item, _holds, parents);
        }

        var expected = _rows.Values.Where(row => row.Stock > 0 && row.Item is not null).Select(row => (int)row.Item!);
        Assert.Equal(expected.Distinct().Order(), Bitmap.OfWords(parents, 0).ToArray());
        Assert.Throws<ArgumentException>(() => reader.MarkParents(0, Shop.Item, Full(), new ulong[1]));
    }

    [Fact]
    public void All_widths_give_the_same_bits() => Law.Holds(
        from seed in Gen.Choose(0, int.MaxValue)
        from words in Gen.Choose(0, 9)
        from comparison in Gen.Elements(Enum.GetValues<Comparison>())
        select (seed, words, comparison),
        one =>
        {
            var random = new Random(one.seed);
            int[] ints = [.. Enumerable.Range(0, one.words * 64).Select(_ => random.Next(-3, 4))];
            long[] longs = [.. ints.Select(number => number * 5_000_000_000L)];
            foreach (var lanes in new[] { Lanes.Wide256, Lanes.Wide512 })
            {
                Assert.Equal(
                    Bits(ints, one.comparison, 1, Lanes.Scalar, one.words),
                    Bits(ints, one.comparison, 1, lanes, one.words));
                Assert.Equal(
                    Bits(longs, one.comparison, 5_000_000_000L, Lanes.Scalar, one.words),
                    Bits(longs, one.comparison, 5_000_000_000L, lanes, one.words));
            }
        });

    private static ulong[] Bits<T>(T[] values, Comparison comparison, T bound, Lanes lanes, int words)
        where T : unmanaged, System.Numerics.INumber<T>
    {
        var into = new ulong[words];
        CompareKernel.Run<T>(values, comparison, bound, into, lanes);
        return into;
    }

    private static ulong[] Full()
    {
        var words = new ulong[ColumnsLimits.ShardWords];
        Array.Fill(words, ulong.MaxValue);
        return words;
    }

    private static long? Number(Shop.Row row, int column) => column switch
    {
        Shop.Stock => row.Stock,
        Shop.Price => row.Price,
        Shop.ListPrice => row.ListPrice,
        _ => row.Item,
    };

    // What stood in the planes before must not shine through.
    private void AssertPlanes(Action<ColumnReader, int> run, Func<Shop.Row, bool?> expected)
    {
        using var reader = _table.Read();
        var holds = new List<int>();
        var fails = new List<int>();
        for (var shard = 0; shard < reader.Shards; shard++)
        {
            Array.Fill(_holds, ulong.MaxValue);
            Array.Fill(_fails, 0x5555_5555_5555_5555UL);
            run(reader, shard);
            holds.AddRange(Bitmap.OfWords(_holds, shard * ColumnsLimits.ShardRows).ToArray());
            fails.AddRange(Bitmap.OfWords(_fails, shard * ColumnsLimits.ShardRows).ToArray());
        }

        Assert.Equal(_rows.Where(row => expected(row.Value) == true).Select(row => row.Key).Order(), holds);
        Assert.Equal(_rows.Where(row => expected(row.Value) == false).Select(row => row.Key).Order(), fails);
    }
}
