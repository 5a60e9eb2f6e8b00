using Marquee.Kernel;
using Npgsql;

namespace Marquee.Serving.Placements;

/// <summary>How a placement is read from its row.</summary>
internal static class PlacementSql
{
    public const string Columns = "name, pool_id, round_id, item_limit, revision, updated_at";

    public static Placement Of(NpgsqlDataReader row) => new(
        row.GetString(0), row.IsDBNull(1) ? null : row.GetGuid(1), row.IsDBNull(2) ? null : row.GetGuid(2),
            row.GetInt32(3),
        row.GetInt32(4), row.Instant(5));
}
