using System.IO.Compression;
using System.Text;
using Marquee.Kernel;

namespace Marquee.Sheets.Tests;

/// <summary>Workbooks as honest and as malicious people make them.</summary>
internal static class Workbook
{
    public const string Types = """
        <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
        <Default Extension="xml" ContentType="application/xml"/></Types>
        """;

    public const string Book = """
        <workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">
        <sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>
        """;

    public const string Links = """
        <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
        <Relationship Id="rId1" Type="worksheet" Target="worksheets/sheet1.xml"/></Relationships>
        """;

    /// <summary>A workbook whose sheet has that content within <c>sheetData</c>, and further parts.</summary>
    public static Stream Of(string rows, params (string Name, string Text)[] parts) =>
        Zip([
            ("[Content_Types].xml", Types), ("xl/workbook.xml", Book), ("xl/_rels/workbook.xml.rels", Links),
            ("xl/worksheets/sheet1.xml", $"<worksheet><sheetData>{rows}</sheetData></worksheet>"), .. parts,
        ]);

    /// <summary>An archive of these parts; a later one of a name replaces an earlier one.</summary>
    public static Stream Zip(IEnumerable<(string Name, string Text)> parts) => Zip(
        parts.GroupBy(part => part.Name).Select(part => (part.Key, (Action<Stream>)(to =>
        {
            var bytes = Encoding.UTF8.GetBytes(part.Last().Text);
            to.Write(bytes);
        }))));

    /// <summary>An archive whose parts are written by somebody.</summary>
    public static Stream Zip(IEnumerable<(string Name, Action<Stream> Write)> parts)
    {
        var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, write) in parts)
            {
                using var entry = archive.CreateEntry(name, CompressionLevel.Fastest).Open();
                write(entry);
            }
        }

        file.Position = 0;
        return file;
    }

    /// <summary>A workbook whose sheet is written by somebody.</summary>
    public static Stream WithSheet(Action<Stream> write) => Zip(
    [
        ("[Content_Types].xml", Text(Types)), ("xl/workbook.xml", Text(Book)),
        ("xl/_rels/workbook.xml.rels", Text(Links)),
        ("xl/worksheets/sheet1.xml", write),
    ]);

    public static Action<Stream> Text(string text) => to => to.Write(Encoding.UTF8.GetBytes(text));

    /// <summary>The same text so many times.</summary>
    public static void Repeat(Stream to, string text, int times)
    {
        var block = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(text, 1000)));
        for (var i = 0; i < times / 1000; i++)
        {
            to.Write(block);
        }
    }

    public static List<SheetRow> Rows(Stream file, SheetFormat format = SheetFormat.Xlsx) =>
        [.. SheetReader.Read(file, format).Select(row => row.Value)];

    /// <summary>Why the file is refused; fails when it is not.</summary>
    public static Error Refusal(Stream file, SheetFormat format = SheetFormat.Xlsx) =>
        SheetReader.Read(file, format).Last().Error ?? throw new InvalidOperationException("It was not refused.");

    public static async Task<MemoryStream> WriteAsync(SheetFormat format, IEnumerable<IReadOnlyList<SheetCell>> rows)
    {
        var file = new MemoryStream();
        await using (var writer = SheetWriter.Open(file, format, new SheetLayout("报名表 <&>", [20, 30, 10])))
        {
            foreach (var row in rows)
            {
                await writer.RowAsync(row, default);
            }

            await writer.EndAsync(default);
        }

        file.Position = 0;
        return file;
    }
}
