using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Marquee.Kernel.Identity;

/// <summary>
/// <c>st.PAYLOAD.SIGNATURE</c>: who a browser is, signed with the tenant's secret (HMAC-SHA-256), so that it is checked
/// without a database hit.
/// </summary>
internal static class ShopperToken
{
    internal sealed record Payload(string Tenant, string Shopper, long ExpiresAt);

    public static string Make(byte[] secret, Tenant tenant, string shopper, DateTimeOffset expiresAt)
    {
        var payload = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(
            MarqueeJson.Text(new Payload(tenant.Slug, shopper, expiresAt.ToUnixTimeSeconds()))));
        return $"st.{payload}.{Sign(secret, payload)}";
    }

    /// <summary>What the token says, before its signature was checked: only to find the secret.</summary>
    public static Payload? Peek(string token)
    {
        if (token.Split('.') is not ["st", var payload, _])
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<Payload>(Base64Url.DecodeFromChars(payload), MarqueeJson.Options);
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            return null;
        }
    }

    public static bool IsSigned(byte[] secret, string token) =>
        token.Split('.') is ["st", var payload, var signature]
        && CryptographicOperations.FixedTimeEquals(
            Encoding.ASCII.GetBytes(Sign(secret, payload)), Encoding.ASCII.GetBytes(signature));

    private static string Sign(byte[] secret, string payload) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(payload)));
}
