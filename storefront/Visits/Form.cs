using System.Globalization;
using Marquee.Kernel;
using Microsoft.AspNetCore.Http;

namespace Marquee.Storefront.Visits;

/// <summary>What a form sent.</summary>
internal sealed class Form(IFormCollection fields)
{
    /// <summary>A field; empty when it was not sent.</summary>
    public string this[string name] => fields[name].ToString().Trim();

    /// <summary>The names of all fields.</summary>
    public IEnumerable<string> Names => fields.Keys;

    /// <summary>The key that makes the request repeatable; null when the form has none of the accepted form.</summary>
    public string? RequestKey => this["requestKey"] is { Length: > 0 and <= 100 } key
        && key.All(c => c is >= '!' and <= '~') ? key : null;

    /// <summary>A whole number in a field.</summary>
    public int? Number(string name) =>
        int.TryParse(this[name], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>An amount in minor units in a field.</summary>
    public long? Minor(string name) =>
        long.TryParse(this[name], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Reads the form of a request.</summary>
    public static async Task<Result<Form>> ReadAsync(HttpContext context, CancellationToken cancel)
    {
        if (!context.Request.HasFormContentType)
        {
            return new MalformedBody("The body must be a form.");
        }

        try
        {
            var fields = await context.Request.ReadFormAsync(cancel);
            return fields.Count <= StorefrontLimits.FormFields && fields.Files.Count == 0
                ? new Form(fields)
                : new MalformedBody("The form has too many fields.");
        }
        catch (Exception e) when (e is InvalidDataException or BadHttpRequestException)
        {
            return new MalformedBody("The form cannot be read.");
        }
    }
}
