namespace Marquee.Columns;

/// <summary>What a column holds. Stored by name: members are never renamed.</summary>
public enum ColumnKind
{
    /// <summary>Whole numbers of 32 bits: counts, scaled numbers, minutes since 1970.</summary>
    Number32,
    /// <summary>Whole numbers of 64 bits: money in minor units, scaled numbers.</summary>
    Number64,
    /// <summary>One text out of the table's dictionary.</summary>
    Text,
    /// <summary>A set of texts out of the table's dictionary.</summary>
    TextSet,
}

/// <summary>A column.</summary>
/// <param name="Name">Its name: 1 to 64 of <c>a-z 0-9 . _ -</c>; unique in the table.</param>
/// <param name="Kind">What it holds.</param>
public sealed record ColumnSpec(string Name, ColumnKind Kind);

/// <summary>The columns of a table, in the order in which they are addressed.</summary>
public sealed class ColumnSchema
{
    /// <summary>A schema of those columns.</summary>
    /// <exception cref="ArgumentException">A name is taken or malformed, or there are none or more than
    /// <see cref="ColumnsLimits.Columns"/>.</exception>
    public ColumnSchema(params ReadOnlySpan<ColumnSpec> columns)
    {
        if (columns.Length is 0 or > ColumnsLimits.Columns)
        {
            throw new ArgumentException($"{columns.Length} columns; 1 to {ColumnsLimits.Columns} are accepted.");
        }

        Columns = [.. columns];
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var column in Columns)
        {
            if (!IsName(column.Name))
            {
                throw new ArgumentException(
                    $"The column '{column.Name}': a name is 1 to 64 of a-z, 0-9, dot, underscore and hyphen.");
            }

            if (!names.Add(column.Name))
            {
                throw new ArgumentException($"The column '{column.Name}' is there twice.");
            }
        }
    }

    /// <summary>The columns.</summary>
    public IReadOnlyList<ColumnSpec> Columns { get; }

    /// <summary>The place of a column; -1 when there is none of that name.</summary>
    public int IndexOf(string name)
    {
        for (var i = 0; i < Columns.Count; i++)
        {
            if (Columns[i].Name == name)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Equal for equal schemas: names, kinds and their order.</summary>
    internal string Signature => string.Join(',', Columns.Select(column => $"{column.Name}:{column.Kind}"));

    private static bool IsName(string name) => name.Length is > 0 and <= 64
        && name.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '.' or '_' or '-');
}
