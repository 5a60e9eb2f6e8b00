using Microsoft.AspNetCore.Http;

namespace Marquee.Kernel;

/// <summary>
/// Whether a browser sent a request from one of our own pages. Browsers say so (<c>Sec-Fetch-Site</c>, else
/// <c>Origin</c>); every browser of the last years says at least the second with whatever changes something.
/// </summary>
public static class SameOrigin
{
    /// <summary>It comes from a page of this origin, and says so.</summary>
    public static bool Holds(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0)
        {
            return site == "same-origin";
        }

        return Uri.TryCreate(request.Headers.Origin.ToString(), UriKind.Absolute, out var origin)
            && string.Equals(origin.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>It says nothing of where it comes from, as programs do that are no browsers.</summary>
    public static bool IsUnsaid(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.Headers["Sec-Fetch-Site"].Count == 0 && request.Headers.Origin.Count == 0;
    }
}
