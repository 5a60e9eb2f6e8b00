using System.Security.Cryptography;
using System.Text;
using Marquee.Kernel;

namespace Marquee.Trade.Orders;

/// <summary>
/// Texts made of orders: the number that people read and the digest that tells one request from another.
/// </summary>
internal static class OrderText
{
    // Without the letters that people mistake for digits.
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>
    /// The day and ten characters of the id's random end: 50 bits, so no two meet in a day, and no counter is hot.
    /// </summary>
    public static string NumberOf(DateOnly day, Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        var bits = 0UL;
        foreach (var b in bytes[9..])
        {
            bits = (bits << 8) | b;
        }

        var text = new StringBuilder(day.ToString("yyyyMMdd", System.Globalization.CultureInfo.InvariantCulture))
            .Append('-');
        for (var i = 0; i < 10; i++, bits >>= 5)
        {
            text.Append(Alphabet[(int)(bits & 31)]);
        }

        return text.ToString();
    }

    /// <summary>The SHA-256 over a request's JSON.</summary>
    public static string HashOf(object request) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(MarqueeJson.Text(request))));

    /// <summary>What is wrong with a request key; null when nothing is.</summary>
    public static InvalidRequest? WrongKey(string key, string path = "requestKey") =>
        key.Length is 0 or > TradeLimits.RequestKeyLength || key.Any(c => c is < '!' or > '~')
            ? new InvalidRequest(path, "is no request key", key,
                $"1 to {TradeLimits.RequestKeyLength} visible ASCII characters")
            : null;
}
