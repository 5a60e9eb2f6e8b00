using Marquee.Campaigns;
using Marquee.Catalog;
using Marquee.Kernel;
using Marquee.Pricing;
using Marquee.Serving;
using Marquee.Storefront.Visits;
using Marquee.Venues;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Storefront.Home;

/// <summary>The shop's first page: the venues that are on, what is live, and the rest of the shelf.</summary>
internal static class HomePage
{
    private sealed record Shelf(IReadOnlyList<PlacedItem> Items, string? Next);

    public static void Map(RouteGroupBuilder shop) => shop.MapGet("/", ShowAsync).AllowAnyone();

    private static async Task<IResult> ShowAsync(
        Visit visit, string? after, IVenues venues, ICampaigns campaigns, IServing serving, ICatalog catalog,
            IPricing pricing,
        CancellationToken cancel)
    {
        var pages = after is null ? await venues.PublishedAsync(visit.Call, cancel) : [];
        var rounds = after is null ? await campaigns.LiveRoundsAsync(visit.Call, cancel) : [];
        var live = await serving.RoundsAsync(
            visit.Call, [.. rounds.Take(StorefrontLimits.HomeRounds).Select(round => round.Id.Value)],
                StorefrontLimits.HomeItems, cancel);
        var shelf = await ShelfAsync(visit, after, catalog, pricing, cancel);
        return visit.Page(visit.T("首页", "Shop"), Main(visit, pages, rounds, live, shelf));
    }

    private static async Task<Shelf> ShelfAsync(
        Visit visit, string? after, ICatalog catalog, IPricing pricing, CancellationToken cancel)
    {
        var from = 0;
        if (after is { Length: > 0 } && (await catalog.FindItemsAsync(visit.Call, [after], cancel))
            .TryGetValue(after, out var last))
        {
            from = last.ItemNo;
        }

        var items = await catalog.ListItemsAsync(visit.Call, new ItemFilter(Listed: true), from,
            StorefrontLimits.HomeItems, cancel);
        if (items.Count == 0)
        {
            return new Shelf([], null);
        }

        var skus = (await catalog.SkusOfItemsAsync(visit.Call, [.. items.Select(item => item.ItemNo)], cancel))
            .GroupBy(sku => sku.ItemNo).ToDictionary(group => group.Key, group => group.ToList());
        var prices = new Dictionary<int, PublicPrice>();
        foreach (var page in skus.Values.SelectMany(list => list).Select(sku => sku.SkuNo)
            .Chunk(PricingLimits.PublicPrices))
        {
            foreach (var price in await pricing.PublicPricesAsync(visit.Call, page, cancel))
            {
                prices[price.SkuNo] = price;
            }
        }

        var placed = items.Select((item, i) =>
            Placed(visit, item, skus.GetValueOrDefault(item.ItemNo) ?? [], prices, i + 1)).OfType<PlacedItem>();
        return new Shelf([.. placed], items.Count == StorefrontLimits.HomeItems ? items[^1].Id : null);
    }

    private static PlacedItem? Placed(Visit visit, Item item, List<Sku> skus, Dictionary<int, PublicPrice> prices,
        int rank)
    {
        var known = skus.Where(sku => prices.GetValueOrDefault(sku.SkuNo)?.FinalMinor is not null)
            .OrderBy(sku => prices[sku.SkuNo].FinalMinor).ThenBy(sku => sku.SkuNo).ToList();
        if (known.Count == 0)
        {
            return null;
        }

        var (tenant, price) = (visit.Call.Tenant, prices[known[0].SkuNo]);
        return new PlacedItem(
            rank, item.Id, known[0].Id, item.Title,
                item.MainImage is { } image ? AssetAddress.Of(tenant.Slug, image) : null,
            tenant.Money(price.FinalMinor!.Value), prices[known[^1].SkuNo].FinalMinor != price.FinalMinor,
            price.ReferenceMinor is { } reference ? tenant.Money(reference) : null, price.Callout,
            new WhyShown("shelf", new Texts("在售商品", "on the shelf"), null), null, price.Until);
    }

    private static Html Main(
        Visit visit, IReadOnlyList<PublishedPage> pages, IReadOnlyList<Round> rounds,
            IReadOnlyList<PlacementView> live, Shelf shelf) => $"""
        {(pages.Count > 0 ? Sign(visit, pages[0]) : Html.Empty)}
        {Html.When(pages.Count == 0, $"""<div class="wrap section"><h1>{visit.Call.Tenant.Name}</h1></div>""")}
        {Html.When(pages.Count > 1, OtherVenues(visit, pages))}
        {Html.Each(live.Where(view => view.Items.Count > 0), view => Live(visit, view, rounds))}
        {Rest(visit, shelf)}
        """;

    private static Html Sign(Visit visit, PublishedPage page) => $"""
        <section class="hero" data-theme="{page.Theme}">{ShopPieces.Lights}<div class="wrap hero-sign">
        <h1>{visit.Locale.Of(page.Title)}</h1>
        <p><a class="btn light" href="{Address(visit, page)}">{visit.T("进入会场", "Enter")}</a></p>
        </div></section>
        """;

    private static Html OtherVenues(Visit visit, IReadOnlyList<PublishedPage> pages) => $"""
        <nav class="wrap section" aria-label="{visit.T("会场", "Venues")}"><ul class="row">
        {Html.Each(pages.Skip(1).Take(8), page =>
            $"""<li><a class="btn second" href="{Address(visit, page)}">{visit.Locale.Of(page.Title)}</a></li>""")}
        </ul></nav>
        """;

    private static Html Live(Visit visit, PlacementView view, IReadOnlyList<Round> rounds)
    {
        var round = rounds.FirstOrDefault(candidate => view.Name == ServingNames.OfRound(candidate.Id.Value));
        return $"""
            <section class="section" aria-label="{round?.Name}"><div class="wrap">
            <h2>{round?.CampaignName} · {round?.Name}</h2>
            <ul class="grid">{Html.Each(view.Items.Take(12), item =>
                ShopPieces.Card(visit.Call, visit.Locale, item, item.Rank <= 4))}</ul>
            </div></section>
            """;
    }

    private static Html Rest(Visit visit, Shelf shelf) => $"""
        <section class="section" aria-labelledby="shelf"><div class="wrap">
        <h2 id="shelf">{visit.T("全部商品", "All goods")}</h2>
        {(shelf.Items.Count == 0 ? Bare(visit) : Goods(visit, shelf.Items))}
        {(shelf.Next is { } next ? More(visit, next) : Html.Empty)}
        </div></section>
        """;

    private static Html Bare(Visit visit) => $"""
        <p class="muted">{visit.T("货架上还没有商品。", "Nothing is on the shelf yet.")}</p>
        """;

    private static Html Goods(Visit visit, IReadOnlyList<PlacedItem> items) => $"""
        <ul class="grid">{Html.Each(items, item => ShopPieces.Card(visit.Call, visit.Locale, item, false))}</ul>
        """;

    private static Html More(Visit visit, string after) => $"""
        <p class="section">
        <a class="btn second" href="{$"{visit.Shop}?after={Uri.EscapeDataString(after)}"}">{visit.T("下一页", "More")}</a>
        </p>
        """;

    private static string Address(Visit visit, PublishedPage page) => $"/t/{visit.Call.Tenant.Slug}/venue/{page.Slug}";
}
