namespace Marquee.Sheets;

/// <summary>The formats of tables in files. On the wire <c>csv</c> and <c>xlsx</c>.</summary>
public enum SheetFormat
{
    /// <summary>Text with commas (RFC 4180), UTF-8.</summary>
    Csv,
    /// <summary>A workbook of one sheet (Office Open XML).</summary>
    Xlsx,
}

/// <summary>What is said of a format elsewhere.</summary>
public static class SheetFormats
{
    /// <summary>The media type of a file.</summary>
    public static string MediaType(this SheetFormat format) => format switch
    {
        SheetFormat.Csv => "text/csv; charset=utf-8",
        SheetFormat.Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    };

    /// <summary>The extension of a file's name, with the dot.</summary>
    public static string Extension(this SheetFormat format) => format switch
    {
        SheetFormat.Csv => ".csv",
        SheetFormat.Xlsx => ".xlsx",
    };
}
