using System.Globalization;
using System.Text;
using Marquee.Kernel;
using Microsoft.AspNetCore.Http;
using NodaTime;

namespace Marquee.Venues;

/// <summary>
/// The language a page is written in: simplified Chinese or English. Asked for by <c>?lang=</c>, else remembered in the
/// cookie
/// <c>marquee_lang</c>, else by the browser's <c>Accept-Language</c>; Chinese unless English is preferred.
/// </summary>
public sealed class Locale
{
    private const string Cookie = "marquee_lang";

    private Locale(bool isChinese) => IsChinese = isChinese;

    /// <summary>Simplified Chinese.</summary>
    public static Locale Chinese { get; } = new(true);

    /// <summary>English.</summary>
    public static Locale English { get; } = new(false);

    /// <summary>Whether it is Chinese.</summary>
    public bool IsChinese { get; }

    /// <summary>The language tag of the document.</summary>
    public string Tag => IsChinese ? "zh-CN" : "en";

    /// <summary>The code used in addresses: <c>zh</c> or <c>en</c>.</summary>
    public string Code => IsChinese ? "zh" : "en";

    /// <summary>The other language.</summary>
    public Locale Other => IsChinese ? English : Chinese;

    /// <summary>The wording of this language.</summary>
    public string Of(string zh, string en) => IsChinese ? zh : en;

    /// <summary>The wording of this language.</summary>
    public string Of(Texts text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return IsChinese ? text.Zh : text.En;
    }

    /// <summary>The language of a request; a choice by <c>?lang=</c> is remembered for the site.</summary>
    public static Locale Of(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var asked = ByCode(context.Request.Query["lang"]);
        if (asked is not null && context.Request.Cookies[Cookie] != asked.Code && !context.Response.HasStarted)
        {
            context.Response.Cookies.Append(Cookie, asked.Code, new CookieOptions
            {
                Path = "/t/", HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps,
                MaxAge = TimeSpan.FromDays(365),
            });
        }

        return asked ?? ByCode(context.Request.Cookies[Cookie])
            ?? ByHeader(context.Request.Headers.AcceptLanguage.ToString());
    }

    /// <summary>The language a header asks for: the first of the two in order of weight.</summary>
    public static Locale ByHeader(string header)
    {
        ArgumentNullException.ThrowIfNull(header);
        var best = Chinese;
        var bestWeight = -1m;
        foreach (var part in header.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Take(20))
        {
            var pieces = part.Split(';', StringSplitOptions.TrimEntries);
            var weight = pieces.Length > 1 && pieces[1].StartsWith("q=", StringComparison.OrdinalIgnoreCase)
                && decimal.TryParse(pieces[1].AsSpan(2), NumberStyles.Number, CultureInfo.InvariantCulture, out var q)
                    ? q : 1m;
            var locale = pieces[0].StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? Chinese
                : pieces[0].StartsWith("en", StringComparison.OrdinalIgnoreCase) ? English : null;
            if (locale is not null && weight > bestWeight && weight > 0)
            {
                best = locale;
                bestWeight = weight;
            }
        }

        return best;
    }

    /// <summary>An amount as people read it: <c>¥1,234.50</c>.</summary>
    public static string Amount(Money money)
    {
        var text = Plain(money);
        return text[0] == '-' ? "−" + Symbol(money.Currency) + text[1..] : Symbol(money.Currency) + text;
    }

    /// <summary>An amount where space is short: without decimals when they are all zero, otherwise exact.</summary>
    public static string Short(Money money)
    {
        var text = Amount(money);
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && text.AsSpan(dot + 1).Trim('0').IsEmpty ? text[..dot] : text;
    }

    /// <summary>The amount without its symbol, thousands grouped.</summary>
    public static string Plain(Money money)
    {
        var decimals = Money.DecimalsOf(money.Currency);
        var scale = decimals switch { 0 => 1m, 3 => 1000m, _ => 100m };
        return (money.Minor / scale).ToString("N" + decimals, CultureInfo.InvariantCulture);
    }

    /// <summary>The currency's sign, or its code where it has none that everybody knows.</summary>
    public static string Symbol(string currency) => currency switch
    {
        "CNY" or "JPY" => "¥",
        "USD" => "$",
        "EUR" => "€",
        "GBP" => "£",
        "BRL" => "R$",
        "KRW" => "₩",
        "INR" => "₹",
        _ => currency + "\u00a0",
    };

    /// <summary>A share in hundredths of a percent: 2000 is <c>20%</c>.</summary>
    public static string Percent(int basisPoints) =>
        (basisPoints / 100m).ToString("0.##", CultureInfo.InvariantCulture) + "%";

    /// <summary>A chance in parts per million as a percentage: 1,500 is <c>0.15%</c>.</summary>
    public static string PartsPerMillion(long ppm) =>
        (ppm / 10_000m).ToString("0.####", CultureInfo.InvariantCulture) + "%";

    /// <summary>An instant in the tenant's zone, with the zone: <c>11月11日 20:00 (Asia/Shanghai)</c>.</summary>
    public string At(DateTimeOffset instant, DateTimeZone zone, bool withZone = false)
    {
        ArgumentNullException.ThrowIfNull(zone);
        var local = Instant.FromDateTimeOffset(instant).InZone(zone).LocalDateTime;
        var text = IsChinese
            ? local.ToString("M'月'd'日' HH:mm", CultureInfo.InvariantCulture)
            : local.ToString("d MMM HH:mm", CultureInfo.InvariantCulture);
        return withZone ? $"{text} ({zone.Id})" : text;
    }

    /// <summary>A length of time in two units: <c>2 天 3 小时</c>.</summary>
    public string Lasting(TimeSpan span)
    {
        if (span < TimeSpan.Zero)
        {
            span = TimeSpan.Zero;
        }

        var text = new StringBuilder();
        if (span.Days > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"{span.Days}")
                .Append(Of(" 天 ", span.Days == 1 ? " day " : " days "));
        }

        if (span.TotalHours >= 1)
        {
            text.Append(CultureInfo.InvariantCulture, $"{span.Hours}").Append(Of(" 小时 ", " h "));
        }

        if (span.Days == 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"{span.Minutes}").Append(Of(" 分 ", " min "));
        }

        return text.ToString().TrimEnd();
    }

    private static Locale? ByCode(string? code) => code switch
    {
        "zh" => Chinese,
        "en" => English,
        _ => null,
    };
}
