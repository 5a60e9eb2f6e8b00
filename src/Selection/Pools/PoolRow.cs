using Marquee.Kernel;
using Marquee.Rules;
using Npgsql;

namespace Marquee.Selection.Pools;

/// <summary>A pool as it is stored, with the published rule that is executed.</summary>
internal sealed record PoolRow(
    Id<Pool> Id, string Name, Guid RoundId, PublishedRule Rule, string? ScoreField, IReadOnlyList<string> Pins,
    IReadOnlyList<string> Excludes, long FeedSeq, DateTimeOffset RefreshedAt)
{
    public const string Columns = "pool_id, name, round_id, rule, score_field, pins, excludes, feed_seq, refreshed_at";

    public static PoolRow Of(NpgsqlDataReader row) => new(
        row.Id<Pool>(0), row.GetString(1), row.GetGuid(2), row.Json<PublishedRule>(3), row.TextOrNull(4),
            row.List<string>(5),
        row.List<string>(6), row.GetInt64(7), row.Instant(8));

    public Pool View(int members, int unknown) => new(
        Id, Name, new Id<Campaigns.Round>(RoundId), new Texts(Rule.TextZh, Rule.TextEn), Rule.Sha256, ScoreField, Pins,
            Excludes,
        members, unknown, FeedSeq, RefreshedAt);
}
