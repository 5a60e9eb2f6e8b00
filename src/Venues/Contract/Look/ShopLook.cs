using System.Security.Cryptography;
using System.Text;

namespace Marquee.Venues;

/// <summary>
/// The stylesheet and the script of the shopper's pages, inlined so that the first screen needs one round trip, and the
/// content security policy that allows exactly these two and nothing else.
/// </summary>
public static class ShopLook
{
    private static readonly string Style = Read("shop.css");
    private static readonly string Script = Read("shop.js");

    /// <summary>The stylesheet as an element.</summary>
    public static Html StyleElement { get; } = Html.Constant("<style>" + Style + "</style>");

    /// <summary>The script as an element.</summary>
    public static Html ScriptElement { get; } = Html.Constant("<script>" + Script + "</script>");

    /// <summary>The policy: this site's pictures and forms, these two inline texts by their hash, no frames by
    /// others.</summary>
    public static string ContentSecurityPolicy { get; } =
        $"default-src 'none'; img-src 'self' data:; style-src 'sha256-{HashOf(Style)}'; "
        + $"script-src 'sha256-{HashOf(Script)}'; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'self'";

    internal static string Read(string name)
    {
        using var stream = typeof(ShopLook).Assembly.GetManifestResourceStream("Look/" + name)
            ?? throw new InvalidOperationException($"Look/{name} is not in the assembly.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var lines = reader.ReadToEnd().Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0);
        return string.Join('\n', lines);
    }

    private static string HashOf(string text) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
