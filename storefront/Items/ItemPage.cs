using Marquee.Catalog;
using Marquee.Kernel;
using Marquee.Pricing;
using Marquee.Risk;
using Marquee.Storefront.Errors;
using Marquee.Storefront.Visits;
using Marquee.Venues;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Storefront.Items;

/// <summary>An item: its SKUs, what the chosen one costs and how that price comes about.</summary>
internal static class ItemPage
{
    // More options than this stand behind a fold, so that the price stays on the first screen.
    private const int OptionsShown = 8;

    private sealed record Choice(Sku Sku, PublicPrice Price);

    public static void Map(RouteGroupBuilder shop) => shop.MapGet("/items/{itemId}", ShowAsync).AllowAnyone();

    private static async Task<IResult> ShowAsync(
        Visit visit, string itemId, string? sku, ICatalog catalog, IPricing pricing, ITakedowns takedowns,
        CancellationToken cancel)
    {
        var found = await catalog.FindItemsAsync(visit.Call, [itemId], cancel);
        if (!found.TryGetValue(itemId, out var item))
        {
            return ErrorPages.Of(visit, new Unknown("item", itemId));
        }

        var merchants = await catalog.GetMerchantsAsync(visit.Call, [item.MerchantNo], cancel);
        var down = await takedowns.ListAsync(visit.Call, cancel);
        if (merchants.TryGetValue(item.MerchantNo, out var seller)
            && down.OfItem(seller.Id, item.Id, visit.Call.Now) is not null)
        {
            return ErrorPages.Of(visit, new Unknown("item", itemId));
        }

        var skus = await catalog.SkusOfItemsAsync(visit.Call, [item.ItemNo], cancel);
        var prices = skus.Count == 0 ? []
            : await pricing.PublicPricesAsync(visit.Call, [.. skus.Select(s => s.SkuNo)], cancel);
        var choices = skus.Select((s, i) => new Choice(s, prices[i])).ToList();
        var chosen = choices.Find(choice => choice.Sku.Id == sku)
            ?? choices.Where(choice => choice.Price.FinalMinor is not null).MinBy(choice => choice.Price.FinalMinor)
            ?? choices.FirstOrDefault();
        var personal = chosen is null ? null : await PersonalAsync(visit, chosen, catalog, pricing, cancel);
        return visit.Page(item.Title, Main(visit, item, merchants.GetValueOrDefault(item.MerchantNo), choices, chosen,
            personal));
    }

    // What this shopper would pay with their coupons: shown beside the public price, never instead of it.
    private static async Task<Quote?> PersonalAsync(
        Visit visit, Choice chosen, ICatalog catalog, IPricing pricing, CancellationToken cancel)
    {
        if (chosen.Price.FinalMinor is not { } everybody
            || await visit.ShopperNoAsync(catalog, cancel) is not { } shopper)
        {
            return null;
        }

        var quote = await pricing.QuoteAsync(visit.Call, new Cart([new CartLine(chosen.Sku.SkuNo, 1)], shopper),
            cancel);
        return quote.IsSuccess && quote.Value.Problems.Count == 0 && quote.Value.PayableMinor < everybody ? quote.Value
            : null;
    }

    private static Html Main(Visit visit, Item item, Merchant? merchant, List<Choice> choices, Choice? chosen,
        Quote? personal) => $"""
        <div class="wrap">
        <nav class="crumbs" aria-label="{visit.T("位置", "Where you are")}"><a href="{visit.Shop}">← {visit.T("首页",
            "Shop")}</a></nav>
        <div class="two even">
        {ShopPieces.Picture(item.MainImage is { } image ? AssetAddress.Of(visit.Call.Tenant.Slug, image) : null,
            item.Title, isFirst: true)}
        <div class="stack">
        <h1 class="item">{item.Title}</h1>
        {Html.When(merchant is not null, $"<p class=\"muted\">{visit.T("店铺：", "Sold by ")}{merchant?.Name}</p>")}
        {(chosen is null ? NotForSale(visit) : Buying(visit, item, choices, chosen, personal))}
        </div>
        </div>
        </div>
        """;

    private static Html NotForSale(Visit visit) =>
        ShopPieces.Notice("info", $"{visit.T("这件商品暂时没有可售规格。", "Nothing of this item is for sale at the moment.")}");

    private static Html Buying(Visit visit, Item item, List<Choice> choices, Choice chosen, Quote? personal) => $"""
        {PriceOf(visit, chosen, personal)}
        {Options(visit, item, choices, chosen)}
        {AddForm(visit, item, chosen)}
        """;

    private static Html PriceOf(Visit visit, Choice chosen, Quote? personal)
    {
        var price = chosen.Price;
        if (price.FinalMinor is not { } final)
        {
            return ShopPieces.Notice("warn",
                $"{visit.T("价格未知，暂时不能购买。", "The price is not known, so it cannot be bought right now.")}");
        }

        var tenant = visit.Call.Tenant;
        Money? reference = price.ReferenceMinor is { } minor ? tenant.Money(minor) : null;
        return $"""
            <div class="panel">
            <div>
            {ShopPieces.Price(visit.Locale, tenant.Money(final), reference: reference)}
            {Html.When(price.Callout is not null,
                $"<p><span class=\"callout\">{(price.Callout is { } callout ? visit.Locale.Of(callout)
                    : "")}</span></p>")}
            </div>
            {(price.Until is { } until ? ShopPieces.Countdown(visit.Call, visit.Locale,
                visit.T("优惠截止", "Offer ends in"), until) : Html.Empty)}
            {Html.When(personal is not null, PersonalLine(visit, personal))}
            <details>
            <summary>{visit.T("价格怎么来的", "How this price comes about")}</summary>
            {Waterfall.Table(visit, visit.T("日常价", "Daily price"), price.DailyMinor ?? final,
                Waterfall.RowsOf(visit, price.Why), visit.T("你支付", "You pay"), final)}
            </details>
            </div>
            """;
    }

    private static Html PersonalLine(Visit visit, Quote? personal) => personal is null ? Html.Empty : Html.Of($"""
        <p class="state good">✓ {visit.T("用上你的券，单件到手",
            "With your coupons, one piece comes to")} {Locale.Amount(
                visit.Call.Tenant.Money(personal.PayableMinor))}</p>
        """);

    private static Html Options(Visit visit, Item item, List<Choice> choices, Choice chosen)
    {
        if (choices.Count == 1)
        {
            return chosen.Sku.Spec.Length == 0 ? Html.Empty
                : Html.Of($"""<p>{visit.T("规格：", "Option: ")}{chosen.Sku.Spec}</p>""");
        }

        var list = Html.Of($"""
            <ul class="options">{Html.Each(choices, choice =>
                Option(visit, item, choice, ReferenceEquals(choice, chosen)))}</ul>
            """);
        return choices.Count <= OptionsShown
            ? Html.Of($"""<section aria-labelledby="options"><h2 id="options">{visit.T("选择规格",
                "Choose an option")}</h2>{list}</section>""")
            : Html.Of($"""
                <section aria-labelledby="options"><h2 id="options">{visit.T("已选：", "Chosen: ")}{chosen.Sku.Spec}</h2>
                <details><summary>{visit.T("全部规格", "All options")} ({choices.Count})</summary>{list}</details></section>
                """);
    }

    // Options are links: the page that follows has the right price and waterfall without any script.
    private static Html Option(Visit visit, Item item, Choice choice, bool isChosen) => $"""
        <li><a class="option{(isChosen ? " chosen"
            : "")}" href="{$"{ShopPieces.ItemAddress(visit.Call,
                item.Id)}?sku={Uri.EscapeDataString(choice.Sku.Id)}"}"{Html.When(isChosen,
                    $" aria-current=\"true\"")}><span class="grow">{(choice.Sku.Spec.Length > 0 ? choice.Sku.Spec
                        : choice.Sku.Id)}</span><b class="num">{(choice.Price.FinalMinor is { } final
                            ? Locale.Amount(visit.Call.Tenant.Money(final)) : visit.T("无价", "no price"))}</b></a></li>
        """;

    private static Html AddForm(Visit visit, Item item, Choice chosen)
    {
        var soldOut = chosen.Sku.Stock is <= 0;
        if (!item.Listed || chosen.Price.FinalMinor is null || soldOut)
        {
            return $"""<p><span class="btn wide" aria-disabled="true">{(soldOut ? visit.T("已售罄", "Sold out")
                : visit.T("暂不可购买", "Not for sale now"))}</span></p>""";
        }

        return $"""
            <form method="post" action="{visit.Shop + "cart/lines"}" class="row">
            {ShopPieces.RequestKey(visit.Call)}
            <input type="hidden" name="sku" value="{chosen.Sku.Id}">
            <p><label for="quantity">{visit.T("数量", "Quantity")}</label>
            <input id="quantity" name="quantity" type="number" inputmode="numeric" min="1"
            max="{StorefrontLimits.LineQuantity}" value="1" required></p>
            <button class="btn grow">{visit.T("加入购物车", "Add to cart")}</button>
            </form>
            {Html.When(chosen.Sku.Stock is > 0 and <= 10,
                $"<p class=\"small muted\">{visit.T("仅剩", "Only")} {chosen.Sku.Stock ?? 0} {visit.T("件", "left")}</p>")}
            """;
    }
}
