using Marquee.Demo.Market;

namespace Marquee.Demo.Tests;

/// <summary>Small sets written by hand, in the shape of the real ones.</summary>
internal static class Sets
{
    /// <summary>A folder with those files, opened; it is gone afterwards.</summary>
    public static T Open<T>(Func<string, T> open, params (string File, string Text)[] files)
    {
        var folder = Directory.CreateTempSubdirectory("marquee-set-").FullName;
        try
        {
            foreach (var (file, text) in files)
            {
                File.WriteAllText(Path.Combine(folder, file), text);
            }

            return open(folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Those columns of every row, separated by bars.</summary>
    public static IReadOnlyList<string> Of(Table table, params string[] columns) => table.Rows
        .Select(row => string.Join('|', columns.Select(column => row[table.Columns.ToList().IndexOf(column)])))
        .ToList();
}
