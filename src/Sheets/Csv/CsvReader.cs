using System.Text;
using Marquee.Kernel;

namespace Marquee.Sheets.Csv;

/// <summary>
/// Reads comma-separated text as people save it: with or without a byte order mark, in UTF-8 or, from a Chinese
/// spreadsheet, in GB 18030; separated by commas, semicolons or tabs.
/// </summary>
internal static class CsvReader
{
    private static readonly char[] Separators = [',', ';', '\t'];

    public static IEnumerable<Result<SheetRow>> Read(Stream file)
    {
        if (file.Length > SheetLimits.FileBytes)
        {
            yield return Faults.Bytes();
            yield break;
        }

        using var reader = new StreamReader(
            file, EncodingOf(file), detectEncodingFromByteOrderMarks: true, SheetLimits.BufferBytes, leaveOpen: true);
        var parser = new Parser(reader);
        var rows = 0;
        while (parser.Next() is { } next)
        {
            if (!next.IsSuccess)
            {
                yield return next.Error;
                yield break;
            }

            if (next.Value.Cells.All(cell => cell.Length == 0))
            {
                continue;
            }

            if (++rows > SheetLimits.Rows)
            {
                yield return Faults.Rows();
                yield break;
            }

            yield return next.Value;
        }
    }

    private static Encoding EncodingOf(Stream file)
    {
        var decoder = new UTF8Encoding(false, throwOnInvalidBytes: true).GetDecoder();
        var (bytes, chars) = (new byte[SheetLimits.BufferBytes], new char[SheetLimits.BufferBytes + 1]);
        file.Position = 0;
        try
        {
            int read;
            while ((read = file.Read(bytes)) > 0)
            {
                decoder.GetChars(bytes.AsSpan(0, read), chars, flush: false);
            }

            decoder.GetChars([], chars, flush: true);
            return Encoding.UTF8;
        }
        catch (DecoderFallbackException)
        {
            return CodePagesEncodingProvider.Instance.GetEncoding("gb18030")!;
        }
        finally
        {
            file.Position = 0;
        }
    }

    /// <summary>One record at a time; quoted fields may hold separators, doubled quotes and line ends.</summary>
    private sealed class Parser(TextReader reader)
    {
        private readonly StringBuilder _cell = new();
        private char _separator;
        private int _line = 1;

        public Result<SheetRow>? Next()
        {
            if (reader.Peek() < 0)
            {
                return null;
            }

            var number = _line;
            var cells = new List<string>();
            while (true)
            {
                var (fault, ended) = Field(number, cells.Count);
                if (fault is not null)
                {
                    return fault;
                }

                if (cells.Count == SheetLimits.Columns && _cell.Length > 0)
                {
                    return Faults.Columns(number);
                }

                if (cells.Count < SheetLimits.Columns)
                {
                    cells.Add(CsvGuard.Unmarked(_cell.ToString().Trim()));
                }

                if (ended)
                {
                    return new SheetRow(number, cells);
                }
            }
        }

        // Reads one field into the buffer; says whether the record ended behind it.
        private (Error? Fault, bool Ended) Field(int number, int column)
        {
            _cell.Clear();
            var (quoted, first) = (false, true);
            while (true)
            {
                var next = reader.Read();
                if (next == 0)
                {
                    return (Faults.NotText(), true);
                }

                if (next < 0)
                {
                    return quoted ? (Faults.OpenQuote(number), true) : (null, true);
                }

                var letter = (char)next;
                if (letter == '\n')
                {
                    _line++;
                }

                if (quoted)
                {
                    if (letter != '"')
                    {
                        _cell.Append(letter);
                    }
                    else if (reader.Peek() == '"')
                    {
                        reader.Read();
                        _cell.Append('"');
                    }
                    else
                    {
                        quoted = false;
                    }
                }
                else if (letter == '"' && first)
                {
                    quoted = true;
                }
                else if (IsSeparator(letter))
                {
                    return (null, false);
                }
                else if (letter is '\n' or '\r')
                {
                    if (letter == '\r' && reader.Peek() == '\n')
                    {
                        reader.Read();
                        _line++;
                    }
                    else if (letter == '\r')
                    {
                        _line++;
                    }

                    return (null, true);
                }
                else
                {
                    _cell.Append(letter);
                }

                first = false;
                if (_cell.Length > SheetLimits.CellLength)
                {
                    return (Faults.Cell(number, column), true);
                }
            }
        }

        // The first separator of the first line is the file's: that line is a heading and has no others in it.
        private bool IsSeparator(char letter)
        {
            if (_separator == 0 && (_line > 1 || Separators.Contains(letter)))
            {
                _separator = _line > 1 ? ',' : letter;
            }

            return letter == _separator;
        }
    }
}
