using Marquee.Kernel;

namespace Marquee.Campaigns.Rounds;

/// <summary>Something that happened, for people.</summary>
internal sealed record HistoryView(DateTimeOffset At, string By, string Action, string? Note);

/// <summary>What happened to rounds and submissions.</summary>
internal static class HistoryRows
{
    /// <summary>Something that happened to a round.</summary>
    public static Task AddAsync(
        Transaction tx, Id<Round> round, string action, string? note, CancellationToken cancel) =>
        tx.ExecuteAsync($"""
            insert into campaigns.history (tenant_id, id, round_id, at, actor_id, actor_name, action, note)
            values ({tx.Call.Tenant.Id}, {tx.Call.Ids.Next()}, {round}, {tx.Call.Now}, {tx.Call.Actor.Id},
                {tx.Call.Actor.Name},
                    {action}, {note})
            """, cancel);

    /// <summary>Something that happened to submissions of a round, one entry each.</summary>
    public static async Task AddAsync(
        Transaction tx, Id<Round> round, IReadOnlyList<(Id<Submission> Id, string Action, string? Note)> entries,
        CancellationToken cancel)
    {
        if (entries.Count == 0)
        {
            return;
        }

        await tx.ExecuteAsync($"""
            insert into campaigns.history
                (tenant_id, id, round_id, submission_id, at, actor_id, actor_name, action, note)
            select {tx.Call.Tenant.Id}, h.id, {round}, h.submission_id, {tx.Call.Now}, {tx.Call.Actor.Id},
                {tx.Call.Actor.Name},
                   h.action, h.note
            from unnest({entries.Select(_ => tx.Call.Ids.Next()).ToArray()},
                {entries.Select(entry => entry.Id.Value).ToArray()},
                        {entries.Select(entry => entry.Action).ToArray()},
                        {entries.Select(entry => entry.Note ?? "").ToArray()})
                 as h (id, submission_id, action, note)
            """, cancel);
    }

    /// <summary>The latest of a round's own history, newest first.</summary>
    public static Task<List<HistoryView>> OfRoundAsync(
        Transaction tx, Id<Round> round, int limit, CancellationToken cancel) =>
        tx.QueryAsync(
            $"""
            select at, actor_name, action, nullif(note, '') from campaigns.history
            where tenant_id = {tx.Call.Tenant.Id} and round_id = {round} and submission_id is null
            order by id desc limit {limit}
            """, View, cancel);

    /// <summary>All that happened to a submission, oldest first; at most 200.</summary>
    public static Task<List<HistoryView>> OfSubmissionAsync(
        Transaction tx, Id<Submission> id, CancellationToken cancel) =>
        tx.QueryAsync(
            $"""
            select at, actor_name, action, nullif(note, '') from campaigns.history
            where tenant_id = {tx.Call.Tenant.Id} and submission_id = {id} order by id limit 200
            """, View, cancel);

    private static HistoryView View(Npgsql.NpgsqlDataReader row) =>
        new(row.Instant(0), row.GetString(1), row.GetString(2), row.TextOrNull(3));
}
