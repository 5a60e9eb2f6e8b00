using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Marquee.Client;

/// <summary>
/// What a webhook brought. The same event may come again, and in any order: handle each <see cref="EventId"/> once, and
/// read the state from Marquee, which is newer than the event.
/// </summary>
/// <param name="Sequence">Grows in the order of commits; a gap or a step back can be seen.</param>
/// <param name="Tenant">The tenant's slug.</param>
/// <param name="EventId">The event; the same in every repeat.</param>
/// <param name="Event">Its name.</param>
/// <param name="Version">The version of its content.</param>
/// <param name="OccurredAt">When it happened, on the tenant's clock.</param>
/// <param name="Data">Its content.</param>
public sealed record WebhookMessage(
    long Sequence, string Tenant, Guid EventId, string Event, int Version, DateTimeOffset OccurredAt, JsonElement Data)
{
    /// <summary>The header that carries the signature.</summary>
    public const string SignatureHeader = "Marquee-Signature";

    /// <summary>How far the signature's time may be away: an old request sent again is worth nothing.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <summary>
    /// The message of a request's body, or null when the signature is not this webhook's, not over this body, or too
    /// old. Answer 2xx only to what was read and is kept.
    /// </summary>
    /// <param name="secret">The webhook's secret as it was shown: <c>whsec_…</c></param>
    /// <param name="signature">The value of <see cref="SignatureHeader"/>.</param>
    /// <param name="body">The body's bytes as they came.</param>
    /// <param name="now">The wall clock.</param>
    public static WebhookMessage? Read(string secret, string? signature, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(secret);
        var parts = (signature ?? "").Split(',');
        if (parts is not [['t', '=', ..] time, ['v', '1', '=', ..] code]
            || !long.TryParse(time.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || Math.Abs(now.ToUnixTimeSeconds() - seconds) > Tolerance.TotalSeconds)
        {
            return null;
        }

        using var hash = IncrementalHash.CreateHMAC(
            HashAlgorithmName.SHA256, Convert.FromBase64String(secret["whsec_".Length..]));
        hash.AppendData(Encoding.ASCII.GetBytes(time[2..] + "."));
        hash.AppendData(body);
        var expected = Encoding.ASCII.GetBytes(Convert.ToHexStringLower(hash.GetHashAndReset()));
        return CryptographicOperations.FixedTimeEquals(expected, Encoding.ASCII.GetBytes(code[3..]))
            ? JsonSerializer.Deserialize<WebhookMessage>(body, ClientJson.Options)
            : null;
    }
}
