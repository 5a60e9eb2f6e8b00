using System.Text;
using System.Text.Json;

namespace Marquee.Catalog.Imports.Files;

/// <summary>
/// One JSON object per line, its members named as the columns; text, numbers, true, false and null are values.
/// </summary>
internal sealed class JsonFormat(IReadOnlyList<string> columns) : RowFormat
{
    private readonly byte[][] _names = [.. columns.Select(Encoding.UTF8.GetBytes)];
    private readonly bool[] _met = new bool[columns.Count];

    public override Found Take(ReadOnlySpan<byte> data, bool isEnd, long line, Chunk chunk, out int consumed)
    {
        var end = data.IndexOf((byte)'\n');
        if (end < 0 && !isEnd)
        {
            return Unended(data, line, chunk, out consumed);
        }

        consumed = end < 0 ? data.Length : end + 1;
        var row = data[..consumed].TrimEnd("\r\n \t"u8);
        if (row.Length == 0)
        {
            return Found.Blank;
        }

        if (row.Length > CatalogLimits.RowBytes)
        {
            return Broken(data, isEnd, line, chunk,
                new Fault("catalog.row_too_long", Detail: $"{CatalogLimits.RowBytes}"), out consumed);
        }

        if (!IsText(row))
        {
            return Broken(data, isEnd, line, chunk, new Fault("catalog.not_utf8"), out consumed);
        }

        var start = chunk.AddRow(row, line);
        if (Read(row, start, chunk) is { } fault)
        {
            chunk.DropRow(fault);
        }

        return Found.Row;
    }

    private Fault? Read(ReadOnlySpan<byte> row, int start, Chunk chunk)
    {
        Array.Clear(_met);
        var reader = new Utf8JsonReader(row);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return new Fault("catalog.not_an_object");
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var column = ColumnOf(ref reader);
                if (column < 0)
                {
                    return new Fault("catalog.unknown_column", Value: Cut(reader.GetString()!));
                }

                if (_met[column])
                {
                    return new Fault("catalog.column_twice", columns[column]);
                }

                _met[column] = true;
                reader.Read();
                if (!SetValue(ref reader, column, start, chunk))
                {
                    return new Fault("catalog.nested_value", columns[column]);
                }
            }

            return reader.Read() ? new Fault("catalog.not_json") : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return new Fault("catalog.not_json");
        }
    }

    private static bool SetValue(ref Utf8JsonReader reader, int column, int start, Chunk chunk)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return true;
            case JsonTokenType.String when reader.ValueIsEscaped:
                var plain = Encoding.UTF8.GetBytes(reader.GetString()!);
                chunk.SetField(column, chunk.Append(plain), plain.Length);
                return true;
            case JsonTokenType.String:
                chunk.SetField(column, start + (int)reader.TokenStartIndex + 1, reader.ValueSpan.Length);
                return true;
            case JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False:
                chunk.SetField(column, start + (int)reader.TokenStartIndex, reader.ValueSpan.Length);
                return true;
            default:
                return false;
        }
    }

    private int ColumnOf(ref Utf8JsonReader reader)
    {
        for (var i = 0; i < _names.Length; i++)
        {
            if (reader.ValueTextEquals(_names[i]))
            {
                return i;
            }
        }

        return -1;
    }

    private static string Cut(string text) =>
        text[..Math.Min(text.Length, CatalogLimits.ValueLength)].Replace('\0', '\uFFFD');
}
