using Marquee.Catalog;
using Marquee.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Campaigns.Changes;

/// <summary>The shop asks before it changes items.</summary>
internal static class CheckItemChanges
{
    internal sealed record ChangeBody(string Item, ItemChangeKind Kind, string? Sku = null, long? Number = null);

    internal sealed record Body(IReadOnlyList<ChangeBody> Changes);

    internal sealed record AnswerView(
        string Item, ItemChangeKind Kind, ItemChangeDecision Decision, Texts? Clause, DateTimeOffset? Until,
        IReadOnlyList<Id<Submission>> Submissions);

    internal sealed record View(IReadOnlyList<AnswerView> Answers);

    public static void Map(RouteGroupBuilder api) => api
        .MapPost("/item-changes/check", HandleAsync).WithName(nameof(CheckItemChanges))
        .WithSummary("Whether items may be changed: allow, block or re_review, with the clause").AllowMembers();

    private static async Task<Answer<View>> HandleAsync(
        Body body, CallContext call, ICatalog catalog, ICampaigns campaigns, CancellationToken cancel)
    {
        if (body.Changes.Count is 0 or > Limits.BatchRows)
        {
            return new InvalidRequest(
                "changes", "are too few or too many", body.Changes.Count, $"1 to {Limits.BatchRows}");
        }

        var items = await catalog.FindItemsAsync(
            call, [.. body.Changes.Select(change => change.Item).Distinct()], cancel);
        var merchants = await catalog.GetMerchantsAsync(
            call, [.. items.Values.Select(item => item.MerchantNo).Distinct()], cancel);
        var skus = await catalog.FindSkusAsync(
            call, [.. body.Changes.Select(change => change.Sku).OfType<string>().Distinct()], cancel);
        var changes = new List<ItemChange>();
        for (var i = 0; i < body.Changes.Count; i++)
        {
            var sent = body.Changes[i];
            if (!items.TryGetValue(sent.Item, out var item)
                || !call.Actor.Sees(merchants[item.MerchantNo].Id, item.Category))
            {
                return new InvalidRequest(
                    $"changes[{i}].item", "is no item here", sent.Item, "an item of the catalogue");
            }

            var sku = sent.Sku is null ? null : skus.GetValueOrDefault(sent.Sku);
            if (sent.Sku is not null && sku?.ItemNo != item.ItemNo && sent.Kind != ItemChangeKind.AddSku)
            {
                return new InvalidRequest($"changes[{i}].sku", "is no SKU of the item", sent.Sku, "a SKU of the item");
            }

            changes.Add(new ItemChange(item.ItemNo, sent.Kind, sku?.SkuNo, sent.Number));
        }

        var answers = await campaigns.CheckChangesAsync(call, changes, cancel);
        return new View([.. answers.Select((answer, i) => new AnswerView(
            body.Changes[i].Item, body.Changes[i].Kind, answer.Decision, answer.Clause, answer.Until,
            answer.Submissions))]);
    }
}
