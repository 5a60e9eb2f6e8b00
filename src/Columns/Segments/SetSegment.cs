namespace Marquee.Columns.Segments;

/// <summary>
/// Sets of texts of one shard: ascending numbers behind one another, and, for rows that changed since the last saving,
/// lists of their own.
/// </summary>
internal sealed class SetSegment
{
    private readonly Dictionary<int, int[]> _changed = [];
    private int[] _starts = [0];
    private int[] _ids = [];

    public bool IsDirty { get; set; }

    /// <summary>The numbers of a row, ascending; none for a row without.</summary>
    public ReadOnlySpan<int> Of(int row)
    {
        if (_changed.TryGetValue(row, out var changed))
        {
            return changed;
        }

        return row + 1 < _starts.Length ? _ids.AsSpan(_starts[row].._starts[row + 1]) : [];
    }

    public void Put(int row, int[]? ids)
    {
        _changed[row] = ids ?? [];
        IsDirty = true;
        if (_changed.Count > ColumnsLimits.ShardRows / 16)
        {
            Fold();
        }
    }

    /// <summary>Puts what changed where it belongs: from then on all numbers stand behind one another.</summary>
    public (int[] Starts, int[] Ids) Fold()
    {
        if (_changed.Count == 0)
        {
            return (_starts, _ids);
        }

        var rows = Math.Max(_starts.Length - 1, _changed.Keys.Max() + 1);
        var starts = new int[rows + 1];
        for (var row = 0; row < rows; row++)
        {
            starts[row + 1] = checked(starts[row] + Of(row).Length);
        }

        var ids = new int[starts[rows]];
        for (var row = 0; row < rows; row++)
        {
            Of(row).CopyTo(ids.AsSpan(starts[row]));
        }

        (_starts, _ids) = (starts, ids);
        _changed.Clear();
        return (_starts, _ids);
    }

    /// <summary>Takes over what was saved; false when it does not fit together.</summary>
    public bool TryLoad(int[] starts, int[] ids, int texts)
    {
        if (starts.Length is 0 or > ColumnsLimits.ShardRows + 1 || starts[0] != 0 || starts[^1] != ids.Length)
        {
            return false;
        }

        for (var i = 1; i < starts.Length; i++)
        {
            if (starts[i] < starts[i - 1])
            {
                return false;
            }
        }

        (_starts, _ids) = (starts, ids);
        return ids.All(id => id >= 0 && id < texts);
    }
}
