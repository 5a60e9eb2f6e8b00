using Marquee.Kernel;

namespace Marquee.Campaigns.Agreements;

/// <summary>An agreement in its present version, and whether a shop has signed that version.</summary>
internal sealed record ShopAgreement(
    string Code, int Version, Texts Title, Texts Body, DateTimeOffset PublishedAt, DateTimeOffset? SignedAt,
    string? SignedBy);

/// <summary>Reads agreements.</summary>
internal static class AgreementRows
{
    /// <summary>The agreements in force, by code, as they stand for a shop.</summary>
    public static Task<List<ShopAgreement>> OfShopAsync(Transaction tx, int merchantNo, CancellationToken cancel) =>
        tx.QueryAsync(
            $"""
            select distinct on (a.code) a.code, a.version, a.title, a.body, a.published_at, g.signed_at, g.signed_by
            from campaigns.agreement a
            left join campaigns.agreement_signature g on g.tenant_id = a.tenant_id and g.code = a.code
                and g.version = a.version and g.merchant_no = {merchantNo}
            where a.tenant_id = {tx.Call.Tenant.Id}
            order by a.code, a.version desc limit {Limits.Agreements}
            """,
            row => new ShopAgreement(
                row.GetString(0), row.GetInt32(1), row.Json<Texts>(2), row.Json<Texts>(3), row.Instant(4),
                row.InstantOrNull(5), row.TextOrNull(6)), cancel);

    /// <summary>The codes that each of these merchants has signed in their present versions.</summary>
    public static async Task<ILookup<int, string>> SignedAsync(
        Transaction tx, IReadOnlyList<int> merchantNos, CancellationToken cancel) => (await tx.QueryAsync(
        $"""
        select g.merchant_no, g.code from campaigns.agreement_signature g
        where g.tenant_id = {tx.Call.Tenant.Id} and g.merchant_no = any({merchantNos})
            and not exists (select from campaigns.agreement a
                where a.tenant_id = g.tenant_id and a.code = g.code and a.version > g.version)
        """,
        row => (Merchant: row.GetInt32(0), Code: row.GetString(1)), cancel))
        .ToLookup(row => row.Merchant, row => row.Code);
}
