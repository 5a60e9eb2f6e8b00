using System.Globalization;
using System.Text;
using Marquee.Kernel;

namespace Marquee.Sheets.Xlsx;

/// <summary>The rows of a sheet's part, one after the other.</summary>
internal sealed class SheetRows(PartReader part, IReadOnlyList<string> texts)
{
    private readonly StringBuilder _text = new();
    private int _number;
    private int _rows;

    /// <summary>The next row with a value; null when there is none.</summary>
    public Result<SheetRow?> Next()
    {
        while (part.Step())
        {
            if (!part.IsStart("row"))
            {
                continue;
            }

            if (++_rows > SheetLimits.RowsOfSheet)
            {
                return Faults.Rows();
            }

            var said = part.Attribute("r");
            _number = said is not null && int.TryParse(said, CultureInfo.InvariantCulture, out var number)
                && number > _number ? number : _number + 1;
            if (part.IsEnd("row"))
            {
                continue;
            }

            var row = ReadRow();
            if (!row.IsSuccess || row.Value.Cells.Any(cell => cell.Length > 0))
            {
                return row.Map(read => (SheetRow?)read);
            }
        }

        return (SheetRow?)null;
    }

    private Result<SheetRow> ReadRow()
    {
        var cells = new List<string>();
        var (seen, column) = (0, -1);
        while (part.Step() && !part.IsEnd("row"))
        {
            if (!part.IsStart("c"))
            {
                continue;
            }

            if (++seen > SheetLimits.CellsOfRow)
            {
                return Faults.Cells(_number);
            }

            column = ColumnOf(part.Attribute("r")) ?? column + 1;
            if (column >= SheetLimits.CellsOfRow)
            {
                return Faults.Cells(_number);
            }

            var type = part.Attribute("t");
            if (part.IsEnd("c"))
            {
                continue;
            }

            var value = ReadCell(type, column);
            if (!value.IsSuccess)
            {
                return value.Error;
            }

            if (value.Value.Length == 0)
            {
                continue;
            }

            if (column >= SheetLimits.Columns)
            {
                return Faults.Columns(_number);
            }

            while (cells.Count <= column)
            {
                cells.Add("");
            }

            cells[column] = value.Value;
        }

        return new SheetRow(_number, cells);
    }

    private Result<string> ReadCell(string? type, int column)
    {
        _text.Clear();
        var reading = false;
        while (part.Step() && !part.IsEnd("c"))
        {
            if (part.IsStart("f"))
            {
                return Faults.Formula(XlsxParts.ColumnName(column) + _number.ToString(CultureInfo.InvariantCulture));
            }

            reading = part.IsStart("v") || part.IsStart("t")
                ? !part.IsEnd("v") && !part.IsEnd("t")
                : reading && !part.IsEnd("v") && !part.IsEnd("t");
            if (reading && !part.AppendText(_text))
            {
                return Faults.Cell(_number, column);
            }
        }

        var text = _text.ToString().Trim();
        return type switch
        {
            "s" => int.TryParse(text, CultureInfo.InvariantCulture, out var index) && index >= 0 && index < texts.Count
                ? texts[index] : Faults.Damaged("sharedStrings"),
            "inlineStr" or "str" or "b" or "e" or "d" => text,
            _ => NumberOf(text),
        };
    }

    /// <summary>
    /// A number as the person saw it: the file holds a binary fraction (89.900000000000006), of which fifteen digits
    /// are meant.
    /// </summary>
    internal static string NumberOf(string text) =>
        text.AsSpan().IndexOfAny('.', 'E', 'e') >= 0
        && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        && Math.Abs(number) < 1e15
            ? Math.Round((decimal)number, 9).ToString("0.#########", CultureInfo.InvariantCulture)
            : text;

    /// <summary>The column from 0 of a cell's name: C5 is 2; null when it has none.</summary>
    internal static int? ColumnOf(string? name)
    {
        if (name is null)
        {
            return null;
        }

        var column = 0;
        var letters = 0;
        while (letters < name.Length && char.IsAsciiLetter(name[letters]))
        {
            // Beyond four letters no spreadsheet has columns; the value only has to be too large.
            column = letters < 4 ? (column * 26) + (char.ToUpperInvariant(name[letters]) - 'A' + 1) : int.MaxValue;
            letters++;
            if (letters > 4)
            {
                return int.MaxValue;
            }
        }

        return letters == 0 ? null : column - 1;
    }
}
