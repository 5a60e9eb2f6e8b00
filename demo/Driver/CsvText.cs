using System.Text;
using Marquee.Demo.Market;

namespace Marquee.Demo.Driver;

/// <summary>Writes a table as CSV (RFC 4180) while its rows are made.</summary>
internal static class CsvText
{
    public static async Task WriteAsync(Table table, Stream to)
    {
        await using var writer = new StreamWriter(to, new UTF8Encoding(false), 1 << 16, leaveOpen: true);
        await writer.WriteLineAsync(string.Join(',', table.Columns));
        foreach (var row in table.Rows)
        {
            await writer.WriteLineAsync(string.Join(',', row.Select(Field)));
        }
    }

    private static string Field(string value) => value.AsSpan().IndexOfAny(",\"\r\n") < 0
        ? value
        : "\"" + value.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
}
