using Marquee.Kernel;
using Microsoft.AspNetCore.Http;

namespace Marquee.Storefront.Visits;

/// <summary>
/// Forms are taken from our own pages only. Browsers say where a form stands (<c>Sec-Fetch-Site</c>, else
/// <c>Origin</c>); one that says neither is refused: every browser of the last years says at least the second with a
/// POST.
/// </summary>
internal static class SameOrigin
{
    /// <summary>Whether the request comes from a page of this origin.</summary>
    internal static bool Holds(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0)
        {
            return site == "same-origin";
        }

        return Uri.TryCreate(request.Headers.Origin.ToString(), UriKind.Absolute, out var origin)
            && string.Equals(origin.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase);
    }

    internal sealed record ForeignForm() : Error("storefront.foreign_form", ErrorKind.Forbidden)
    {
        public override string Message =>
            "The form was sent from another site, or the browser does not say from where.";
    }
}
