using Marquee.Kernel;
using Marquee.Sheets.Csv;
using Marquee.Sheets.Xlsx;

namespace Marquee.Sheets;

/// <summary>
/// Reads the rows of a file that nobody vouches for, as they come: memory stays within <see cref="SheetLimits"/>
/// whatever the file contains.
/// </summary>
public static class SheetReader
{
    /// <summary>
    /// The rows with values, in order; a refusal, when there is one, is the last element. Lazy: rows before a fault are
    /// given before it is found. Formulas, macros and links to other files are refused, never followed or ignored.
    /// </summary>
    /// <param name="file">The file; must seek. Stays open.</param>
    /// <param name="format">Its format.</param>
    public static IEnumerable<Result<SheetRow>> Read(Stream file, SheetFormat format) => format switch
    {
        SheetFormat.Csv => CsvReader.Read(file),
        SheetFormat.Xlsx => XlsxReader.Read(file),
    };
}
