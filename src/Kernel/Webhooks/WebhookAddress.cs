using System.Net;
using System.Net.Sockets;

namespace Marquee.Kernel.Webhooks;

/// <summary>
/// Which addresses a webhook may reach: a tenant's own systems on the public internet, never what stands beside the
/// host. Pure.
/// </summary>
internal static class WebhookAddress
{
    // IPv6 gives out one part to the public so far; whatever else there is means something else.
    private static readonly IPNetwork PublicV6 = IPNetwork.Parse("2000::/3");

    // Networks that are not the public internet, IPv4 and IPv6 (IANA special-purpose registries).
    private static readonly IPNetwork[] Private =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
            "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24",
            "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
        }.Select(IPNetwork.Parse),
    ];

    /// <summary>Whether that address is on the public internet.</summary>
    public static bool IsPublic(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return (plain.AddressFamily == AddressFamily.InterNetwork || PublicV6.Contains(plain))
            && !Private.Any(network => network.BaseAddress.AddressFamily == plain.AddressFamily
                && network.Contains(plain));
    }

    /// <summary>What is wrong with an address of a webhook as it is written; null when nothing is.</summary>
    public static FieldError? Wrong(string url, bool privateToo)
    {
        const string Accepted = "an address such as https://shop.example.com/marquee, up to 500 characters";
        if (url.Length is 0 or > 500 || !Uri.TryCreate(url, UriKind.Absolute, out var uri)
            || uri.Scheme is not ("http" or "https") || uri.Host.Length == 0)
        {
            return new FieldError("url", "is no address of https", Cut(url), Accepted);
        }

        // What is told of a market crosses the internet encrypted; inside, whoever allows it decides.
        if (uri.Scheme == "http" && !privateToo)
        {
            return new FieldError("url", "is not encrypted", Cut(url), Accepted);
        }

        if (uri.UserInfo.Length > 0 || uri.Fragment.Length > 0)
        {
            return new FieldError(
                "url", "has a user or a fragment; requests are signed instead", null, Accepted);
        }

        // A name is looked up when it is called, each time: what it means today says nothing of tomorrow.
        var isInside = uri.IsLoopback || (IPAddress.TryParse(uri.DnsSafeHost, out var address) && !IsPublic(address));
        return isInside && !privateToo
            ? new FieldError("url", "is not on the public internet", Cut(url), Accepted)
            : null;
    }

    private static string Cut(string text) => text[..Math.Min(200, text.Length)];
}
