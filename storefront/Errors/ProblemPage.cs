using Marquee.Kernel;
using Marquee.Storefront.Visits;
using Marquee.Venues;
using Microsoft.AspNetCore.Http;

namespace Marquee.Storefront.Errors;

/// <summary>Refusals that happen before a page's own code runs (no such shop, no such address, the database away) as
/// pages too.</summary>
internal sealed class ProblemPage : IProblemPage
{
    public async Task<bool> TryWriteAsync(HttpContext context, Error error)
    {
        if (await Visit.BindAsync(context) is { } visit)
        {
            await ErrorPages.Of(visit, error).ExecuteAsync(context);
            return true;
        }

        var locale = Locale.Of(context);
        var words = ErrorPages.WordsOf(error.Code);
        await new HtmlResult(Plain(locale, words), Problems.StatusOf(error.Kind)).ExecuteAsync(context);
        return true;
    }

    // Without a tenant there is no shop to frame the page with.
    private static Html Plain(Locale locale, ErrorPages.Words words) => $"""
        <!doctype html>
        <html lang="{locale.Tag}"><head><meta charset="utf-8"><meta name="viewport"
        content="width=device-width, initial-scale=1">
        <title>{locale.Of(words.Title)}</title>{ShopLook.StyleElement}</head>
        <body><main class="wrap empty"><h1>{locale.Of(words.Title)}</h1><p>{locale.Of(
            words.Advice)}</p></main></body></html>

        """;
}
