namespace Marquee.Rules;

/// <summary>
/// The ready-made <see cref="IFieldTable"/>: all missing until set, by key and name or by position. Not thread-safe
/// while it is filled.
/// </summary>
public sealed class FieldTable : IFieldTable
{
    private readonly Dictionary<int, int> _rows;
    private readonly Dictionary<string, int> _columns;
    private readonly FieldValue[] _values;

    /// <summary>A table for the keys and fields asked for.</summary>
    public FieldTable(IReadOnlyList<int> keys, IReadOnlyList<string> fieldNames)
    {
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(fieldNames);
        _rows = new Dictionary<int, int>(keys.Count);
        for (var row = 0; row < keys.Count; row++)
        {
            _rows.Add(keys[row], row);
        }

        _columns = new Dictionary<string, int>(fieldNames.Count, StringComparer.Ordinal);
        for (var column = 0; column < fieldNames.Count; column++)
        {
            _columns.Add(fieldNames[column], column);
        }

        _values = new FieldValue[checked(keys.Count * fieldNames.Count)];
    }

    /// <inheritdoc/>
    public FieldValue this[int row, int column]
    {
        get => _values[Index(row, column)];
        set => _values[Index(row, column)] = value;
    }

    /// <summary>Whether the field was asked for: a source can skip what nobody wants.</summary>
    public bool Wants(string field) => _columns.ContainsKey(field);

    /// <summary>Sets a value. A key or field that was not asked for is passed over.</summary>
    public void Set(int key, string field, FieldValue value)
    {
        if (_columns.TryGetValue(field, out var column) && _rows.TryGetValue(key, out var row))
        {
            _values[Index(row, column)] = value;
        }
    }

    private int Index(int row, int column)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(column);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(column, _columns.Count);
        return row * _columns.Count + column;
    }
}
