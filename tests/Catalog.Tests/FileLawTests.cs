using System.Globalization;
using System.Text;
using CsvHelper;
using FsCheck;
using FsCheck.Fluent;
using Marquee.Catalog.Imports.Files;
using Marquee.Testing;

namespace Marquee.Catalog.Tests;

public sealed class FileLawTests
{
    private static readonly ImportColumn[] Columns = [new("a", "甲", "A"), new("b", "乙", "B"), new("c", "丙", "C")];

    // What fields are made of, with everything that CSV has to quote and much that it has not.
    private static readonly Gen<string> Field = Gen.Elements(
        "x", "é", "汉字", "😀", ",", "\"", "\"\"", "\n", "\r\n", "'", ";", "0", " mid ", "\\", "=1").ListOf()
        .Select(parts => string.Concat(parts).Trim(' ', '\t'));

    private static readonly Gen<List<string[]>> Table =
        Gen.ArrayOf(Field, 3).ListOf().Select(rows => rows.Where(row => row.Any(field => field.Length > 0)).ToList());

    [Fact]
    public void What_another_writer_wrote_is_read_as_it_was() => Law.Holds(Table, table =>
        Assert.Equal(table.Select(row => string.Join('¦', row)), Read(Written(table), isCsv: true).Rows));

    [Fact]
    public void The_same_rows_as_JSON_are_the_same() => Law.Holds(Table, table =>
        Assert.Equal(Read(Written(table), isCsv: true).Rows, Read(Json(table), isCsv: false).Rows));

    [Fact]
    public void From_the_place_of_any_row_the_rest_is_read_the_same() => Law.Holds(Table, table =>
    {
        var file = Written(table);
        var whole = Read(file, isCsv: true);
        for (var i = 0; i < whole.Places.Count; i++)
        {
            var rest = Read(file, isCsv: true, whole.Places[i].Byte, whole.Places[i].Line);
            Assert.Equal(whole.Rows.Skip(i), rest.Rows);
            Assert.Equal(whole.Lines.Skip(i), rest.Lines);
        }
    }, cases: 60);

    [Fact]
    public void Of_any_bytes_every_line_is_a_row_a_refusal_or_blank() => Law.Holds(
        Gen.Elements("a", ",", ",", "\"", "\n", "\r\n", "\u00e9", "\ufffd").ListOf().Select(
            parts => string.Concat(parts)),
        garbage =>
        {
            var file = Encoding.UTF8.GetBytes("a,b,c\n" + garbage);
            var read = Read(file, isCsv: true);
            // Each row and each refusal begins on a line of its own, and between them lie only lines of a quoted field.
            Assert.Equal(read.AllLines.Distinct().Order(), read.AllLines.Order());
            var text = read.Places.Count == 0 && read.Refused == 0;
            Assert.True(!text || garbage.Trim('\r', '\n').Length == 0, garbage);
        });

    [Fact]
    public void A_row_wider_than_every_header_is_counted_and_refused()
    {
        var read = Read(Encoding.UTF8.GetBytes("a,b,c\n" + new string(',', 1000) + "\n1,2,3\n"), isCsv: true);
        Assert.Equal(["1¦2¦3"], read.Rows);
        Assert.Equal(1, read.Refused);
    }

    [Fact]
    public void A_broken_quote_costs_one_line_and_no_other()
    {
        var read = Read("a,b,c\n1,2,3\n4,\"5,6\n7,8,9\n\"10\"x,11,12\n13,14,15\n"u8.ToArray(), isCsv: true);
        Assert.Equal(["1¦2¦3", "7¦8¦9", "13¦14¦15"], read.Rows);
        Assert.Equal(2, read.Refused);
    }

    [Fact]
    public void Digests_tell_where_one_field_ends_and_the_next_begins() => Law.Holds(
        Gen.ArrayOf(Gen.Elements("", "a", "aa", "b"), 3).ListOf(2),
        pair =>
        {
            var chunk = Chunked(pair);
            var scratch = new byte[64];
            var same = chunk.Digest(0, [0, 1, 2], scratch) == chunk.Digest(1, [0, 1, 2], scratch);
            Assert.Equal(pair[0].SequenceEqual(pair[1]), same);
            Assert.Equal(chunk.Digest(0, [0, 1, 2], scratch), chunk.Digest(0, [0, 1, 2], new byte[2]));
        });

    private static Chunk Chunked(IReadOnlyList<string[]> rows)
    {
        var chunk = new Chunk(["a", "b", "c"]);
        chunk.Begin(0);
        foreach (var row in rows)
        {
            chunk.AddRow("raw"u8, 1);
            for (var column = 0; column < 3; column++)
            {
                var bytes = Encoding.UTF8.GetBytes(row[column]);
                chunk.SetField(column, chunk.Append(bytes), bytes.Length);
            }
        }

        return chunk;
    }

    private sealed record Outcome(
        List<string> Rows, List<long> Lines, List<(long Byte, long Line)> Places, List<long> AllLines, int Refused);

    private static Outcome Read(byte[] file, bool isCsv, long nextByte = 0, long nextLine = 1)
    {
        var outcome = new Outcome([], [], [], [], 0);
        var refused = 0;
        // One row at a time where the places are wanted: a stream that hands out few bytes also tests the seams of the
        // buffer.
        var stream = new Dribble(file);
        var opened = ImportFile.OpenAsync(stream, isCsv, Columns, nextByte, nextLine, CancellationToken.None)
            .GetAwaiter().GetResult().Value;
        var chunk = new Chunk(["a", "b", "c"]);
        do
        {
            opened.ReadAsync(chunk, CancellationToken.None).GetAwaiter().GetResult();
            for (var row = 0; row < chunk.Count; row++)
            {
                outcome.Rows.Add(string.Join('¦', chunk.Text(row, 0), chunk.Text(row, 1), chunk.Text(row, 2)));
                outcome.Lines.Add(chunk.Line(row));
                outcome.AllLines.Add(chunk.Line(row));
                outcome.Places.Add((PlaceOf(file, chunk.Line(row)), chunk.Line(row)));
            }

            refused += chunk.Unreadable.Count;
            outcome.AllLines.AddRange(chunk.Unreadable.Select(row => row.Line));
        }
        while (!chunk.IsLast);
        return outcome with { Refused = refused };
    }

    private static long PlaceOf(byte[] file, long line)
    {
        var at = 0;
        for (var i = 1; i < line; i++)
        {
            at = Array.IndexOf(file, (byte)'\n', at) + 1;
        }

        return at;
    }

    private static byte[] Written(List<string[]> table)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var csv = CsvWriter.Create(text, new CsvWriterOptions(), true))
        {
            foreach (var row in table.Prepend(["a", "b", "c"]))
            {
                foreach (var field in row)
                {
                    csv.WriteField(field);
                }

                csv.EndRecord();
            }

            csv.Flush();
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static byte[] Json(List<string[]> table) => Encoding.UTF8.GetBytes(string.Concat(table.Select(
        row => System.Text.Json.JsonSerializer.Serialize(new { a = row[0], b = row[1], c = row[2] }) + "\n")));

    /// <summary>Hands out a few bytes at a time.</summary>
    private sealed class Dribble(byte[] bytes) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, 7)], cancellationToken);
    }
}
