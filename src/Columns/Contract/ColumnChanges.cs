namespace Marquee.Columns;

/// <summary>
/// A piece of the owner's change log: what rows of a table become between two versions. Later changes of a row within
/// the piece win. Not thread-safe while it is filled.
/// </summary>
public sealed class ColumnChanges
{
    private readonly ColumnSchema _schema;
    private readonly List<Change> _changes = [];
    private readonly HashSet<int> _rows = [];

    /// <summary>An empty piece.</summary>
    /// <param name="schema">Of the table it is for.</param>
    /// <param name="from">The version it stands on: the table must be there, or further.</param>
    /// <param name="to">The version after it; above <paramref name="from"/>.</param>
    public ColumnChanges(ColumnSchema schema, long from, long to)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentOutOfRangeException.ThrowIfNegative(from);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(to, from);
        _schema = schema;
        From = from;
        To = to;
    }

    /// <summary>The version it stands on.</summary>
    public long From { get; }

    /// <summary>The version after it.</summary>
    public long To { get; }

    /// <summary>How many rows it touches.</summary>
    public int Rows => _rows.Count;

    internal IReadOnlyList<Change> Changes => _changes;

    internal ColumnSchema Schema => _schema;

    /// <summary>A number of a row; null for unknown. The row is live from then on.</summary>
    /// <exception cref="ArgumentException">The column holds no numbers, or the number is beyond its width, or the row
    /// is beyond the table, or the piece is full.</exception>
    public ColumnChanges Set(int row, int column, long? value)
    {
        var kind = KindOf(column);
        if (kind is not (ColumnKind.Number32 or ColumnKind.Number64))
        {
            throw NotOf(column, "numbers");
        }

        if (kind == ColumnKind.Number32 && value is < int.MinValue or > int.MaxValue)
        {
            throw new ArgumentException($"{_schema.Columns[column].Name} of row {row} is {value}: beyond 32 bits.");
        }

        return Add(new Change(Touch(row), column, value, null));
    }

    /// <summary>A text of a row; null for unknown. The row is live from then on.</summary>
    /// <exception cref="ArgumentException">As <see cref="Set"/>; or the text is too long.</exception>
    public ColumnChanges SetText(int row, int column, string? text)
    {
        if (KindOf(column) != ColumnKind.Text)
        {
            throw NotOf(column, "texts");
        }

        string[]? texts = text is null ? null : [Checked(row, column, text)];
        return Add(new Change(Touch(row), column, null, texts));
    }

    /// <summary>
    /// The texts of a row, in any order, repeated or not; null for unknown, none for known to be empty. The row is live
    /// from then on.
    /// </summary>
    /// <exception cref="ArgumentException">As <see cref="SetText"/>; or there are too many texts.</exception>
    public ColumnChanges SetTexts(int row, int column, IReadOnlyCollection<string>? texts)
    {
        if (KindOf(column) != ColumnKind.TextSet)
        {
            throw NotOf(column, "sets of texts");
        }

        if (texts?.Count > ColumnsLimits.TextsOfRow)
        {
            throw new ArgumentException(
                $"{_schema.Columns[column].Name} of row {row} has {texts.Count} texts; at most "
                    + $"{ColumnsLimits.TextsOfRow} are accepted.");
        }

        string[]? known = texts is null ? null : [.. texts.Select(text => Checked(row, column, text))];
        return Add(new Change(Touch(row), column, null, known));
    }

    /// <summary>The row is no more: not live, and nothing of it known.</summary>
    public ColumnChanges Remove(int row) => Add(new Change(Touch(row), Change.Whole, null, null));

    private ColumnChanges Add(Change change)
    {
        _changes.Add(change);
        return this;
    }

    private ColumnKind KindOf(int column)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(column);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(column, _schema.Columns.Count);
        return _schema.Columns[column].Kind;
    }

    private int Touch(int row)
    {
        if (row is < 0 or >= ColumnsLimits.Rows)
        {
            throw new ArgumentException($"The row {row}: 0 to {ColumnsLimits.Rows - 1} are accepted.");
        }

        if (_rows.Add(row) && _rows.Count > ColumnsLimits.RowsOfBatch)
        {
            throw new ArgumentException($"A piece touches at most {ColumnsLimits.RowsOfBatch} rows; begin another.");
        }

        return row;
    }

    private string Checked(int row, int column, string text) => text.Length <= ColumnsLimits.TextLength
        ? text
        : throw new ArgumentException(
            $"{_schema.Columns[column].Name} of row {row} has {text.Length} characters; at most "
                + $"{ColumnsLimits.TextLength} are accepted.");

    private ArgumentException NotOf(int column, string what) =>
        new($"{_schema.Columns[column].Name} holds {_schema.Columns[column].Kind}, not {what}.");

    /// <param name="Row">The row.</param>
    /// <param name="Column">The column; <see cref="Whole"/> when the row goes.</param>
    /// <param name="Number">The number, for columns of numbers; null for unknown.</param>
    /// <param name="Texts">The texts, for columns of texts; null for unknown.</param>
    internal readonly record struct Change(int Row, int Column, long? Number, string[]? Texts)
    {
        public const int Whole = -1;
    }
}
