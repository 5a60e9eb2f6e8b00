using Marquee.Campaigns.Rounds;
using Marquee.Campaigns.Submissions;
using Marquee.Kernel;
using Npgsql;
using NpgsqlTypes;

namespace Marquee.Campaigns.Items;

/// <summary>
/// Who has an item when. The database decides: the exclusion constraint of item_hold lets no two holds of one item
/// overlap whose campaign types exclude each other, whoever asks first and however close.
/// </summary>
internal static class Holds
{
    /// <summary>
    /// Writes the holds of submissions of a round. Answers the refusal of each that another hold excludes; those have
    /// no rows.
    /// </summary>
    public static async Task<IReadOnlyDictionary<Id<Submission>, ItemHeld>> WriteAsync(
        Transaction tx, RoundState round, IReadOnlyList<CampaignType> types, IReadOnlyList<SubmissionState> submissions,
        CancellationToken cancel)
    {
        var type = types.First(one => one.Name == round.CampaignType);
        // In one order for everybody, so that two bulk confirmations never wait for each other.
        var rows = submissions.OrderBy(one => one.ItemNo).SelectMany(one =>
            CampaignTypes.RowsOf(type, types, one.Id.ToString()).Select(row => (Submission: one, Row: row))).ToArray();
        if (rows.Length == 0)
        {
            return new Dictionary<Id<Submission>, ItemHeld>();
        }

        var written = (await tx.QueryAsync(
            $"""
            insert into campaigns.item_hold (tenant_id, item_no, class, side, during, round_id, submission_id)
            select {tx.Call.Tenant.Id}, h.item_no, h.class, h.side, tstzrange({round.Live.Opens}, {round.Live.Closes}),
                {round.Id},
                   h.submission_id
            from unnest({rows.Select(row => row.Submission.ItemNo).ToArray()},
                {rows.Select(row => row.Row.Class).ToArray()},
                        {rows.Select(row => row.Row.Side).ToArray()},
                        {rows.Select(row => row.Submission.Id.Value).ToArray()})
                 with ordinality as h (item_no, class, side, submission_id, nr)
            order by h.nr
            on conflict do nothing returning submission_id
            """,
            row => row.Id<Submission>(0), cancel)).CountBy(id => id).ToDictionary();
        var refused = submissions.Where(one =>
            written.GetValueOrDefault(one.Id) < rows.Count(row => row.Submission.Id == one.Id)).ToList();
        var held = await BlockersAsync(tx, round, refused, cancel);
        await ReleaseAsync(tx, [.. refused.Select(one => one.Id)], cancel);
        return held;
    }

    /// <summary>Lets the holds of submissions go.</summary>
    public static Task ReleaseAsync(
        Transaction tx, IReadOnlyList<Id<Submission>> submissions, CancellationToken cancel) =>
        tx.ExecuteAsync($"""
            delete from campaigns.item_hold where tenant_id = {tx.Call.Tenant.Id} and submission_id = any({submissions})
            """, cancel);

    /// <summary>
    /// Moves the holds of a round along with its live phase; the refusal when one would then exclude another.
    /// </summary>
    public static async Task<Error?> MoveAsync(
        Transaction tx, RoundState before, RoundState after, CancellationToken cancel)
    {
        if (before.Live.Opens == after.Live.Opens && before.Live.Closes == after.Live.Closes)
        {
            return null;
        }

        try
        {
            await tx.ExecuteAsync($"""
                delete from campaigns.item_hold
                where tenant_id = {tx.Call.Tenant.Id} and round_id = {after.Id}
                  and isempty(tstzrange({after.Live.Opens}, {after.Live.Closes}))
                """, cancel);
            await tx.ExecuteAsync($"""
                update campaigns.item_hold set during = tstzrange({after.Live.Opens}, {after.Live.Closes})
                where tenant_id = {tx.Call.Tenant.Id} and round_id = {after.Id}
                """, cancel);
            return null;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.ExclusionViolation)
        {
            return new ItemHeld("(one or more)", null, null, null, null);
        }
    }

    private static async Task<IReadOnlyDictionary<Id<Submission>, ItemHeld>> BlockersAsync(
        Transaction tx, RoundState round, List<SubmissionState> refused, CancellationToken cancel)
    {
        if (refused.Count == 0)
        {
            return new Dictionary<Id<Submission>, ItemHeld>();
        }

        var holders = (await tx.QueryAsync(
            $"""
            select h.item_no, h.round_id, r.name, h.during from campaigns.item_hold h
            join campaigns.round r on r.tenant_id = h.tenant_id and r.id = h.round_id
            where h.tenant_id = {tx.Call.Tenant.Id} and h.item_no = any({refused.Select(one => one.ItemNo).ToArray()})
              and h.during && tstzrange({round.Live.Opens}, {round.Live.Closes})
              and h.submission_id <> all({refused.Select(one => one.Id.Value).ToArray()})
            """,
            row => (Item: row.GetInt32(0), Round: row.Id<Round>(1), Name: row.GetString(2),
                During: row.GetFieldValue<NpgsqlRange<DateTime>>(3)), cancel)).ToLookup(row => row.Item);
        return refused.ToDictionary(one => one.Id, one => holders[one.ItemNo].Select(holder => new ItemHeld(
                one.ItemId, holder.Round, holder.Name, new DateTimeOffset(holder.During.LowerBound),
                new DateTimeOffset(holder.During.UpperBound))).FirstOrDefault() ?? new ItemHeld(
                    one.ItemId, null, null, null, null));
    }
}
