using Marquee.Campaigns.Rounds;
using Marquee.Kernel;
using Marquee.Rules;
using Npgsql;

namespace Marquee.Campaigns.Submissions;

/// <summary>A row of the list of submissions.</summary>
internal sealed record SubmissionRow(
    Id<Submission> Id, Id<Round> Round, SubmissionStatus Status, int Revision, ItemRef Item, MerchantRef Merchant,
    Outcome Outcome,
    GateOutcomes Gates, Texts? Reason, int Reasons, int Skus, Money Price, Money? DailyPrice, long Stock, int Approvals,
    int ApprovalsNeeded, string? FirstReviewer, Id<Slot>? Slot, bool ExitRequested, DateTimeOffset SubmittedAt,
    DateTimeOffset WaitingSince, IReadOnlyList<SubmissionMove> Allowed, IReadOnlyList<string> Masked)
{
    /// <summary>What of a submission not everybody reads who sees it.</summary>
    public static IReadOnlyList<string> MaskedFor(Actor actor, string merchant, string? category) => Sensitive.Masked(
        actor, merchant, category, Sensitive.InternalClauses, Sensitive.Reviewers, Sensitive.Scores);
}

/// <summary>An item in a row.</summary>
internal sealed record ItemRef(string Id, string Title, string? Category, string? MainImage);

/// <summary>A merchant in a row.</summary>
internal sealed record MerchantRef(string Id, string Name);

/// <summary>
/// Submissions as lists and pages show them: with the status that follows from the clock, and what the reader may do.
/// </summary>
internal static class SubmissionTable
{
    /// <summary>What conditions are over: s, and p for the live phase of its round.</summary>
    public static readonly SqlText.Raw From = new("""
        campaigns.submission s
        join campaigns.phase p on p.tenant_id = s.tenant_id and p.round_id = s.round_id and p.phase = 'live'
        """);

    /// <summary>Rows that meet a condition over s and p.</summary>
    public static async Task<List<SubmissionRow>> ReadAsync(Transaction tx, SqlText condition, CancellationToken cancel)
    {
        var call = tx.Call;
        var rows = await tx.QueryAsync(
            $"""
            select s.id, s.round_id, s.status, s.revision, s.item_id, s.title, s.category, s.main_image, s.merchant_id,
                s.merchant_name, s.outcome, s.gate_merchant, s.gate_item, s.gate_sku, s.reason, s.reasons, s.sku_count,
                    s.price_minor,
                s.daily_price_minor, s.activity_stock, s.first_reviewer_name, s.slot_id,
                    s.exit_requested_at is not null,
                s.submitted_at, s.status_since, p.opens, p.closes
            from {From} where {condition}
            """,
            row => new SubmissionRow(
                row.Id<Submission>(0), row.Id<Round>(1),
                StatusNow(row.Enum<SubmissionStatus>(2), row.Instant(25), row.Instant(26), call.Now),
                row.GetInt32(3), new ItemRef(row.GetString(4), row.GetString(5), row.TextOrNull(6), row.TextOrNull(7)),
                new MerchantRef(row.GetString(8), row.GetString(9)), row.Enum<Outcome>(10),
                new GateOutcomes(row.Enum<Outcome>(11), row.Enum<Outcome>(12), row.Enum<Outcome>(13)),
                row.IsDBNull(14)
                    ? null
                    : row.Json<SidedTexts>(14).For(Shows(Sensitive.InternalClauses, row)),
                row.GetInt32(15), row.GetInt32(16), call.Tenant.Money(row.GetInt64(17)),
                row.LongOrNull(18) is { } daily ? call.Tenant.Money(daily) : null, row.GetInt64(19),
                ApprovalsOf(row.Enum<SubmissionStatus>(2)), 2,
                Shows(Sensitive.Reviewers, row) ? row.TextOrNull(20) : null,
                row.IsDBNull(21) ? null : row.Id<Slot>(21), row.GetBoolean(22), row.Instant(23), row.Instant(24), [],
                SubmissionRow.MaskedFor(call.Actor, row.GetString(8), row.TextOrNull(6))),
            cancel);
        bool Shows(SensitiveField field, NpgsqlDataReader row) =>
            field.IsShownTo(call.Actor, row.GetString(8), row.TextOrNull(6));
        var open = await OpenPhases.OfAsync(tx, rows.Select(row => row.Round), cancel);
        return [
            .. rows.Select(
                row =>
                    row with { Allowed = SubmissionMoves.AllowedTo(call.Actor, Stored(row.Status), open[row.Round]) })];
    }

    /// <summary>A locked submission is live or ended by its round's live phase.</summary>
    public static SubmissionStatus StatusNow(
        SubmissionStatus stored, DateTimeOffset liveOpens, DateTimeOffset liveCloses, DateTimeOffset now) =>
        stored != SubmissionStatus.Locked || now < liveOpens ? stored
        : now < liveCloses ? SubmissionStatus.Live : SubmissionStatus.Ended;

    private static SubmissionStatus Stored(SubmissionStatus status) =>
        status is SubmissionStatus.Live or SubmissionStatus.Ended ? SubmissionStatus.Locked : status;

    private static int ApprovalsOf(SubmissionStatus status) => status switch
    {
        SubmissionStatus.FirstApproved => 1,
        SubmissionStatus.Approved or SubmissionStatus.Scheduled or SubmissionStatus.Confirmed or SubmissionStatus.Locked
            or SubmissionStatus.Live or SubmissionStatus.Ended or SubmissionStatus.Exited => 2,
        SubmissionStatus.Refused or SubmissionStatus.InReview or SubmissionStatus.Rejected or SubmissionStatus.Withdrawn
            or SubmissionStatus.Removed => 0,
    };
}
