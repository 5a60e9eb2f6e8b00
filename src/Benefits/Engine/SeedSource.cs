using System.Security.Cryptography;

namespace Marquee.Benefits.Engine;

/// <summary>Makes the secret seeds of benefits: unguessable, unless a test gives them.</summary>
internal sealed class SeedSource(Func<byte[]> next)
{
    public static SeedSource Secret { get; } = new(() => RandomNumberGenerator.GetBytes(32));

    public byte[] Next() => next();
}
