using System.Buffers.Binary;
using Marquee.Kernel;

namespace Marquee.Testing;

/// <summary>UUIDv7s that repeat for a seed and a clock, and sort in the order they were made. Thread-safe.</summary>
public sealed class SeededIds(int seed, TimeProvider time) : IdSource(time)
{
    private readonly Random _random = new(seed);
    private readonly Lock _lock = new();
    private readonly TimeProvider _time = time;
    private uint _made;

    /// <inheritdoc/>
    public override Guid Next()
    {
        Span<byte> bytes = stackalloc byte[16];
        uint made;
        lock (_lock)
        {
            _random.NextBytes(bytes);
            made = checked(++_made);
        }

        unchecked
        {
            var ms = _time.GetUtcNow().ToUnixTimeMilliseconds();
            BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)(ms >> 16));
            BinaryPrimitives.WriteUInt16BigEndian(bytes[4..], (ushort)ms);
            // Within a millisecond a counter of 26 bits keeps the order; version and variant stand in between.
            BinaryPrimitives.WriteUInt16BigEndian(bytes[6..], (ushort)(0x7000 | ((made >> 14) & 0xfff)));
            BinaryPrimitives.WriteUInt16BigEndian(bytes[8..], (ushort)(0x8000 | (made & 0x3fff)));
        }

        return new Guid(bytes, bigEndian: true);
    }
}
