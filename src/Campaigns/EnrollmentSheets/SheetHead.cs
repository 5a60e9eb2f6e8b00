using Marquee.Kernel;
using Marquee.Sheets;

namespace Marquee.Campaigns.EnrollmentSheets;

/// <summary>The heading of an uploaded sheet: where its columns stand, in whatever order a person left them.</summary>
internal sealed record SheetHead(IReadOnlyList<string> Names)
{
    private readonly SheetColumn?[] _columns = [.. Names.Select(SheetColumns.Of)];

    /// <summary>The columns that a result writes again as they were: all but those that it adds itself.</summary>
    public IEnumerable<int> Kept => Enumerable.Range(0, Names.Count).Where(
        i => _columns[i] is not { } column || !SheetColumns.Added.Contains(column));

    public SheetColumn? this[int index] => index < _columns.Length ? _columns[index] : null;

    /// <summary>The text of a column in a row; empty when the sheet has no such column.</summary>
    public string Cell(IReadOnlyList<string> cells, SheetColumn column)
    {
        var at = Array.IndexOf(_columns, column);
        return at >= 0 && at < cells.Count ? cells[at] : "";
    }

    /// <summary>A row that explains the columns; people leave it in.</summary>
    public static bool IsNote(SheetRow row) => row[0].StartsWith('#');

    /// <summary>The heading, or what it lacks.</summary>
    public static Result<SheetHead> Of(SheetRow row)
    {
        var head = new SheetHead(row.Cells);
        var missing = SheetColumns.Needed.Where(column => !head._columns.Contains(column)).ToList();
        var twice = Enum.GetValues<SheetColumn>().Where(
            column => head._columns.Count(one => one == column) > 1).ToList();
        string Names(IEnumerable<SheetColumn> columns, SheetLanguage language) =>
            string.Join(language == SheetLanguage.Zh ? "、" : ", ", columns.Select(
                column => SheetColumns.Label(column).In(language)));
        return missing.Count > 0
            ? new SheetUnreadable(new Texts(
                $"表头缺少列：{Names(missing, SheetLanguage.Zh)}。请使用下载的模板，不要改动表头。",
                $"The heading lacks: {Names(missing, SheetLanguage.En)}. Use the template and leave its headings."))
            : twice.Count > 0
                ? new SheetUnreadable(new Texts(
                    $"表头有重复的列：{Names(twice, SheetLanguage.Zh)}。",
                    $"The heading has columns twice: {Names(twice, SheetLanguage.En)}."))
                : head;
    }
}
