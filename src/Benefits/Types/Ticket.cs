using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Marquee.Benefits.Types;

/// <summary>
/// The number that a draw gets: HMAC-SHA-256 under the seed over the draw's number and a counter (both 8 bytes,
/// big-endian); its first 8 bytes as a number, taken modulo a million. Numbers in the incomplete last million are
/// passed over by counting up, so that every ticket is equally likely. Anybody with the seed can check it.
/// </summary>
internal static class Ticket
{
    private const ulong Whole = ulong.MaxValue / BenefitsLimits.Ppm * BenefitsLimits.Ppm;

    public static int Of(ReadOnlySpan<byte> seed, long sequence)
    {
        Span<byte> message = stackalloc byte[16];
        Span<byte> mac = stackalloc byte[32];
        BinaryPrimitives.WriteInt64BigEndian(message, sequence);
        for (var attempt = 0L; ; attempt++)
        {
            BinaryPrimitives.WriteInt64BigEndian(message[8..], attempt);
            HMACSHA256.HashData(seed, message, mac);
            var number = BinaryPrimitives.ReadUInt64BigEndian(mac);
            if (number < Whole)
            {
                return (int)(number % BenefitsLimits.Ppm);
            }
        }
    }
}
