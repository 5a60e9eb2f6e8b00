using Marquee.Campaigns;
using Marquee.Kernel;
using Npgsql;

namespace Marquee.Benefits.Engine;

/// <summary>A benefit as its row has it.</summary>
internal sealed record BenefitRow(
    Benefit Benefit, int? MerchantNo, string? MerchantId, byte[] Seed, byte[] SeedHash, DateTimeOffset CreatedAt)
{
    public static SqlText.Raw Columns { get; } = new("""
        b.benefit_id, b.type, b.name, b.status, b.round_id, b.from_at, b.to_at, b.spec, b.merchant_no, b.merchant_id,
        b.seed, b.seed_hash, b.created_at
        """);

    public Id<Benefit> Id => Benefit.Id;

    public MechanicSpec Spec => Benefit.Spec;

    /// <summary>Why it cannot be claimed or drawn at an instant; null when it can.</summary>
    public BenefitClosed? ClosedAt(DateTimeOffset now)
    {
        var why = Benefit switch
        {
            { Status: BenefitStatus.Paused } => "paused",
            { Status: BenefitStatus.Ended } => "ended",
            _ when now < Benefit.From => "upcoming",
            _ when now >= Benefit.To => "ended",
            _ => null,
        };
        return why is null ? null : new BenefitClosed(Id, why, Benefit.From, Benefit.To);
    }

    public static BenefitRow Of(NpgsqlDataReader row) => new(
        new Benefit(
            row.Id<Benefit>(0), row.GetString(1), row.GetString(2), row.Enum<BenefitStatus>(3),
            row.IsDBNull(4) ? null : row.GetGuid(4), row.Instant(5), row.Instant(6), row.Json<MechanicSpec>(7)),
        row.IntOrNull(8), row.TextOrNull(9), row.GetFieldValue<byte[]>(10), row.GetFieldValue<byte[]>(11),
        row.Instant(12));

    public static Task<BenefitRow?> FindAsync(Transaction tx, Id<Benefit> id, CancellationToken cancel) => tx.FindAsync(
        $"select {Columns} from benefits.benefit b where b.tenant_id = {tx.Call.Tenant.Id} and b.benefit_id = {id}", Of,
        cancel);

    public static Task<List<BenefitRow>> ManyAsync(
        Transaction tx, IReadOnlyList<Id<Benefit>> ids, CancellationToken cancel) => tx.QueryAsync(
        $"""
        select {Columns} from benefits.benefit b where b.tenant_id = {tx.Call.Tenant.Id} and b.benefit_id = any({ids})
        """,
        Of, cancel);
}
