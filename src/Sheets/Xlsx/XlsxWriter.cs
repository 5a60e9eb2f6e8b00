using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Marquee.Sheets.Xlsx;

/// <summary>
/// A workbook of one sheet, written as a stream: texts stand in their cells, so nothing has to be collected first.
/// </summary>
internal sealed class XlsxWriter : SheetWriter
{
    // An archive has dates; the same table gives the same bytes.
    private static readonly DateTimeOffset Date = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly DrainStream _drain;
    private readonly ZipArchive _archive;
    private readonly StreamWriter _sheet;
    private readonly StringBuilder _row = new();
    private int _number;
    private bool _ended;

    public XlsxWriter(Stream output, SheetLayout layout)
    {
        _drain = new DrainStream(output);
        _archive = new ZipArchive(_drain, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var (name, text) in XlsxParts.Fixed(layout))
        {
            using var part = new StreamWriter(Entry(name).Open());
            part.Write(text);
        }

        _sheet = new StreamWriter(Entry(XlsxParts.Sheet).Open(), new UTF8Encoding(false), SheetLimits.BufferBytes);
        _sheet.Write(XlsxParts.SheetHead(layout));
    }

    public override async ValueTask RowAsync(IReadOnlyList<SheetCell> cells, CancellationToken cancel)
    {
        _number++;
        _row.Clear();
        _row.Append(CultureInfo.InvariantCulture, $"<row r=\"{_number}\">");
        for (var i = 0; i < cells.Count; i++)
        {
            Append(cells[i], i);
        }

        _row.Append("</row>");
        _sheet.Write(_row);
        if (_drain.IsFull)
        {
            await _drain.DrainAsync(cancel);
        }
    }

    public override async ValueTask EndAsync(CancellationToken cancel)
    {
        End();
        await _drain.DrainAsync(cancel);
    }

    public override ValueTask DisposeAsync()
    {
        // Not ended means not wanted: what is written is no workbook, and nobody reads it.
        End();
        _drain.Dispose();
        return ValueTask.CompletedTask;
    }

    private void End()
    {
        if (_ended)
        {
            return;
        }

        _ended = true;
        _sheet.Write("</sheetData></worksheet>");
        _sheet.Dispose();
        _archive.Dispose();
    }

    private ZipArchiveEntry Entry(string name)
    {
        var entry = _archive.CreateEntry(name, CompressionLevel.Fastest);
        entry.LastWriteTime = Date;
        return entry;
    }

    private void Append(SheetCell cell, int column)
    {
        if (cell.Text.Length == 0 && cell.Tone == SheetTone.Plain)
        {
            return;
        }

        var name = XlsxParts.ColumnName(column);
        var style = (int)cell.Tone;
        if (cell.Text.Length == 0)
        {
            _row.Append(CultureInfo.InvariantCulture, $"<c r=\"{name}{_number}\" s=\"{style}\"/>");
        }
        else if (cell.IsNumber)
        {
            _row.Append(CultureInfo.InvariantCulture, $"<c r=\"{name}{_number}\" s=\"{style}\"><v>{cell.Text}</v></c>");
        }
        else
        {
            _row.Append(
                CultureInfo.InvariantCulture,
                $"<c r=\"{name}{_number}\" s=\"{style}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">");
            XlsxParts.Escape(_row, cell.Text);
            _row.Append("</t></is></c>");
        }
    }
}
