using Npgsql;

namespace Marquee.Kernel;

/// <summary>Short forms for reading rows.</summary>
public static class Sql
{
    /// <summary>The id in a column.</summary>
    public static Id<T> Id<T>(this NpgsqlDataReader row, int column) => new(row.GetGuid(column));

    /// <summary>The text in a column, or null.</summary>
    public static string? TextOrNull(this NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetString(column);

    /// <summary>The whole number in a column, or null.</summary>
    public static long? LongOrNull(this NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetInt64(column);

    /// <summary>The whole number in a column, or null.</summary>
    public static int? IntOrNull(this NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetInt32(column);

    /// <summary>The instant in a column.</summary>
    public static DateTimeOffset Instant(this NpgsqlDataReader row, int column) =>
        row.GetFieldValue<DateTimeOffset>(column);

    /// <summary>The instant in a column, or null.</summary>
    public static DateTimeOffset? InstantOrNull(this NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetFieldValue<DateTimeOffset>(column);

    /// <summary>The enum member in a text column.</summary>
    public static T Enum<T>(this NpgsqlDataReader row, int column) where T : struct, Enum =>
        EnumText.Parse<T>(row.GetString(column));

    /// <summary>The value in a jsonb column.</summary>
    public static T Json<T>(this NpgsqlDataReader row, int column) => MarqueeJson.Read<T>(row.GetString(column));

    /// <summary>An array column as a list.</summary>
    public static IReadOnlyList<T> List<T>(this NpgsqlDataReader row, int column) => row.GetFieldValue<T[]>(column);
}
