using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Marquee.Kernel.Webhooks;

/// <summary>
/// Signs what is sent: HMAC-SHA256 over the time, a dot and the body, so that neither can be changed and an old request
/// cannot be sent again later. <c>Marquee-Signature: t=1767225600,v1=…hex…</c>
/// </summary>
internal static class WebhookSignature
{
    public const string Header = "Marquee-Signature";

    public static string Of(ReadOnlySpan<byte> secret, DateTimeOffset at, ReadOnlySpan<byte> body)
    {
        var time = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret);
        hash.AppendData(Encoding.ASCII.GetBytes(time + "."));
        hash.AppendData(body);
        return $"t={time},v1={Convert.ToHexStringLower(hash.GetHashAndReset())}";
    }

    /// <summary>The secret as its owner is shown it.</summary>
    public static string TextOf(byte[] secret) => "whsec_" + Convert.ToBase64String(secret);
}
