using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Marquee.Kernel;

/// <summary>Turns refusals into RFC 9457 problem documents.</summary>
public static class Problems
{
    /// <summary>The HTTP status of a refusal.</summary>
    public static int StatusOf(ErrorKind kind) => kind switch
    {
        ErrorKind.Invalid => StatusCodes.Status400BadRequest,
        ErrorKind.Unauthenticated => StatusCodes.Status401Unauthorized,
        ErrorKind.Forbidden => StatusCodes.Status403Forbidden,
        ErrorKind.NotFound => StatusCodes.Status404NotFound,
        ErrorKind.Conflict => StatusCodes.Status409Conflict,
        ErrorKind.TooLarge => StatusCodes.Status413PayloadTooLarge,
        ErrorKind.TooMany => StatusCodes.Status429TooManyRequests,
        ErrorKind.Unavailable => StatusCodes.Status503ServiceUnavailable,
        ErrorKind.Failed => StatusCodes.Status500InternalServerError,
    };

    /// <summary>
    /// The document of a refusal: status, stable code, sentence, fields, and the error's data as members.
    /// </summary>
    public static Dictionary<string, object?> DocumentOf(Error error)
    {
        ArgumentNullException.ThrowIfNull(error);
        var status = StatusOf(error.Kind);
        var document = new Dictionary<string, object?>
        {
            ["type"] = "urn:marquee:" + error.Code,
            ["title"] = ReasonPhrases.GetReasonPhrase(status),
            ["status"] = status,
            ["detail"] = error.Message,
            ["code"] = error.Code,
        };
        if (error.Fields.Count > 0)
        {
            document["fields"] = error.Fields.Take(100).ToList();
        }

        foreach (var (name, value) in error.Data ?? new Dictionary<string, object?>())
        {
            document.TryAdd(name, value);
        }

        if (Activity.Current?.TraceId is { } trace)
        {
            document["trace"] = trace.ToString();
        }

        return document;
    }

    /// <summary>Writes the document as the response. Does nothing if the response has begun.</summary>
    public static async Task WriteAsync(HttpContext context, Error error)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Response.HasStarted)
        {
            return;
        }

        if (WantsPage(context.Request)
            && context.RequestServices?.GetService(typeof(IProblemPage)) is IProblemPage page
            && await page.TryWriteAsync(context, error))
        {
            return;
        }

        context.Response.StatusCode = StatusOf(error.Kind);
        context.Response.ContentType = "application/problem+json; charset=utf-8";
        if (error.RetryAfter is { } wait)
        {
            context.Response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString(
                CultureInfo.InvariantCulture);
        }

        var text = Encoding.UTF8.GetBytes(MarqueeJson.Text(DocumentOf(error)));
        context.Response.ContentLength = text.Length;
        await context.Response.Body.WriteAsync(text, context.RequestAborted);
    }

    // Shoppers' pages are read by people; everything else is read by programs.
    private static bool WantsPage(HttpRequest request) =>
        request.Path.StartsWithSegments("/t", StringComparison.Ordinal)
        && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
}

/// <summary>
/// Writes a refusal as a page for shoppers, where the address is one of a page. Registered by whoever owns the pages.
/// </summary>
public interface IProblemPage
{
    /// <summary>Writes the page; false when it cannot, and then the problem document is written.</summary>
    Task<bool> TryWriteAsync(HttpContext context, Error error);
}
