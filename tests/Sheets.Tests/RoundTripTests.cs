using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using Marquee.Testing;

namespace Marquee.Sheets.Tests;

/// <summary>What is written is read again, by us and by others.</summary>
public sealed class RoundTripTests
{
    private static readonly string[] Texts =
    [
        "", "plain", "红色连衣裙，长款", "a,b", "say \"hi\"", "two\nlines", "=1+1", "+86 13800000000", "@home", "-5 °C",
        "'=quoted", "<b>&amp;</b>", "😀 emoji", "0012", "1e5", "it's",
    ];

    [Theory]
    [InlineData(SheetFormat.Csv)]
    [InlineData(SheetFormat.Xlsx)]
    public async Task Any_table_comes_back_as_it_was(SheetFormat format)
    {
        var random = TestSeed.RandomFor(nameof(Any_table_comes_back_as_it_was) + format);
        for (var i = 0; i < 50; i++)
        {
            var table = Enumerable.Range(0, random.Next(1, 40)).Select(_ => (IReadOnlyList<string>)
                ["id", .. Enumerable.Range(0, random.Next(0, 12)).Select(_ => Texts[random.Next(Texts.Length)])])
                .ToList();
            using var file = await Workbook.WriteAsync(
                format, table.Select(row => row.Select(text => SheetCell.Of(text)).ToList()));
            var read = Workbook.Rows(file, format);
            Assert.Equal(table.Count, read.Count);
            foreach (var (was, now) in table.Zip(read))
            {
                Assert.Equal(Trimmed(was), Trimmed(now.Cells));
            }
        }
    }

    [Theory]
    [InlineData(SheetFormat.Csv)]
    [InlineData(SheetFormat.Xlsx)]
    public async Task Amounts_and_counts_come_back_exactly(SheetFormat format)
    {
        long[] amounts = [0, 1, 99, 100, 1999, 8990, 123_456_789_012];
        using var file = await Workbook.WriteAsync(
            format, amounts.Select(
                amount => (IReadOnlyList<SheetCell>)[SheetCell.Amount(amount, 2), SheetCell.Of(amount)]));
        foreach (var (amount, row) in amounts.Zip(Workbook.Rows(file, format)))
        {
            Assert.True(SheetNumber.TryMinor(row[0], 2, out var minor) && minor == amount, row[0]);
            Assert.True(SheetNumber.TryWhole(row[1], out var whole) && whole == amount, row[1]);
        }
    }

    [Fact]
    public async Task A_hundred_thousand_rows_are_written_and_read_without_being_held()
    {
        const int rows = 100_000;
        var cells = Enumerable.Range(0, 14).Select(i => SheetCell.Of($"cell {i}")).ToList();
        using var file = await Workbook.WriteAsync(SheetFormat.Xlsx, Enumerable.Repeat(cells, rows));
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var (count, most) = (0, 0L);
        foreach (var row in SheetReader.Read(file, SheetFormat.Xlsx))
        {
            Assert.True(row.IsSuccess);
            if (++count % 20_000 == 0)
            {
                most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true));
            }
        }

        Assert.Equal(rows, count);
        Assert.True(most - before < 16 << 20, $"{most - before} bytes were held");
    }

    [Fact]
    public async Task Another_program_finds_our_workbook_valid_and_reads_the_same()
    {
        using var file = await Workbook.WriteAsync(
            SheetFormat.Xlsx,
            [
                [SheetCell.Of("商品", SheetTone.Head), SheetCell.Of("price", SheetTone.Head), SheetCell.Empty],
                [SheetCell.Of("=not a formula"), SheetCell.Amount(8990, 2), SheetCell.Of("bad", SheetTone.Bad)],
            ]);
        using var book = SpreadsheetDocument.Open(file, isEditable: false);
        Assert.Empty(
            new OpenXmlValidator(FileFormatVersions.Office2019).Validate(book).Select(wrong => wrong.Description));
        var cells = book.WorkbookPart!.WorksheetParts.Single().Worksheet.Descendants<Cell>().ToList();
        Assert.Equal("商品", cells[0].InnerText);
        Assert.Equal("=not a formula", cells.Single(cell => cell.CellReference == "A2").InnerText);
        Assert.Null(cells.Single(cell => cell.CellReference == "A2").CellFormula);
        Assert.Equal("89.90", cells.Single(cell => cell.CellReference == "B2").CellValue!.Text);
    }

    [Fact]
    public void A_workbook_of_another_program_is_read_with_its_shared_texts_and_binary_fractions()
    {
        using var file = new MemoryStream();
        using (var book = SpreadsheetDocument.Create(file, SpreadsheetDocumentType.Workbook))
        {
            var workbook = book.AddWorkbookPart();
            workbook.Workbook = new DocumentFormat.OpenXml.Spreadsheet.Workbook();
            var texts = workbook.AddNewPart<SharedStringTablePart>();
            texts.SharedStringTable = new SharedStringTable(
                new SharedStringItem(new Text("标题")),
                new SharedStringItem(new Run(new Text("two ")), new Run(new Text("runs"))));
            var sheet = workbook.AddNewPart<WorksheetPart>();
            sheet.Worksheet = new Worksheet(new SheetData(
                new Row(
                    Shared("A1", 0),
                    Shared("C1", 1))
                { RowIndex = 1 },
                new Row(
                    new Cell { CellReference = "A3", CellValue = new CellValue("89.900000000000006") },
                    new Cell { CellReference = "B3", CellValue = new CellValue("1E2") })
                { RowIndex = 3 }));
            workbook.Workbook.AppendChild(new DocumentFormat.OpenXml.Spreadsheet.Sheets(
                new Sheet { Id = workbook.GetIdOfPart(sheet), SheetId = 1, Name = "S" }));
        }

        var rows = Workbook.Rows(file);
        Assert.Equal(["标题", "", "two runs"], rows[0].Cells);
        Assert.Equal((3, "89.9", "100"), (rows[1].Number, rows[1][0], rows[1][1]));
    }

    [Fact]
    public void A_chinese_spreadsheets_csv_is_read_whatever_it_is_encoded_in()
    {
        const string text = "商品,价格\r\n红色裙子,99.00\r\n";
        var gb = CodePagesEncodingProvider.Instance.GetEncoding("gb18030")!;
        foreach (var encoding in (Encoding[])[new UTF8Encoding(true), new UTF8Encoding(false), gb])
        {
            using var file = new MemoryStream([.. encoding.GetPreamble(), .. encoding.GetBytes(text)]);
            Assert.Equal(["红色裙子", "99.00"], Workbook.Rows(file, SheetFormat.Csv)[1].Cells);
        }

        using var semicolons = new MemoryStream(Encoding.UTF8.GetBytes("a;b\n1,5;2\n"));
        Assert.Equal(["1,5", "2"], Workbook.Rows(semicolons, SheetFormat.Csv)[1].Cells);
    }

    [Theory]
    [InlineData("19.99", 1999L)]
    [InlineData("¥1,299.90", 129_990L)]
    [InlineData("8", 800L)]
    [InlineData("1E2", 10_000L)]
    public void Amounts_are_read_as_people_write_them(string text, long minor)
    {
        Assert.True(SheetNumber.TryMinor(text, 2, out var read));
        Assert.Equal(minor, read);
    }

    [Theory]
    [InlineData("19.999")]
    [InlineData("19,9")]
    [InlineData("abc")]
    [InlineData("")]
    [InlineData("1e30")]
    [InlineData("#REF!")]
    public void What_is_no_amount_is_not_guessed(string text) => Assert.False(SheetNumber.TryMinor(text, 2, out _));

    private static Cell Shared(string name, int text) => new()
    {
        CellReference = name, DataType = CellValues.SharedString, CellValue = new CellValue(text),
    };

    private static IEnumerable<string> Trimmed(IReadOnlyList<string> cells) =>
        cells.Reverse().SkipWhile(text => text.Length == 0).Reverse();
}
