using Marquee.Catalog;
using Marquee.Kernel;
using Marquee.Pricing.Offers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Pricing.Quotes;

/// <summary>
/// What everybody pays for one piece of each SKU of an item right now, step by step, and why what does not apply does
/// not. The same price function as everywhere else.
/// </summary>
internal sealed class ExplainPrices(CartReader carts, OfferSnapshots snapshots, ICatalog catalog)
{
    /// <summary>One SKU.</summary>
    /// <param name="Sku">The SKU.</param>
    /// <param name="Spec">Its specification.</param>
    /// <param name="Daily">The daily price; null when unknown.</param>
    /// <param name="Final">What one piece costs now; null when nobody can say.</param>
    /// <param name="Problem">Why it has no price.</param>
    /// <param name="RoundId">The round whose offer came first on it.</param>
    /// <param name="Steps">What was taken off, in order.</param>
    /// <param name="NotApplied">What did not apply, and why.</param>
    internal sealed record SkuView(
        string Sku, string Spec, Money? Daily, Money? Final, ProblemView? Problem, Guid? RoundId,
        IReadOnlyList<StepView> Steps, IReadOnlyList<NotAppliedView> NotApplied);

    internal sealed record StepView(
        PriceLayer Layer, string OfferId, string Kind, Texts Name, Money Off, Money Left);

    internal sealed record View(string Item, string Revision, DateTimeOffset At, IReadOnlyList<SkuView> Skus);

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/items/{id}/prices", HandleAsync).AllowMembers().Rows(RowRule.Filtered)
        .WithName(nameof(ExplainPrices)).WithSummary(
            "What one piece of each SKU of an item costs everybody right now, with every step and what did not apply");

    private static async Task<Answer<View>> HandleAsync(
        string id, CallContext call, ExplainPrices slice, CancellationToken cancel) =>
        await slice.RunAsync(call, id, cancel);

    private async Task<Result<View>> RunAsync(CallContext call, string id, CancellationToken cancel)
    {
        if (!(await catalog.FindItemsAsync(call, [id], cancel)).TryGetValue(id, out var item)
            || !(await catalog.GetMerchantsAsync(call, [item.MerchantNo], cancel))
                .TryGetValue(item.MerchantNo, out var merchant)
            || !call.Actor.Sees(merchant.Id, item.Category))
        {
            return new Unknown("item", id);
        }

        var set = await snapshots.GetAsync(call, cancel);
        var skus = (await catalog.SkusOfItemsAsync(call, [item.ItemNo], cancel)).Take(PricingLimits.CartLines).ToList();
        var views = new List<SkuView>();
        foreach (var sku in skus)
        {
            var input = await carts.ReadAsync(call, new Cart([new CartLine(sku.SkuNo, 1)]), set, cancel);
            if (!input.IsSuccess)
            {
                return input.Error;
            }

            var offers = set.For(sku.SkuNo, merchant.MerchantNo);
            views.Add(ViewOf(
                call.Tenant, sku, (await carts.WithStockAsync(call, input.Value, offers, cancel)).Price(offers)));
        }

        return new View(id, set.Revision, call.Now, views);
    }

    internal static SkuView ViewOf(Tenant tenant, Sku sku, Quote quote)
    {
        var view = QuoteView.Of(quote);
        var line = view.Lines.SingleOrDefault();
        return new SkuView(
            sku.Id, sku.Spec, sku.Prices.DailyMinor is { } daily ? tenant.Money(daily) : null, line?.Payable,
            view.Problems.SingleOrDefault(), line?.RoundId,
            [
                .. (line?.Steps ?? []).Select(step => new StepView(
                    step.Layer, step.OfferId, step.Kind, step.Name, step.Off, step.Left)),
            ], view.NotApplied);
    }
}
