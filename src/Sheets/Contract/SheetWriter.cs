using Marquee.Sheets.Csv;
using Marquee.Sheets.Xlsx;

namespace Marquee.Sheets;

/// <summary>How a sheet is laid out.</summary>
/// <param name="Name">The sheet's name, cut to 31 characters as spreadsheets demand.</param>
/// <param name="Widths">The widths of its columns, in characters.</param>
/// <param name="FrozenRows">How many rows stay in sight when one scrolls.</param>
public sealed record SheetLayout(string Name, IReadOnlyList<int> Widths, int FrozenRows = 1);

/// <summary>
/// Writes a table row by row into a stream that need not seek; holds no more than a buffer. Not thread-safe.
/// Complete only after <see cref="EndAsync"/>.
/// </summary>
public abstract class SheetWriter : IAsyncDisposable
{
    private protected SheetWriter()
    {
    }

    /// <summary>Begins a file.</summary>
    /// <param name="output">Where to; stays open.</param>
    /// <param name="format">The format.</param>
    /// <param name="layout">The layout.</param>
    public static SheetWriter Open(Stream output, SheetFormat format, SheetLayout layout) => format switch
    {
        SheetFormat.Csv => new CsvWriter(output),
        SheetFormat.Xlsx => new XlsxWriter(output, layout),
    };

    /// <summary>Writes a row.</summary>
    public abstract ValueTask RowAsync(IReadOnlyList<SheetCell> cells, CancellationToken cancel);

    /// <summary>Writes what is left, and the end.</summary>
    public abstract ValueTask EndAsync(CancellationToken cancel);

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();
}
