using System.Text;

namespace Marquee.Sheets.Csv;

/// <summary>
/// Comma-separated text as spreadsheets open it without asking: with a byte order mark, lines ended by CRLF.
/// </summary>
internal sealed class CsvWriter(Stream output) : SheetWriter
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: true);
    private readonly StreamWriter _writer = new(output, Utf8, SheetLimits.BufferBytes, leaveOpen: true);
    private readonly StringBuilder _line = new();

    public override async ValueTask RowAsync(IReadOnlyList<SheetCell> cells, CancellationToken cancel)
    {
        _line.Clear();
        for (var i = 0; i < cells.Count; i++)
        {
            if (i > 0)
            {
                _line.Append(',');
            }

            Append(cells[i]);
        }

        _line.Append("\r\n");
        await _writer.WriteAsync(_line, cancel);
    }

    public override async ValueTask EndAsync(CancellationToken cancel) => await _writer.FlushAsync(cancel);

    public override ValueTask DisposeAsync() => _writer.DisposeAsync();

    private void Append(SheetCell cell)
    {
        // Whoever opens the file in a spreadsheet must not run what somebody else typed into a title.
        var text = !cell.IsNumber && CsvGuard.NeedsMark(cell.Text) ? CsvGuard.Mark + cell.Text : cell.Text;
        if (text.AsSpan().IndexOfAny(",\"\r\n") < 0)
        {
            _line.Append(text);
        }
        else
        {
            _line.Append('"').Append(text.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
        }
    }
}
