using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Marquee.Bench;

/// <summary>A run's outcome: where it ran and what came out.</summary>
/// <param name="Area">The area.</param>
/// <param name="Quick">Whether it was a quick run, whose figures say little.</param>
/// <param name="Machine">The machine, the file system and the settings.</param>
/// <param name="Rows">What was measured.</param>
internal sealed record Result(
    string Area, bool Quick, IReadOnlyDictionary<string, string> Machine, IReadOnlyList<Row> Rows)
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    private static readonly string[] Columns = ["case", "metric", "unit", "ours", "peer", "theirs", "ratio", "note"];

    public string ToJson() => JsonSerializer.Serialize(this, Readable) + "\n";

    public string ToMarkdown()
    {
        var text = new StringBuilder($"# bench {Area}\n\nMade by `./marquee bench {Area}`. A ratio above 1 means that "
            + "ours is better; the peer ran in the same run.\n\n");
        text.Append($"| {string.Join(" | ", Columns)} |\n|{string.Concat(Columns.Select(_ => "---|"))}\n");
        foreach (var row in Rows)
        {
            text.Append($"| {string.Join(" | ", Cells(row))} |\n");
        }

        text.Append('\n');
        foreach (var (what, value) in Machine)
        {
            text.Append($"* {what}: {value}\n");
        }

        return text.ToString();
    }

    /// <summary>The same for a terminal: aligned, the note on a line of its own.</summary>
    public string ToTable()
    {
        var cells = Rows.Select(Cells).Prepend(Columns).ToList();
        var widths = Enumerable.Range(0, Columns.Length - 1).Select(i => cells.Max(row => row[i].Length)).ToArray();
        var text = new StringBuilder();
        foreach (var row in cells)
        {
            for (var i = 0; i < widths.Length; i++)
            {
                text.Append(i is 3 or 5 or 6 ? row[i].PadLeft(widths[i]) : row[i].PadRight(widths[i])).Append("  ");
            }

            text.Append(row[^1]).Append('\n');
        }

        return text.ToString();
    }

    public async Task KeepAsync(string folder)
    {
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, Area + ".json"), ToJson());
        await File.WriteAllTextAsync(Path.Combine(folder, Area + ".md"), ToMarkdown());
    }

    private static string[] Cells(Row row) =>
    [
        row.Case, JsonNamingPolicy.SnakeCaseLower.ConvertName(row.Metric.ToString()), row.Unit, Figure(row.Ours),
        row.Peer, Figure(row.Theirs), row.Ratio.ToString("0.00", CultureInfo.InvariantCulture), row.Note,
    ];

    private static string Figure(double value) => value.ToString(
        value >= 1000 ? "#,0" : value >= 10 ? "0.0" : "0.00#", CultureInfo.InvariantCulture);
}
