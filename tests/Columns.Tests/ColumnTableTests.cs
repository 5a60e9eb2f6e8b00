using Xunit;

namespace Marquee.Columns.Tests;

/// <summary>A table that follows a change log is what a rebuild from the beginning gives.</summary>
public sealed class ColumnTableTests
{
    [Fact]
    public void A_table_that_follows_the_log_holds_what_a_rebuild_holds()
    {
        using var folder = new Folder();
        using var table = ColumnTable.Open(folder.Path, Shop.Schema);
        Bring(table, 60);

        AssertIs(table, 60);
    }

    [Fact]
    public void What_was_saved_is_there_again_and_goes_on_from_its_version()
    {
        using var folder = new Folder();
        using (var table = ColumnTable.Open(folder.Path, Shop.Schema))
        {
            Bring(table, 20);
            table.Save();
            Bring(table, 30);
        }

        using var again = ColumnTable.Open(folder.Path, Shop.Schema);
        Assert.Null(again.LeftOut);
        AssertIs(again, 20);
        Bring(again, 45);
        again.Save();
        AssertIs(again, 45);

        using var third = ColumnTable.Open(folder.Path, Shop.Schema);
        AssertIs(third, 45);
    }

    [Fact]
    public void A_piece_twice_changes_nothing_and_a_missing_one_is_noticed()
    {
        using var folder = new Folder();
        using var table = ColumnTable.Open(folder.Path, Shop.Schema);
        Bring(table, 5);

        Assert.True(table.Apply(Shop.Changes(3)));
        Assert.False(table.Apply(Shop.Changes(7)));
        AssertIs(table, 5);
    }

    [Fact]
    public void Any_damaged_file_is_noticed_and_the_table_begins_anew()
    {
        using var folder = new Folder();
        using (var table = ColumnTable.Open(folder.Path, Shop.Schema))
        {
            Bring(table, 10);
            table.Save();
        }

        foreach (var path in Directory.GetFiles(folder.Path))
        {
            var bytes = File.ReadAllBytes(path);
            var damaged = bytes.ToArray();
            damaged[damaged.Length / 2] ^= 4;
            File.WriteAllBytes(path, damaged);
            using (var table = ColumnTable.Open(folder.Path, Shop.Schema))
            {
                Assert.NotNull(table.LeftOut);
                Assert.Equal(0, table.Version);
                Bring(table, 3);
                AssertIs(table, 3);
            }

            File.WriteAllBytes(path, bytes[..(bytes.Length - 1)]);
            using (var table = ColumnTable.Open(folder.Path, Shop.Schema))
            {
                Assert.NotNull(table.LeftOut);
            }

            File.WriteAllBytes(path, bytes);
        }

        using var whole = ColumnTable.Open(folder.Path, Shop.Schema);
        AssertIs(whole, 10);
    }

    [Fact]
    public void A_directory_of_other_columns_is_left_out_and_overwritten()
    {
        using var folder = new Folder();
        using (var table = ColumnTable.Open(folder.Path, Shop.Schema))
        {
            Bring(table, 4);
            table.Save();
        }

        var schema = new ColumnSchema(new ColumnSpec("stock", ColumnKind.Number64));
        using (var other = ColumnTable.Open(folder.Path, schema))
        {
            Assert.NotNull(other.LeftOut);
            Assert.Equal(0, other.Version);
            Assert.True(other.Apply(new ColumnChanges(schema, 0, 1).Set(7, 0, long.MaxValue)));
            other.Save();
        }

        using var again = ColumnTable.Open(folder.Path, schema);
        using var reader = again.Read();
        Assert.Equal(long.MaxValue, reader.Number(7, 0));
    }

    [Fact]
    public void Saving_keeps_the_files_of_two_savings_and_no_more()
    {
        using var folder = new Folder();
        using var table = ColumnTable.Open(folder.Path, Shop.Schema);
        var counts = new List<int>();
        for (var version = 10; version <= 60; version += 10)
        {
            Bring(table, version);
            table.Save();
            counts.Add(Directory.GetFiles(folder.Path).Length);
        }

        Assert.Equal(counts[2], counts[^1]);
    }

    [Fact]
    public async Task Readers_see_a_piece_whole_or_not_at_all()
    {
        using var folder = new Folder();
        var schema = new ColumnSchema(
            new ColumnSpec("a", ColumnKind.Number32), new ColumnSpec("b", ColumnKind.Number64));
        using var table = ColumnTable.Open(folder.Path, schema);
        using var stop = new CancellationTokenSource();
        var reading = Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                using var reader = table.Read();
                Assert.Equal(reader.Number(5, 0) ?? 0, reader.Version);
                Assert.Equal(reader.Number(2_000_000, 1) ?? 0, reader.Version);
            }
        })).ToArray();

        for (var version = 1; version <= 300; version++)
        {
            Assert.True(table.Apply(
                new ColumnChanges(schema, version - 1, version).Set(5, 0, version).Set(2_000_000, 1, version)));
        }

        await stop.CancelAsync();
        await Task.WhenAll(reading);
    }

    [Theory]
    [InlineData(0, 5_000_000_000L)]
    [InlineData(0, -3_000_000_000L)]
    public void A_number_beyond_its_column_is_refused_by_name(int column, long value)
    {
        var refused = Assert.Throws<ArgumentException>(
            () => new ColumnChanges(Shop.Schema, 0, 1).Set(12, column, value));

        Assert.Contains("stock of row 12", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_does_not_fit_a_column_or_a_table_is_refused()
    {
        var changes = new ColumnChanges(Shop.Schema, 0, 1);

        Assert.Throws<ArgumentException>(() => changes.SetText(1, Shop.Stock, "many"));
        Assert.Throws<ArgumentException>(() => changes.Set(1, Shop.Category, 3));
        Assert.Throws<ArgumentException>(() => changes.Set(ColumnsLimits.Rows, Shop.Stock, 3));
        Assert.Throws<ArgumentException>(
            () => changes.SetText(1, Shop.Category, new string('x', ColumnsLimits.TextLength + 1)));
        Assert.Throws<ArgumentException>(() => new ColumnSchema(new ColumnSpec("Stock", ColumnKind.Text)));
        Assert.Equal(0, changes.Rows);
    }

    internal static void Bring(ColumnTable table, long version)
    {
        for (var v = table.Version + 1; v <= version; v++)
        {
            Assert.True(table.Apply(Shop.Changes(v)));
        }
    }

    /// <summary>The table holds exactly what a rebuild to that version gives.</summary>
    internal static void AssertIs(ColumnTable table, long version, bool small = false)
    {
        using var reader = table.Read();
        Assert.Equal(version, reader.Version);
        var rows = Shop.At(version, small);
        Assert.Equal(rows.Keys.Order(), reader.Live().ToArray());
        foreach (var (row, value) in rows)
        {
            Assert.Equal(value.Stock, reader.Number(row, Shop.Stock));
            Assert.Equal(value.Price, reader.Number(row, Shop.Price));
            Assert.Equal(value.ListPrice, reader.Number(row, Shop.ListPrice));
            Assert.Equal(value.Category, reader.Text(row, Shop.Category));
            Assert.Equal(value.Tags?.ToHashSet(), reader.TextsOf(row, Shop.Tags)?.ToHashSet());
            Assert.Equal(value.Item, reader.Number(row, Shop.Item));
        }

        foreach (var gone in Shop.Log(version, small).Select(change => change.Row).Except(rows.Keys))
        {
            Assert.Null(reader.Number(gone, Shop.Stock));
            Assert.Null(reader.TextsOf(gone, Shop.Tags));
        }
    }
}
