namespace Marquee.Catalog.Imports.Files;

/// <summary>
/// Comma-separated rows as RFC 4180 has them, in UTF-8. Our own reader, because an import must know the byte at which
/// every row begins, must bound each row, and must go on after a broken quote without losing a line.
/// </summary>
/// <param name="places">For each field of the file, the column of the kind; -1 for none.</param>
internal sealed class CsvFormat(int[] places) : RowFormat
{
    private readonly (int Start, int Length, bool Escaped)[] _fields =
        new (int, int, bool)[CatalogLimits.FileColumns + 1];

    public override Found Take(ReadOnlySpan<byte> data, bool isEnd, long line, Chunk chunk, out int consumed)
    {
        var split = Split(data, isEnd, out var count, out consumed);
        switch (split)
        {
            case SplitResult.NeedMore:
                return Unended(data, line, chunk, out consumed);
            case SplitResult.Unclosed:
                return Broken(data, isEnd, line, chunk, new Fault("catalog.quote_not_closed"), out consumed);
            case SplitResult.Misquoted:
                return Broken(data, isEnd, line, chunk, new Fault("catalog.quote_misplaced"), out consumed);
            case SplitResult.Fields:
                break;
        }

        if (count == 1 && _fields[0].Length == 0 && data[0] != '"')
        {
            return Found.Blank;
        }

        var row = data[..consumed];
        if (!IsText(row))
        {
            return Broken(data, isEnd, line, chunk, new Fault("catalog.not_utf8"), out consumed);
        }

        var start = chunk.AddRow(row, line);
        if (count != places.Length)
        {
            chunk.DropRow(new Fault("catalog.field_count", Value: $"{count}", Detail: $"{places.Length}"));
            return Found.Row;
        }

        for (var i = 0; i < count; i++)
        {
            if (places[i] >= 0)
            {
                Set(chunk, places[i], start, _fields[i]);
            }
        }

        return Found.Row;
    }

    /// <summary>The names in a header; null when it does not end in the data or is no row.</summary>
    public static List<string>? Header(ReadOnlySpan<byte> data, bool isEnd, out int consumed)
    {
        var format = new CsvFormat([]);
        if (format.Split(data, isEnd, out var count, out consumed) != SplitResult.Fields || !IsText(data[..consumed]))
        {
            return null;
        }

        var names = new List<string>(count);
        for (var i = 0; i < count; i++)
        {
            var (start, length, _) = format._fields[i];
            names.Add(System.Text.Encoding.UTF8.GetString(data.Slice(start, length)).Trim());
        }

        return names;
    }

    private static void Set(Chunk chunk, int column, int rowStart, (int Start, int Length, bool Escaped) field)
    {
        if (!field.Escaped)
        {
            chunk.SetField(column, rowStart + field.Start, field.Length);
            return;
        }

        Span<byte> plain = field.Length <= 1024 ? stackalloc byte[field.Length] : new byte[field.Length];
        var written = 0;
        var source = chunk.Span(rowStart + field.Start, field.Length);
        for (var i = 0; i < source.Length; i++)
        {
            plain[written++] = source[i];
            if (source[i] == '"')
            {
                i++;
            }
        }

        chunk.SetField(column, chunk.Append(plain[..written]), written);
    }

    private enum SplitResult
    {
        Fields,
        NeedMore,
        Unclosed,
        Misquoted,
    }

    private SplitResult Split(ReadOnlySpan<byte> data, bool isEnd, out int count, out int consumed)
    {
        count = 0;
        consumed = 0;
        var at = 0;
        while (true)
        {
            int next;
            if (at < data.Length && data[at] == '"')
            {
                var quoted = Quoted(data, at, isEnd, out next, out var escaped);
                if (quoted != SplitResult.Fields)
                {
                    return quoted;
                }

                Add(ref count, (at + 1, next - at - 2, escaped));
            }
            else
            {
                var length = data[at..].IndexOfAny((byte)',', (byte)'\n');
                if (length < 0 && !isEnd)
                {
                    return SplitResult.NeedMore;
                }

                next = length < 0 ? data.Length : at + length;
                var ends = next == data.Length || data[next] == '\n';
                Add(ref count, (at, next - at - (ends && next > at && data[next - 1] == '\r' ? 1 : 0), false));
            }

            if (next < data.Length && data[next] == ',')
            {
                at = next + 1;
                continue;
            }

            consumed = next == data.Length ? next : data[next] == '\r' ? next + 2 : next + 1;
            return SplitResult.Fields;
        }
    }

    /// <summary>
    /// A quoted field; <paramref name="next"/> is the byte after its closing quote: a comma, a line end or the end.
    /// </summary>
    private static SplitResult Quoted(ReadOnlySpan<byte> data, int at, bool isEnd, out int next, out bool escaped)
    {
        escaped = false;
        next = at + 1;
        while (true)
        {
            var quote = data[next..].IndexOf((byte)'"');
            if (quote < 0)
            {
                return isEnd || data.Length >= CatalogLimits.RowBytes ? SplitResult.Unclosed : SplitResult.NeedMore;
            }

            next += quote + 1;
            if (next >= data.Length)
            {
                return isEnd ? SplitResult.Fields : SplitResult.NeedMore;
            }

            if (data[next] != '"')
            {
                break;
            }

            escaped = true;
            next++;
        }

        if (data[next] is (byte)',' or (byte)'\n')
        {
            return SplitResult.Fields;
        }

        if (data[next] == '\r')
        {
            return next + 1 < data.Length
                ? data[next + 1] == '\n' ? SplitResult.Fields : SplitResult.Misquoted
                : isEnd ? SplitResult.Misquoted : SplitResult.NeedMore;
        }

        return SplitResult.Misquoted;
    }

    private void Add(ref int count, (int Start, int Length, bool Escaped) field)
    {
        // Beyond the widest header only the number matters.
        _fields[Math.Min(count, _fields.Length - 1)] = field;
        count++;
    }
}
