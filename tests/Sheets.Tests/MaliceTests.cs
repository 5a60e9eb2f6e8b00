using System.Text;
using Marquee.Testing;

namespace Marquee.Sheets.Tests;

/// <summary>Files that nobody honest sends: each is refused with its reason, and costs little.</summary>
public sealed class MaliceTests
{
    private const string Cell = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>x</t></is></c></row>";

    [Fact]
    public void A_formula_is_refused_by_its_cell()
    {
        var error = Workbook.Refusal(Workbook.Of("<row r=\"7\"><c r=\"C7\"><f>HYPERLINK(\"x\")</f><v>1</v></c></row>"));
        Assert.Equal("sheets.active", error.Code);
        Assert.Contains("C7", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("xl/vbaProject.bin")]
    [InlineData("XL\\VBAPROJECT.BIN")]
    [InlineData("xl/externalLinks/externalLink1.xml")]
    [InlineData("xl/embeddings/oleObject1.bin")]
    [InlineData("xl/connections.xml")]
    [InlineData("xl/macrosheets/sheet1.xml")]
    public void Macros_and_links_to_elsewhere_are_refused(string part) =>
        Assert.Equal("sheets.active", Workbook.Refusal(Workbook.Of(Cell, (part, "x"))).Code);

    [Fact]
    public void A_workbook_that_calls_itself_macro_enabled_is_refused() =>
        Assert.Equal("sheets.active", Workbook.Refusal(Workbook.Of(Cell, ("[Content_Types].xml", """
            <Types><Override PartName="/xl/workbook.xml"
            ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>
            """))).Code);

    [Fact]
    public void A_sheet_that_stands_elsewhere_is_not_fetched() =>
        Assert.Equal("sheets.unreadable", Workbook.Refusal(Workbook.Of(Cell, ("xl/_rels/workbook.xml.rels", """
            <Relationships><Relationship Id="rId1" TargetMode="External" Target="http://127.0.0.1:1/sheet1.xml"/>
            </Relationships>
            """))).Code);

    [Fact]
    public void A_billion_laughs_are_not_laughed()
    {
        var laughs = new StringBuilder("<!DOCTYPE lolz [<!ENTITY lol \"lol\">");
        for (var i = 1; i < 10; i++)
        {
            var ten = string.Concat(Enumerable.Repeat(i == 1 ? "&lol;" : $"&lol{i - 1};", 10));
            laughs.Append($"<!ENTITY lol{i} \"{ten}\">");
        }

        var sheet = laughs
            + "]><worksheet><sheetData><row><c t=\"str\"><v>&lol9;</v></c></row></sheetData></worksheet>";
        AssertCheap(() => Workbook.Refusal(Workbook.WithSheet(Workbook.Text(sheet))), "sheets.unreadable");
    }

    [Fact]
    public void A_file_of_the_host_is_not_read_through_an_entity() =>
        Assert.Equal("sheets.unreadable", Workbook.Refusal(Workbook.WithSheet(Workbook.Text("""
            <!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>
            <worksheet><sheetData><row><c t="str"><v>&x;</v></c></row></sheetData></worksheet>
            """))).Code);

    [Fact]
    public void A_bomb_of_one_endless_cell_is_refused_before_it_is_held()
    {
        var bomb = Workbook.WithSheet(to =>
        {
            Workbook.Text("<worksheet><sheetData><row><c t=\"str\"><v>")(to);
            Workbook.Repeat(to, new string('A', 1000), 300_000);
        });
        Assert.True(bomb.Length < 8 << 20, "a bomb is small");
        AssertCheap(() => Workbook.Refusal(bomb), "sheets.too_large");
    }

    [Fact]
    public void A_bomb_that_lies_about_its_size_is_found_by_its_bytes()
    {
        var bomb = (MemoryStream)Workbook.WithSheet(to =>
        {
            Workbook.Text("<worksheet><sheetData>")(to);
            Workbook.Repeat(to, new string(' ', 1000), 100_000);
        });
        AssertCheap(() => Workbook.Refusal(new MemoryStream(Lying(bomb.ToArray()))), null);
    }

    [Fact]
    public void A_bomb_that_says_how_large_it_is_is_not_even_opened()
    {
        var part = (Action<Stream>)(to => Workbook.Repeat(to, new string(' ', 1000), 1_100_000));
        var bomb = Workbook.Zip([("[Content_Types].xml", Workbook.Text(Workbook.Types)), ("docProps/a.xml", part)]);
        AssertCheap(() => Workbook.Refusal(bomb), "sheets.too_large");
    }

    [Fact]
    public void A_bomb_of_empty_rows_ends_where_a_spreadsheet_ends()
    {
        var bomb = Workbook.WithSheet(to =>
        {
            Workbook.Text("<worksheet><sheetData>")(to);
            Workbook.Repeat(to, "<row/>", 3_000_000);
            Workbook.Text("</sheetData></worksheet>")(to);
        });
        AssertCheap(() => Workbook.Refusal(bomb), "sheets.too_large");
    }

    [Fact]
    public void A_million_columns_are_refused_by_their_row()
    {
        var cells = Workbook.WithSheet(to =>
        {
            Workbook.Text("<worksheet><sheetData><row r=\"3\">")(to);
            Workbook.Repeat(to, "<c><v>1</v></c>", 1_000_000);
        });
        AssertCheap(() => Workbook.Refusal(cells), "sheets.too_large");
        AssertCheap(
            () => Workbook.Refusal(Workbook.Of("<row r=\"1\"><c r=\"ZZZZZZZ1\"><v>1</v></c></row>")),
            "sheets.too_large");
        using var csv = new MemoryStream(Encoding.UTF8.GetBytes(string.Join(',', Enumerable.Repeat("1", 1_000_000))));
        AssertCheap(() => Workbook.Refusal(csv, SheetFormat.Csv), "sheets.too_large");
    }

    [Fact]
    public void A_tag_of_a_million_attributes_and_a_tower_of_tags_are_refused()
    {
        var attributes = Workbook.WithSheet(to =>
        {
            Workbook.Text("<worksheet><sheetData><row ")(to);
            for (var i = 0; i < 1_000_000; i++)
            {
                Workbook.Text($"a{i}=\"&gt;\" ")(to);
            }
        });
        AssertCheap(() => Workbook.Refusal(attributes), "sheets.too_large");
        var tower = Workbook.WithSheet(to => Workbook.Repeat(to, "<a>", 10_000_000));
        AssertCheap(() => Workbook.Refusal(tower), "sheets.too_large");
    }

    [Fact]
    public void A_table_of_texts_without_end_is_refused()
    {
        var bomb = Workbook.Zip(
        [
            ("[Content_Types].xml", Workbook.Text(Workbook.Types)), ("xl/workbook.xml", Workbook.Text(Workbook.Book)),
            ("xl/_rels/workbook.xml.rels", Workbook.Text(Workbook.Links)),
            ("xl/worksheets/sheet1.xml", Workbook.Text("<worksheet/>")),
            ("xl/sharedStrings.xml", to =>
            {
                Workbook.Text("<sst>")(to);
                Workbook.Repeat(to, "<si><t>text</t></si>", 3_000_000);
            }),
        ]);
        Assert.Equal("sheets.too_large", Workbook.Refusal(bomb).Code);
    }

    [Fact]
    public void More_rows_than_the_limit_are_refused_after_the_last_that_fits()
    {
        var bomb = Workbook.WithSheet(to =>
        {
            Workbook.Text("<worksheet><sheetData>")(to);
            Workbook.Repeat(to, "<row><c><v>1</v></c></row>", SheetLimits.Rows + 1000);
        });
        var rows = SheetReader.Read(bomb, SheetFormat.Xlsx).ToList();
        Assert.Equal(SheetLimits.Rows + 1, rows.Count);
        Assert.Equal("sheets.too_large", rows[^1].Error?.Code);
    }

    [Fact]
    public void Text_that_is_none_is_refused()
    {
        using var zeros = new MemoryStream(new byte[1000]);
        Assert.Equal("sheets.unreadable", Workbook.Refusal(zeros, SheetFormat.Csv).Code);
        using var open = new MemoryStream("a,b\n\"never closed, 1"u8.ToArray());
        Assert.Equal("sheets.unreadable", Workbook.Refusal(open, SheetFormat.Csv).Code);
        using var zip = new MemoryStream("PK not really"u8.ToArray());
        Assert.Equal("sheets.unreadable", Workbook.Refusal(zip).Code);
    }

    [Fact]
    public async Task However_a_file_is_damaged_it_is_read_or_refused_and_never_fails()
    {
        var random = TestSeed.RandomFor(nameof(However_a_file_is_damaged_it_is_read_or_refused_and_never_fails));
        using var good = await Workbook.WriteAsync(
            SheetFormat.Xlsx, Enumerable.Repeat((IReadOnlyList<SheetCell>)[SheetCell.Of("a"), SheetCell.Of(1)], 50));
        var bytes = good.ToArray();
        for (var i = 0; i < 3_000; i++)
        {
            var damaged = (byte[])bytes.Clone();
            for (var j = random.Next(1, 6); j > 0; j--)
            {
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            }

            var kept = random.Next(3) == 0 ? random.Next(damaged.Length) : damaged.Length;
            using var file = new MemoryStream(damaged, 0, kept);
            Assert.All(SheetReader.Read(file, SheetFormat.Xlsx).SkipLast(1), row => Assert.True(row.IsSuccess));
        }
    }

    /// <summary>Refused, and all it took to find out was a few megabytes.</summary>
    private static void AssertCheap(Func<Kernel.Error> refuse, string? code)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var error = refuse();
        var taken = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.StartsWith(code ?? "sheets.", error.Code, StringComparison.Ordinal);
        Assert.True(taken < 64 << 20, $"{taken} bytes were taken");
    }

    // The sizes in the central directory say 100 bytes, whatever is there.
    private static byte[] Lying(byte[] zip)
    {
        for (var i = 0; i < zip.Length - 46; i++)
        {
            if (zip[i] == 'P' && zip[i + 1] == 'K' && zip[i + 2] == 1 && zip[i + 3] == 2
                && BitConverter.ToUInt32(zip, i + 24) > 1 << 20)
            {
                BitConverter.GetBytes(100u).CopyTo(zip, i + 24);
            }
        }

        return zip;
    }
}
