using Marquee.Kernel;
using Npgsql;

namespace Marquee.Planning.Proposals;

/// <summary>How proposals and their places stand in their tables.</summary>
internal static class ProposalRows
{
    public const string Columns =
        "proposal_id, round_id, status, score_field, candidates, placed, input_sha256, created_at, created_by, "
        + "applied_at, assigned, refused";

    public const string PlaceColumns =
        "position, submission_id, item_id, merchant_id, score, slot_id, bounds, why, refusal";

    public static Task<ScheduleProposal?> FindAsync(Transaction tx, Id<ScheduleProposal> id,
        CancellationToken cancel) => tx.FindAsync(
        $"""
        select {new SqlText.Raw(Columns)} from planning.proposal
        where tenant_id = {tx.Call.Tenant.Id} and proposal_id = {id}
        """,
        Proposal, cancel);

    public static ScheduleProposal Proposal(NpgsqlDataReader row) => new(
        row.Id<ScheduleProposal>(0), row.GetGuid(1), row.Enum<ProposalStatus>(2), row.GetString(3), row.GetInt32(4),
            row.GetInt32(5),
        row.GetString(6), row.Instant(7), row.GetString(8), row.InstantOrNull(9), row.IntOrNull(10), row.IntOrNull(11));

    public static ProposedPlace Place(NpgsqlDataReader row) => new(
        row.GetInt32(0), row.GetGuid(1), row.GetString(2), row.GetString(3), row.LongOrNull(4),
            row.IsDBNull(5) ? null : row.GetGuid(5),
        row.Json<IReadOnlyList<MetBound>>(6), row.Json<Texts>(7), row.TextOrNull(8));
}
