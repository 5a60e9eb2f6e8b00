using Marquee.Campaigns;
using Marquee.Kernel;
using Npgsql;

namespace Marquee.Benefits.Shops;

/// <summary>
/// A shop's own offer as its row has it. Of a coupon the benefit's status counts: staff may pause it.
/// </summary>
internal sealed record ShopOfferRow(
    Guid Id, int MerchantNo, string MerchantId, ShopOfferKind Kind, string Title, MechanicSpec Spec,
    DateTimeOffset From, DateTimeOffset To, string Status, int Revision, DateTimeOffset CreatedAt, string CreatedBy,
    DateTimeOffset? EndedAt)
{
    public const string Active = "active";

    public static SqlText.Raw Selection { get; } = new("""
        select s.offer_id, s.merchant_no, s.merchant_id, s.kind, s.title, s.spec, s.from_at, s.to_at,
            case when s.status = 'active' and b.status is not null then b.status else s.status end, s.revision,
            s.created_at, s.created_by, s.ended_at
        from benefits.shop_offer s
        left join benefits.benefit b on b.tenant_id = s.tenant_id and b.benefit_id = s.offer_id
        """);

    /// <summary>Where it stands at an instant: upcoming, live, paused, ended (early) or over.</summary>
    public string StandsAt(DateTimeOffset now) => Status switch
    {
        "ended" => "ended",
        _ when now >= To => "over",
        "paused" => "paused",
        "over" => "over",
        _ => now < From ? "upcoming" : "live",
    };

    public ShopOffer AsOffer(Tenant tenant) => new(
        Id, Kind, Title, From, To, [.. ShopOfferForm.StepsOf(Kind, Spec).Select(one => one.Step)],
        ShopOfferForm.IsRepeating(Spec), Kind == ShopOfferKind.Threshold ? ShopOfferForm.MaxOffOf(Spec) : null,
        ShopOfferWords.Of(Kind, Spec, tenant));

    public static ShopOfferRow Of(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetInt32(1), row.GetString(2), row.Enum<ShopOfferKind>(3), row.GetString(4),
        row.Json<MechanicSpec>(5), row.Instant(6), row.Instant(7), row.GetString(8), row.GetInt32(9), row.Instant(10),
        row.GetString(11), row.InstantOrNull(12));

    public static Task<ShopOfferRow?> FindAsync(Transaction tx, Guid id, CancellationToken cancel) => tx.FindAsync(
        $"{Selection} where s.tenant_id = {tx.Call.Tenant.Id} and s.offer_id = {id}", Of, cancel);

    /// <summary>A shop's offers that are not over, by their beginning.</summary>
    public static Task<List<ShopOfferRow>> OpenAsync(Transaction tx, int merchantNo, CancellationToken cancel) =>
        tx.QueryAsync(
            $"""
            {Selection}
            where s.tenant_id = {tx.Call.Tenant.Id} and s.merchant_no = {merchantNo} and s.status = 'active'
                and s.to_at > {tx.Call.Now} and coalesce(b.status, 'active') <> 'ended'
            order by s.from_at, s.offer_id limit {BenefitsLimits.ShopOffers}
            """,
            Of, cancel);
}
