using Marquee.Kernel;
using Npgsql;

namespace Marquee.Benefits.Engine;

/// <summary>Where a claim or draw stands. Stored by name.</summary>
internal enum EntryStatus
{
    Pending,
    Granted,
    Refused,
}

/// <summary>A claim or a draw as its row has it.</summary>
/// <param name="Id">The id.</param>
/// <param name="BenefitId">Of which benefit.</param>
/// <param name="ShopperNo">Whose.</param>
/// <param name="RequestKey">The shopper's key.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="At">When it was asked, on the tenant's clock.</param>
/// <param name="RefusedBy">By which limit of the ledger it was refused.</param>
/// <param name="Sequence">Its number within the benefit.</param>
/// <param name="Ticket">The number drawn.</param>
/// <param name="Drawn">The code of the prize that the ticket won, whether or not there was one left.</param>
/// <param name="Code">The code of the prize that was given.</param>
/// <param name="Title">What the shopper reads.</param>
/// <param name="GrantId">The grant that was made.</param>
internal sealed record EntryRow(
    Id<EntryRow> Id, Id<Benefit> BenefitId, int ShopperNo, string RequestKey, EntryStatus Status, DateTimeOffset At,
    string? RefusedBy = null, long? Sequence = null, int? Ticket = null, string? Drawn = null, string? Code = null,
    string? Title = null, Id<Grant>? GrantId = null)
{
    public static SqlText.Raw Columns { get; } = new("""
        e.entry_id, e.benefit_id, e.shopper_no, e.request_key, e.status, e.at, e.refused_by, e.sequence, e.ticket,
            e.drawn,
        e.code, e.title, e.grant_id
        """);

    public static EntryRow Of(NpgsqlDataReader row) => new(
        row.Id<EntryRow>(0), row.Id<Benefit>(1), row.GetInt32(2), row.GetString(3), row.Enum<EntryStatus>(4),
        row.Instant(5),
        row.TextOrNull(6), row.LongOrNull(7), row.IntOrNull(8), row.TextOrNull(9), row.TextOrNull(10),
        row.TextOrNull(11),
        row.IsDBNull(12) ? null : row.Id<Grant>(12));
}
