using System.Diagnostics;
using Marquee.Kernel;

namespace Marquee.Catalog.Imports.Files;

/// <summary>
/// A file being read row by row, from any row's first byte on. Memory stays bounded by the largest row and the chunk.
/// </summary>
internal sealed class ImportFile : IAsyncDisposable
{
    private const int FirstBuffer = 256 * 1024;
    private readonly Stream _stream;
    private readonly RowFormat _format;
    private byte[] _buffer = new byte[FirstBuffer];
    private int _from;
    private int _to;
    private bool _ended;
    private bool _skipping;
    private long _position;
    private long _line;
    private long _counted;

    private ImportFile(Stream stream, RowFormat format, long position, long line, long counted)
    {
        (_stream, _format, _position, _line, _counted) = (stream, format, position, line, counted);
    }

    /// <summary>
    /// Opens a file: its encoding and, for CSV, its header must fit. It stands at the first row, or where an earlier
    /// reading ended.
    /// </summary>
    /// <param name="stream">The bytes; must be seekable.</param>
    /// <param name="isCsv">CSV with a header, or one JSON object per line.</param>
    /// <param name="columns">The columns of the kind.</param>
    /// <param name="nextByte">Where to go on; 0 for the first row.</param>
    /// <param name="nextLine">The line that stands there.</param>
    /// <param name="cancel">Cancels.</param>
    public static async Task<Result<ImportFile>> OpenAsync(
        Stream stream, bool isCsv, IReadOnlyList<ImportColumn> columns, long nextByte, long nextLine,
        CancellationToken cancel)
    {
        var head = new byte[CatalogLimits.RowBytes + 1];
        var length = await stream.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancel);
        var opened = Header(head.AsSpan(0, length), length < head.Length, isCsv, columns);
        if (!opened.IsSuccess)
        {
            return opened.Error;
        }

        var (format, firstByte, firstLine) = opened.Value;
        var (position, line) = nextByte == 0 ? (firstByte, firstLine) : (nextByte, nextLine);
        stream.Position = position;
        // The header's bytes count with the first rows: in the end every byte of the file is counted.
        return new ImportFile(stream, format, position, line, nextByte);
    }

    private static Result<(RowFormat Format, long FirstByte, long FirstLine)> Header(
        ReadOnlySpan<byte> head, bool isEnd, bool isCsv, IReadOnlyList<ImportColumn> columns)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            return new FileUnreadable("catalog.file_not_utf8", "UTF-16");
        }

        var mark = head.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? 3 : 0;
        string[] names = [.. columns.Select(column => column.Name)];
        if (!isCsv)
        {
            return (new JsonFormat(names), mark, 1);
        }

        var body = head[mark..];
        if (body.Length == 0)
        {
            return new FileUnreadable("catalog.file_empty", string.Join(", ", names));
        }

        if (CsvFormat.Header(body, isEnd, out var consumed) is not { } header)
        {
            return new FileUnreadable("catalog.file_header_unreadable", string.Join(", ", names));
        }

        var places = header.Select(name => Array.IndexOf(names, name)).ToArray();
        return Misfit(header, places, columns) is { } misfit
            ? misfit
            : (new CsvFormat(places), mark + consumed, 1 + body[..consumed].Count((byte)'\n'));
    }

    private static FileUnreadable? Misfit(List<string> header, int[] places, IReadOnlyList<ImportColumn> columns)
    {
        var accepted = string.Join(", ", columns.Select(column => column.Name));
        if (header.Count > CatalogLimits.FileColumns)
        {
            return new FileUnreadable("catalog.file_too_many_columns", $"{CatalogLimits.FileColumns}");
        }

        var unknown = header.Where((_, i) => places[i] < 0).ToList();
        if (unknown.Count > 0)
        {
            return new FileUnreadable("catalog.file_unknown_columns", Cut(string.Join(", ", unknown)), accepted);
        }

        if (places.Distinct().Count() < places.Length)
        {
            var twice = header.GroupBy(name => name).Where(same => same.Count() > 1).Select(same => same.Key);
            return new FileUnreadable("catalog.file_column_twice", string.Join(", ", twice), accepted);
        }

        var missing = columns.Where(column =>
            column.IsRequired && !header.Contains(column.Name)).Select(column => column.Name).ToList();
        return missing.Count > 0
            ? new FileUnreadable("catalog.file_missing_columns", string.Join(", ", missing), accepted)
            : null;
    }

    /// <summary>Reads the next rows into the chunk.</summary>
    public async Task ReadAsync(Chunk chunk, CancellationToken cancel)
    {
        // The rows before are being stored meanwhile: parsing has a thread of its own.
        await Task.Yield();
        chunk.Begin(_counted);
        while (chunk.RowsRead < CatalogLimits.ChunkRows && chunk.Bytes < CatalogLimits.ChunkBytes)
        {
            if (_from == _to && _ended)
            {
                break;
            }

            if (!TakeOne(chunk))
            {
                await MoreAsync(cancel);
            }
        }

        // A chunk ends where a row begins, never inside a line that is being skipped.
        while (_skipping)
        {
            if (!TakeOne(chunk))
            {
                await MoreAsync(cancel);
            }
        }

        _counted = _position;
        chunk.End(_position, _line, _from == _to && _ended);
    }

    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    private bool TakeOne(Chunk chunk)
    {
        var data = _buffer.AsSpan(_from, _to - _from);
        if (_skipping)
        {
            var end = data.IndexOf((byte)'\n');
            _skipping = end < 0 && !_ended;
            Consume(end < 0 ? data.Length : end + 1);
            return end >= 0 || _ended;
        }

        if (data.Length == 0)
        {
            return false;
        }

        var found = _format.Take(data, _ended, _line, chunk, out var consumed);
        if (found == Found.NeedMore)
        {
            return false;
        }

        Debug.Assert(consumed > 0, "Whatever was found is behind us.");
        Consume(consumed);
        _skipping = found == Found.TooLong;
        return true;
    }

    private void Consume(int bytes)
    {
        _line += _buffer.AsSpan(_from, bytes).Count((byte)'\n');
        _from += bytes;
        _position += bytes;
    }

    private async Task MoreAsync(CancellationToken cancel)
    {
        if (_from > 0)
        {
            Buffer.BlockCopy(_buffer, _from, _buffer, 0, _to - _from);
            _to -= _from;
            _from = 0;
        }

        if (_to == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        var read = await _stream.ReadAsync(_buffer.AsMemory(_to), cancel);
        _to += read;
        _ended = read == 0;
    }

    private static string Cut(string text) => text[..Math.Min(text.Length, CatalogLimits.ValueLength)];
}
