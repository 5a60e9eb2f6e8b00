using Marquee.Campaigns.Gates;
using Marquee.Kernel;

namespace Marquee.Campaigns.Rounds;

/// <summary>Something that happened, for people.</summary>
/// <param name="At">When.</param>
/// <param name="By">Who did it.</param>
/// <param name="Action">What, as a stable name.</param>
/// <param name="Note">What the person said about it.</param>
/// <param name="Reason">What the platform says about it.</param>
internal sealed record HistoryView(DateTimeOffset At, string By, string Action, string? Note, Texts? Reason);

/// <summary>Why the platform did something, in words: for itself, and for the merchant.</summary>
internal sealed record SidedTexts(Texts Platform, Texts Merchant)
{
    /// <summary>The same words for both.</summary>
    public static SidedTexts? ForBoth(Texts? texts) => texts is null ? null : new SidedTexts(texts, texts);

    public Texts For(bool staff) => staff ? Platform : Merchant;
}

/// <summary>Something that happened to a submission.</summary>
internal sealed record HistoryEntry(Id<Submission> Id, string Action, string? Note = null, SidedTexts? Reason = null);

/// <summary>What happened to nodes and submissions.</summary>
internal static class HistoryRows
{
    /// <summary>Something that the caller did to a round.</summary>
    public static Task AddAsync(
        Transaction tx, Id<Round> round, string action, string? note, CancellationToken cancel) =>
        tx.ExecuteAsync($"""
            insert into campaigns.history (tenant_id, id, round_id, at, actor_id, actor_name, action, note)
            values ({tx.Call.Tenant.Id}, {tx.Call.Ids.Next()}, {round}, {tx.Call.Now}, {tx.Call.Actor.Id},
                {tx.Call.Actor.Name}, {action}, {note})
            """, cancel);

    /// <summary>Something that the caller did to a season or campaign; rounds have their own.</summary>
    public static Task AddAsync(Transaction tx, Node node, string action, string? note, CancellationToken cancel) =>
        node.Kind == NodeKind.Round
            ? AddAsync(tx, new Id<Round>(node.Id), action, note, cancel)
            : tx.ExecuteAsync($"""
                insert into campaigns.history (tenant_id, id, node_id, at, actor_id, actor_name, action, note)
                values ({tx.Call.Tenant.Id}, {tx.Call.Ids.Next()}, {node.Id}, {tx.Call.Now}, {tx.Call.Actor.Id},
                    {tx.Call.Actor.Name}, {action}, {note})
                """, cancel);

    /// <summary>What the schedule did to a round, in order, each at its own instant.</summary>
    public static async Task AddScheduledAsync(
        Transaction tx, Id<Round> round, IReadOnlyList<(string Action, DateTimeOffset At)> steps,
        CancellationToken cancel)
    {
        if (steps.Count == 0)
        {
            return;
        }

        await tx.ExecuteAsync($"""
            insert into campaigns.history (tenant_id, id, round_id, at, actor_id, actor_name, action)
            select {tx.Call.Tenant.Id}, h.id, {round}, h.at, {Actor.System.Id}, {Actor.System.Name}, h.action
            from unnest({steps.Select(_ => tx.Call.Ids.Next()).ToArray()},
                        {steps.Select(step => step.At.ToUniversalTime()).ToArray()},
                        {steps.Select(step => step.Action).ToArray()}) as h (id, at, action)
            """, cancel);
    }

    /// <summary>Something that happened to submissions of a round, one entry each.</summary>
    public static async Task AddAsync(
        Transaction tx, Id<Round> round, IReadOnlyList<HistoryEntry> entries, CancellationToken cancel)
    {
        if (entries.Count == 0)
        {
            return;
        }

        await tx.ExecuteAsync($"""
            insert into campaigns.history
                (tenant_id, id, round_id, submission_id, at, actor_id, actor_name, action, note, reason)
            select {tx.Call.Tenant.Id}, h.id, {round}, h.submission, {tx.Call.Now}, {tx.Call.Actor.Id},
                {tx.Call.Actor.Name}, h.action, h.note, h.reason
            from jsonb_to_recordset({new SqlText.Json(entries.Select(entry => new
        {
            Id = tx.Call.Ids.Next(),
            Submission = entry.Id,
            entry.Action,
            entry.Note,
            entry.Reason,
        }))}) as h (id uuid, submission uuid, action text, note text, reason jsonb)
            """, cancel);
    }

    /// <summary>The latest of what was done to a round, its campaign and its season, newest first.</summary>
    public static Task<List<HistoryView>> OfRoundAsync(
        Transaction tx, RoundState round, int limit, CancellationToken cancel) =>
        tx.QueryAsync(
            $"""
            (select at, actor_name, action, nullif(note, ''), reason, id from campaigns.history
             where tenant_id = {tx.Call.Tenant.Id} and round_id = {round.Id} and submission_id is null
             order by id desc limit {limit})
            union all
            (select at, actor_name, action, nullif(note, ''), reason, id from campaigns.history
             where tenant_id = {tx.Call.Tenant.Id} and node_id = {round.CampaignId} order by id desc limit {limit})
            union all
            (select at, actor_name, action, nullif(note, ''), reason, id from campaigns.history
             where tenant_id = {tx.Call.Tenant.Id} and node_id = {round.SeasonId} order by id desc limit {limit})
            order by 1 desc, 6 desc limit {limit}
            """, row => View(row, staff: true), cancel);

    /// <summary>All that happened to a submission, oldest first; at most 200.</summary>
    public static Task<List<HistoryView>> OfSubmissionAsync(
        Transaction tx, Id<Submission> id, bool staff, CancellationToken cancel) =>
        tx.QueryAsync(
            $"""
            select at, actor_name, action, nullif(note, ''), reason from campaigns.history
            where tenant_id = {tx.Call.Tenant.Id} and submission_id = {id} order by id limit 200
            """, row => View(row, staff), cancel);

    // Merchants are told what happened, not who of the marketplace did it.
    private static HistoryView View(Npgsql.NpgsqlDataReader row, bool staff) =>
        new(row.Instant(0), staff ? row.GetString(1) : "", row.GetString(2), row.TextOrNull(3),
            row.IsDBNull(4) ? null : row.Json<SidedTexts>(4).For(staff));
}
