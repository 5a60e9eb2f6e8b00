namespace Marquee.Sheets;

/// <summary>Every bound of this module, each with the reason for its number.</summary>
public static class SheetLimits
{
    /// <summary>Bytes of a file that comes in: 200,000 rows as CSV are half of it.</summary>
    public const long FileBytes = 64L << 20;

    /// <summary>Rows of a file: twice the largest shop's SKUs, and far below what a spreadsheet holds.</summary>
    public const int Rows = 200_000;

    /// <summary>Rows of a sheet, empty ones included: what a spreadsheet itself can hold.</summary>
    public const int RowsOfSheet = 1_048_576;

    /// <summary>Columns with values: templates have fifteen, and a person may add some of their own.</summary>
    public const int Columns = 64;

    /// <summary>
    /// Cells of a row, empty ones included: programs write formatted empty cells, but not by the thousand.
    /// </summary>
    public const int CellsOfRow = 1_024;

    /// <summary>Characters of a cell: a title has at most 500.</summary>
    public const int CellLength = 4_000;

    /// <summary>
    /// Bytes of one part of a workbook, unpacked: 200,000 rows of twenty cells. Read as a stream, never held.
    /// </summary>
    public const long PartBytes = 384L << 20;

    /// <summary>Bytes that all parts together say they have. More than that is a bomb, not a sheet.</summary>
    public const long UnpackedBytes = 1L << 30;

    /// <summary>Parts of a workbook: an ordinary one has about fifteen.</summary>
    public const int Parts = 1_000;

    /// <summary>Characters of the workbook's table of texts, which is held: 64 MB.</summary>
    public const int SharedCharacters = 32 << 20;

    /// <summary>Texts in that table: every cell of a full file its own would be more than people write.</summary>
    public const int SharedTexts = 2_000_000;

    /// <summary>
    /// Bytes between two tags of a part: the longest cell in the longest encoding, with room. Whatever is longer was
    /// not written by a spreadsheet.
    /// </summary>
    public const int TagBytes = 256 * 1024;

    /// <summary>How deep tags may stand in each other: a sheet needs eight.</summary>
    public const int Depth = 32;

    /// <summary>Bytes that a writer holds before it passes them on.</summary>
    public const int BufferBytes = 64 * 1024;
}
