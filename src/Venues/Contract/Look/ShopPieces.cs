using Marquee.Kernel;
using Marquee.Serving;

namespace Marquee.Venues;

/// <summary>The pieces that shopper's pages are made of, so that a price or a countdown looks the same
/// everywhere.</summary>
public static class ShopPieces
{
    /// <summary>A price as three things at most: what is paid, the reference price, and (beside it) one
    /// callout.</summary>
    public static Html Price(Locale locale, Money price, bool isFrom = false, Money? reference = null)
    {
        ArgumentNullException.ThrowIfNull(locale);
        var was = reference is { } money && money.Currency == price.Currency && money > price ? reference : null;
        var (before, behind) = (isFrom ? locale.Of("", "from ") : "", isFrom ? locale.Of("起", "") : "");
        return $"""
            <p class="price-line">
            <span class="price">{From(before)}<small>{Locale.Symbol(price.Currency)}</small>{Locale.Plain(price)}{From(
                behind)}</span>
            {Was(locale, was)}
            </p>
            """;
    }

    /// <summary>A picture with its space reserved; a quiet mark where there is none.</summary>
    /// <param name="address">Where it is fetched; null for none.</param>
    /// <param name="text">What it shows; empty where the words beside it say it already.</param>
    /// <param name="isFirst">Whether it is among the first on the page: loaded at once, else when it comes
    /// near.</param>
    public static Html Picture(string? address, string text, bool isFirst = false) => address is null
        ? Html.Of($"""<div class="pic none"></div>""")
        : Html.Of($"""
            <div class="pic"><img src="{address}" alt="{text}" width="480" height="480" decoding="async"{(isFirst
                ? Html.Of($" fetchpriority=\"high\"") : Html.Of($" loading=\"lazy\""))}></div>
            """);

    /// <summary>One item of a placement as a card: the whole card leads to the item.</summary>
    public static Html Card(CallContext call, Locale locale, PlacedItem item, bool isFirst)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(locale);
        ArgumentNullException.ThrowIfNull(item);
        return $"""
            <li class="card">
            {Picture(item.ImageUrl, "", isFirst)}
            <div class="body">
            <h3 class="title"><a href="{ItemAddress(call, item.ItemId)}">{item.Title}</a></h3>
            {Html.When(item.Callout is not null,
                $"<p class=\"callout\">{(item.Callout is { } callout ? locale.Of(callout) : "")}</p>")}
            {Price(locale, item.Price, item.IsFrom, item.ReferencePrice)}
            {Html.When(item.Opens is not null,
                $"<p class=\"why-shown\">{locale.Of("活动价开始：",
                    "Deal opens ")}{(item.Opens is { } opens ? locale.At(opens, call.Zone) : "")}</p>")}
            </div>
            </li>
            """;
    }

    /// <summary>The address of an item's page.</summary>
    public static string ItemAddress(CallContext call, string itemId)
    {
        ArgumentNullException.ThrowIfNull(call);
        return $"/t/{call.Tenant.Slug}/shop/items/{Uri.EscapeDataString(itemId)}";
    }

    /// <summary>
    /// What is left until an instant, in words that are right when the page is made; the script makes it tick from
    /// there on, by the server's clock.
    /// </summary>
    public static Html Countdown(CallContext call, Locale locale, string label, DateTimeOffset until)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(locale);
        var left = until - call.Now;
        left = left < TimeSpan.Zero ? TimeSpan.Zero : left;
        return $"""
            <div class="countdown"><span>{label}</span>
            <span class="count-boxes" role="timer" aria-label="{label} {locale.Lasting(left)}"
             data-left-ms="{(long)left.TotalMilliseconds}">
            {Html.When(left.TotalDays >= 1, Box("d", left.Days, locale.Of("天", "d")))}
            {Html.When(left.TotalHours >= 1, Box("h", left.Hours, locale.Of("时", "h")))}
            {Box("m", left.Minutes, locale.Of("分", "m"))}
            {Box("s", left.Seconds, locale.Of("秒", "s"))}
            </span>
            <time class="small muted" datetime="{until}">{locale.At(until, call.Zone, withZone: true)}</time>
            </div>
            """;
    }

    /// <summary>
    /// The sign's lights: rings of bulbs, the one strong picture of a sign that was given none. Decoration only.
    /// </summary>
    public static Html Lights { get; } = Html.Constant(ShopLook.Read("lights.svg"));

    /// <summary>A sentence that stands out: <c>good</c>, <c>warn</c>, <c>bad</c> or <c>info</c>.</summary>
    public static Html Notice(string kind, Html text) => $"""
        <div class="notice {kind}" role="{(kind is "bad" or "warn" ? "alert" : "status")}">{text}</div>
        """;

    /// <summary>The hidden field that makes a form's request repeatable: made when the form is made.</summary>
    public static Html RequestKey(CallContext call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return $"""<input type="hidden" name="requestKey" value="{call.Ids.Next()}">""";
    }

    private static Html From(string word) =>
        Html.When(word.Length > 0, $"""<span class="from">{word}</span>""");

    private static Html Was(Locale locale, Money? was) => was is not { } money ? Html.Empty : Html.Of($"""
         <s class="was"><span class="sr">{locale.Of("参考价 ", "was ")}</span>{Locale.Amount(money)}</s>
        """);

    private static Html Box(string unit, int number, string label) =>
        $"""<span data-unit="{unit}">{Two(number)}</span><small>{label}</small>""";

    private static string Two(int number) => number.ToString("00", System.Globalization.CultureInfo.InvariantCulture);
}
