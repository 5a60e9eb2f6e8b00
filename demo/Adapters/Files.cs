using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CsvHelper;

namespace Marquee.Demo.Adapters;

/// <summary>What the adapters share: reading files, and deriving what no file says.</summary>
internal static class Files
{
    /// <summary>Every row of a file below its header, mapped; fields by place.</summary>
    public static List<T> Read<T>(string file, Func<Func<int, string>, T> map)
    {
        using var csv = CsvReader.FromFile(file, CsvReaderOptions.Default);
        var rows = new List<T>();
        while (csv.Read())
        {
            rows.Add(map(csv.GetString));
        }

        return rows;
    }

    /// <summary>The same for the same text, on every machine.</summary>
    public static uint Hash(string text) => BitConverter.ToUInt32(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>A stock level, which none of the sets has: 20 to 499, by the id. To be marked as derived.</summary>
    public static string StockOf(string id) => Text(20 + (Hash(id + "/stock") % 480));

    /// <summary>
    /// An amount in minor units, rounded to the nearest: some sets were written from binary fractions, and say
    /// 4.4e-16 where they mean nothing.
    /// </summary>
    public static long Minor(string decimals) => (long)Math.Round(
        decimal.Parse(decimals, NumberStyles.Float, CultureInfo.InvariantCulture) * 100, MidpointRounding.AwayFromZero);

    public static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>An instant as imports have it.</summary>
    public static string Text(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>A local time of a zone as an instant; in the hour that a clock passes twice, the first pass.</summary>
    public static DateTimeOffset Instant(string text, string form, TimeZoneInfo zone)
    {
        var local = DateTime.ParseExact(text, form, CultureInfo.InvariantCulture);
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset);
    }
}
