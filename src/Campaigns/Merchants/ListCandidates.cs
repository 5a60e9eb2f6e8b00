using Marquee.Campaigns.Submissions;
using Marquee.Catalog;
using Marquee.Kernel;
using Marquee.Rules;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Campaigns.Merchants;

/// <summary>Every item of a shop against a round, as the latest check found it.</summary>
internal static class ListCandidates
{
    public static void Map(RouteGroupBuilder api) => api
        .MapGet("/shops/{shop}/rounds/{round}/candidates", HandleAsync).WithName(nameof(ListCandidates))
        .WithSummary("What a round says of a shop's items before they are submitted; by outcome, change and text")
        .AllowMembers().Rows(RowRule.Filtered);

    private static async Task<Answer<Page<CandidateView>>> HandleAsync(
        string shop, Id<Round> round, string? outcome, bool? changeable, string? q, [AsParameters] PageQuery page,
        CallContext call, CampaignsDb db, ICatalog catalog, CancellationToken cancel)
    {
        var start = page.Start<int>(call, "candidates");
        var merchant = await Shops.FindAsync(call, catalog, shop, cancel);
        if ((start.Error ?? merchant.Error) is { } wrong)
        {
            return wrong;
        }

        if (outcome is not null && !EnumText.TryParse<Outcome>(outcome, out _))
        {
            return new InvalidRequest("outcome", "is not known", outcome, "pass, fail, unknown");
        }

        if (q?.Length > KernelLimits.ExternalIdLength)
        {
            return new InvalidRequest("q", "is too long", q, $"up to {KernelLimits.ExternalIdLength} characters");
        }

        var text = string.IsNullOrWhiteSpace(q) ? null : q.Trim();
        var rows = await db.ReadAsync(call, tx => CandidateRows.PageAsync(
            tx, round, merchant.Value.MerchantNo,
            $"""
            ({outcome}::text is null or c.outcome = {outcome})
            and ({changeable}::boolean is null or c.changeable = {changeable})
            and ({text}::text is null or strpos(lower(c.item_id), lower({text})) > 0
                or strpos(lower(c.title), lower({text})) > 0)
            """,
            start.Value.After ?? 0, start.Value.Limit + 1, cancel), cancel);
        var of = start.Value.Of(rows, row => row.ItemNo);
        return new Page<CandidateView>([.. of.Items.Select(row => row.View)], of.Next);
    }
}
