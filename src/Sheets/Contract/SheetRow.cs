namespace Marquee.Sheets;

/// <summary>A row that has at least one value.</summary>
/// <param name="Number">Its number in the file as a spreadsheet shows it, from 1.</param>
/// <param name="Cells">The texts of its cells, trimmed; empty where there is none. Cells at the end may be
/// missing.</param>
public sealed record SheetRow(int Number, IReadOnlyList<string> Cells)
{
    /// <summary>The text of a column from 0; empty when the row ends before it.</summary>
    public string this[int column] => column < Cells.Count ? Cells[column] : "";
}
