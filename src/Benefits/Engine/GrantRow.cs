using Marquee.Kernel;
using Npgsql;

namespace Marquee.Benefits.Engine;

/// <summary>A grant as its row has it.</summary>
internal sealed record GrantRow(
    Id<Grant> Id, Id<Benefit> BenefitId, int ShopperNo, GrantStatus Status, string Title, string? Code,
    CouponValue? Coupon,
    string? MerchantId, DateTimeOffset UsableFrom, DateTimeOffset UsableTo, DateTimeOffset GrantedAt,
    string? HoldKey, DateTimeOffset? HoldUntil, string? OrderRef)
{
    public static SqlText.Raw Columns { get; } = new("""
        w.grant_id, w.benefit_id, w.shopper_no, w.status, w.title, w.code, w.scope, w.merchant_no, w.threshold_minor,
            w.off_minor,
        w.platform_bp, w.merchant_bp, w.brand_bp, w.merchant_id, w.usable_from, w.usable_to, w.granted_at,
        w.hold_key, w.hold_until, w.order_ref
        """);

    /// <summary>Where it stands at an instant: a hold or window that is over counts as over, swept or not.</summary>
    public GrantStatus StatusAt(DateTimeOffset now)
    {
        var status = Status == GrantStatus.Reserved && HoldUntil <= now ? GrantStatus.Granted : Status;
        return status is GrantStatus.Granted or GrantStatus.GivenBack && UsableTo <= now ? GrantStatus.Expired : status;
    }

    /// <summary>Whether a checkout could use it at an instant.</summary>
    public bool IsUsableAt(DateTimeOffset now) =>
        UsableFrom <= now && StatusAt(now) is GrantStatus.Granted or GrantStatus.GivenBack;

    public Grant GrantAt(DateTimeOffset now) => new(
        Id, BenefitId, ShopperNo, StatusAt(now), Title, Coupon, UsableFrom, UsableTo, GrantedAt,
        StatusAt(now) is GrantStatus.Reserved or GrantStatus.Used ? OrderRef : null);

    public UsableCoupon AsCoupon() => new(Id, BenefitId, Title, Coupon!, UsableFrom, UsableTo);

    public static GrantRow Of(NpgsqlDataReader row) => new(
        row.Id<Grant>(0), row.Id<Benefit>(1), row.GetInt32(2), row.Enum<GrantStatus>(3), row.GetString(4),
        row.TextOrNull(5),
        row.IsDBNull(6)
            ? null
            : new CouponValue(
                row.Enum<CouponScope>(6), row.IntOrNull(7), row.GetInt64(8), row.GetInt64(9),
                new FundingShares(row.GetInt32(10), row.GetInt32(11), row.GetInt32(12))),
        row.TextOrNull(13), row.Instant(14), row.Instant(15), row.Instant(16),
        row.TextOrNull(17), row.InstantOrNull(18), row.TextOrNull(19));

    public static Task<GrantRow?> FindAsync(Transaction tx, Id<Grant> id, CancellationToken cancel) => tx.FindAsync(
        $"select {Columns} from benefits.wallet w where w.tenant_id = {tx.Call.Tenant.Id} and w.grant_id = {id}", Of,
        cancel);

    /// <summary>Grants by id, locked, in id order: two checkouts never wait for each other in a circle.</summary>
    public static Task<List<GrantRow>> LockAsync(
        Transaction tx, IReadOnlyList<Id<Grant>> ids, CancellationToken cancel) =>
        tx.QueryAsync(
            $"""
            select {Columns} from benefits.wallet w
            where w.tenant_id = {tx.Call.Tenant.Id} and w.grant_id = any({ids}) order by w.grant_id for update
            """,
            Of, cancel);
}
