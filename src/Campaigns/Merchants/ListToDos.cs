using Marquee.Campaigns.Agreements;
using Marquee.Catalog;
using Marquee.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Campaigns.Merchants;

/// <summary>What a shop has to do, and until when; the nearest deadline first.</summary>
internal static class ListToDos
{
    internal enum Kind
    {
        /// <summary>Scheduled: confirm, or the place is lost.</summary>
        Confirm,
        /// <summary>Refused or rejected: change and submit again while enrollment is open.</summary>
        Fix,
        /// <summary>An agreement is not signed in its present version.</summary>
        Agreement,
    }

    /// <param name="Kind">What to do.</param>
    /// <param name="Count">How many submissions it is about; 1 for an agreement.</param>
    /// <param name="Deadline">Until when; null when nothing ends.</param>
    /// <param name="Round">The round; null for an agreement.</param>
    /// <param name="Campaign">The campaign's name.</param>
    /// <param name="RoundName">The round's name.</param>
    /// <param name="Agreement">The agreement's code.</param>
    /// <param name="Title">The agreement's title.</param>
    internal sealed record View(
        Kind Kind, long Count, DateTimeOffset? Deadline, Id<Round>? Round, string? Campaign, string? RoundName,
        string? Agreement, Texts? Title);

    public static void Map(RouteGroupBuilder api) => api
        .MapGet("/shops/{shop}/todos", HandleAsync).WithName(nameof(ListToDos))
        .WithSummary("What a shop has to do and until when: confirm, fix, sign").AllowMembers().Rows(RowRule.Filtered);

    private static async Task<Answer<IReadOnlyList<View>>> HandleAsync(
        string shop, CallContext call, CampaignsDb db, ICatalog catalog, CancellationToken cancel)
    {
        var merchant = await Shops.FindAsync(call, catalog, shop, cancel);
        if (!merchant.IsSuccess)
        {
            return merchant.Error;
        }

        return await db.ReadAsync<Answer<IReadOnlyList<View>>>(call, async tx =>
        {
            var work = await tx.QueryAsync(
                $"""
                select case s.status when 'scheduled' then 'confirm' else 'fix' end, count(*), p.closes, r.id, c.name,
                    r.name
                from campaigns.submission s
                join campaigns.round r on r.tenant_id = s.tenant_id and r.id = s.round_id
                join campaigns.campaign c on c.tenant_id = r.tenant_id and c.id = r.campaign_id
                join campaigns.phase p on p.tenant_id = s.tenant_id and p.round_id = s.round_id
                    and p.phase = case s.status when 'scheduled' then 'confirm' else 'enroll' end
                where s.tenant_id = {call.Tenant.Id} and s.merchant_id = {merchant.Value.Id}
                    and s.status in ('scheduled', 'refused', 'rejected')
                    and p.opens <= {call.Now} and p.closes > {call.Now}
                group by 1, p.closes, r.id, c.name, r.name limit {Limits.OpenRounds}
                """,
                row => new View(
                    row.Enum<Kind>(0), row.GetInt64(1), row.Instant(2), row.Id<Round>(3), row.GetString(4),
                    row.GetString(5), null, null), cancel);
            var deadline = await tx.ScalarAsync<DateTimeOffset?>(
                $"""
                select min(p.closes) from campaigns.phase p
                join campaigns.round r on r.tenant_id = p.tenant_id and r.id = p.round_id
                join campaigns.campaign c on c.tenant_id = r.tenant_id and c.id = r.campaign_id
                where p.tenant_id = {call.Tenant.Id} and p.phase = 'enroll' and p.opens <= {call.Now}
                    and p.closes > {call.Now} and c.status = 'published'
                """, cancel);
            var unsigned = (await AgreementRows.OfShopAsync(tx, merchant.Value.MerchantNo, cancel))
                .Where(one => one.SignedAt is null)
                .Select(one => new View(Kind.Agreement, 1, deadline, null, null, null, one.Code, one.Title));
            return Answer<IReadOnlyList<View>>.Of(
                [.. work.Concat(unsigned).OrderBy(one => one.Deadline ?? DateTimeOffset.MaxValue)]);
        }, cancel);
    }
}
