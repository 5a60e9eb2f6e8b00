using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.InteropServices;
using Marquee.Columns.Bits;

namespace Marquee.Columns;

/// <summary>
/// A set of dense ids, 0 to <see cref="MaxMember"/>. Never changes: every operation makes a new set and may share parts
/// with its operands. Kept in canonical form, so that equal sets have equal bytes (<see cref="Write"/>). Thread-safe.
/// </summary>
/// <remarks>
/// Ids are cut into chunks of 65,536; a chunk keeps its members as an array, as words or as runs, whichever is
/// smallest (Lemire et al., "Roaring Bitmaps", 2018). A set of n ids costs at most 2 bytes each and 8 KiB a chunk.
/// </remarks>
public sealed class Bitmap : IEquatable<Bitmap>
{
    /// <summary>The largest id.</summary>
    public const int MaxMember = int.MaxValue;

    private const uint Magic = 0x4D42_4D31; // "MBM1"
    private const int HeaderSize = 8;
    private const int EntrySize = 8;

    private readonly ushort[] _keys;
    private readonly Container[] _containers;

    private Bitmap(ushort[] keys, Container[] containers)
    {
        _keys = keys;
        _containers = containers;
        Count = containers.Sum(container => (long)container.Count);
    }

    /// <summary>The set without members.</summary>
    public static Bitmap Empty { get; } = new([], []);

    /// <summary>How many members.</summary>
    public long Count { get; }

    /// <summary>Whether there is no member.</summary>
    public bool IsEmpty => Count == 0;

    /// <summary>The set of those ids, in any order, repeated or not.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An id is negative.</exception>
    public static Bitmap Of(params ReadOnlySpan<int> members)
    {
        var sorted = members.ToArray();
        Array.Sort(sorted);
        if (sorted.Length > 0)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(sorted[0]);
        }

        var made = new Parts();
        Span<ushort> low = new ushort[Math.Min(sorted.Length, Container.Size)];
        for (var at = 0; at < sorted.Length;)
        {
            var key = (ushort)(sorted[at] >> 16);
            var count = 0;
            for (; at < sorted.Length && sorted[at] >> 16 == key; at++)
            {
                if (count == 0 || low[count - 1] != (ushort)sorted[at])
                {
                    low[count++] = (ushort)sorted[at];
                }
            }

            made.Add(key, Container.Of(low[..count]));
        }

        return made.ToBitmap();
    }

    /// <summary>The set of all ids from <paramref name="from"/> to before <paramref name="to"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="from"/> is negative or above
    /// <paramref name="to"/>.</exception>
    public static Bitmap Range(int from, int to)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(from);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(from, to);
        var made = new Parts();
        Span<ulong> words = stackalloc ulong[Container.WordCount];
        for (long chunk = from >> 16; chunk << 16 < to; chunk++)
        {
            var start = chunk << 16;
            words.Clear();
            Words.Fill(words, (int)Math.Max(0, from - start), (int)Math.Min(Container.Size, to - start));
            made.Add((ushort)chunk, Container.Of(words));
        }

        return made.ToBitmap();
    }

    /// <summary>The set whose words those are: bit b of word w stands for <c>first + 64 w + b</c>.</summary>
    /// <param name="words">The words.</param>
    /// <param name="first">The id of the first bit; a multiple of 65,536.</param>
    /// <exception cref="ArgumentException"><paramref name="first"/> is no such multiple, or the last bit is beyond
    /// <see cref="MaxMember"/>.</exception>
    public static Bitmap OfWords(ReadOnlySpan<ulong> words, int first)
    {
        if (first < 0 || first % Container.Size != 0 || first + (64L * words.Length) > MaxMember + 1L)
        {
            throw new ArgumentException(
                $"{words.Length} words cannot begin at {first}: a multiple of {Container.Size} within range can.");
        }

        var made = new Parts();
        Span<ulong> part = stackalloc ulong[Container.WordCount];
        for (var at = 0; at < words.Length; at += Container.WordCount)
        {
            var rest = words[at..Math.Min(words.Length, at + Container.WordCount)];
            part.Clear();
            rest.CopyTo(part);
            made.Add((ushort)((first >> 16) + (at / Container.WordCount)), Container.Of(part));
        }

        return made.ToBitmap();
    }

    /// <summary>Members of both.</summary>
    public static Bitmap And(Bitmap a, Bitmap b) => Apply<AndOp>(a, b);

    /// <summary>Members of either.</summary>
    public static Bitmap Or(Bitmap a, Bitmap b) => Apply<OrOp>(a, b);

    /// <summary>Members of the first that are not in the second.</summary>
    public static Bitmap AndNot(Bitmap a, Bitmap b) => Apply<AndNotOp>(a, b);

    /// <summary>Members of exactly one: what entered and what left between two versions of a set.</summary>
    public static Bitmap Xor(Bitmap a, Bitmap b) => Apply<XorOp>(a, b);

    /// <summary>How many members <see cref="And"/> has, without making it.</summary>
    public static long CountAnd(Bitmap a, Bitmap b) => CountOf<AndOp>(a, b);

    /// <summary>How many members <see cref="Or"/> has, without making it.</summary>
    public static long CountOr(Bitmap a, Bitmap b) => CountOf<OrOp>(a, b);

    /// <summary>How many members <see cref="AndNot"/> has, without making it.</summary>
    public static long CountAndNot(Bitmap a, Bitmap b) => CountOf<AndNotOp>(a, b);

    /// <summary>Whether the id is a member.</summary>
    public bool Contains(int member) =>
        member >= 0 && ContainerOf((ushort)(member >> 16)) is { } container && container.Has((ushort)member);

    /// <summary>Calls for every member, ascending.</summary>
    public void ForEach(Action<int> visit)
    {
        ArgumentNullException.ThrowIfNull(visit);
        Span<ulong> words = stackalloc ulong[Container.WordCount];
        for (var i = 0; i < _keys.Length; i++)
        {
            var first = _keys[i] << 16;
            _containers[i].CopyTo(words);
            for (var w = 0; w < words.Length; w++)
            {
                for (var word = words[w]; word != 0; word &= word - 1)
                {
                    visit(first + (w << 6) + BitOperations.TrailingZeroCount(word));
                }
            }
        }
    }

    /// <summary>The members, ascending.</summary>
    /// <exception cref="InvalidOperationException">More than an array holds.</exception>
    public int[] ToArray()
    {
        if (Count > Array.MaxLength)
        {
            throw new InvalidOperationException($"{Count} members are more than an array holds.");
        }

        var members = new int[Count];
        var at = 0;
        ForEach(member => members[at++] = member);
        return members;
    }

    /// <summary>
    /// Writes the members from <paramref name="first"/> on as words, over what stands there: the reverse of
    /// <see cref="OfWords"/>.
    /// </summary>
    /// <param name="first">The id of the first bit; a multiple of 65,536.</param>
    /// <param name="words">Where to; a multiple of 1,024 words.</param>
    /// <exception cref="ArgumentException">Neither multiple.</exception>
    public void CopyTo(int first, Span<ulong> words)
    {
        if (first < 0 || first % Container.Size != 0 || words.Length % Container.WordCount != 0)
        {
            throw new ArgumentException($"{words.Length} words from {first} are not whole chunks of {Container.Size}.");
        }

        for (var at = 0; at < words.Length; at += Container.WordCount)
        {
            var part = words.Slice(at, Container.WordCount);
            if (ContainerOf((ushort)((first >> 16) + (at / Container.WordCount))) is { } container)
            {
                container.CopyTo(part);
            }
            else
            {
                part.Clear();
            }
        }
    }

    /// <summary>The bytes of the set: equal for equal sets. Little-endian on every machine.</summary>
    public byte[] Write()
    {
        var size = HeaderSize + (EntrySize * _keys.Length) + _containers.Sum(SizeOf);
        var bytes = new byte[size];
        var to = bytes.AsSpan();
        BinaryPrimitives.WriteUInt32LittleEndian(to, Magic);
        BinaryPrimitives.WriteInt32LittleEndian(to[4..], _keys.Length);
        var at = HeaderSize + (EntrySize * _keys.Length);
        for (var i = 0; i < _keys.Length; i++)
        {
            var container = _containers[i];
            var entry = to[(HeaderSize + (EntrySize * i))..];
            BinaryPrimitives.WriteUInt16LittleEndian(entry, _keys[i]);
            entry[2] = (byte)container.Kind;
            BinaryPrimitives.WriteInt32LittleEndian(entry[4..], SizeOf(container));
            at += WriteContainer(container, to[at..]);
        }

        return bytes;
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <param name="bytes">The bytes, from anywhere: every one of them is checked.</param>
    /// <param name="bitmap">The set; null when this is false.</param>
    /// <returns>Whether they are the canonical bytes of a set.</returns>
    public static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out Bitmap? bitmap)
    {
        bitmap = null;
        if (bytes.Length < HeaderSize || BinaryPrimitives.ReadUInt32LittleEndian(bytes) != Magic)
        {
            return false;
        }

        var count = BinaryPrimitives.ReadInt32LittleEndian(bytes[4..]);
        if (count is < 0 or > Container.Size / 2 || bytes.Length < HeaderSize + (EntrySize * count))
        {
            return false;
        }

        var keys = new ushort[count];
        var containers = new Container[count];
        var at = HeaderSize + (EntrySize * count);
        for (var i = 0; i < count; i++)
        {
            var entry = bytes[(HeaderSize + (EntrySize * i))..];
            keys[i] = BinaryPrimitives.ReadUInt16LittleEndian(entry);
            var size = BinaryPrimitives.ReadInt32LittleEndian(entry[4..]);
            if ((i > 0 && keys[i] <= keys[i - 1]) || keys[i] > short.MaxValue || entry[3] != 0 || size <= 0
                || size > bytes.Length - at
                || ReadContainer((ContainerKind)entry[2], bytes.Slice(at, size)) is not { } container)
            {
                return false;
            }

            containers[i] = container;
            at += size;
        }

        bitmap = at == bytes.Length ? new Bitmap(keys, containers) : null;
        return bitmap is not null;
    }

    /// <inheritdoc/>
    public bool Equals(Bitmap? other)
    {
        if (other is null || other.Count != Count || !_keys.AsSpan().SequenceEqual(other._keys))
        {
            return false;
        }

        for (var i = 0; i < _containers.Length; i++)
        {
            if (!AreEqual(_containers[i], other._containers[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Bitmap);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.Add(Count);
        foreach (var (key, container) in _keys.Zip(_containers))
        {
            hash.Add(HashCode.Combine(key, container.Count, container.Kind));
        }

        return hash.ToHashCode();
    }

    private static bool AreEqual(in Container a, in Container b) =>
        a.Kind == b.Kind && a.Count == b.Count
            && (a.Kind == ContainerKind.Bits ? a.Bits.SequenceEqual(b.Bits) : a.Shorts.SequenceEqual(b.Shorts));

    private static Bitmap Apply<TOp>(Bitmap a, Bitmap b)
        where TOp : struct, IWordOp
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        var made = new Parts();
        int i = 0, j = 0;
        while (i < a._keys.Length || j < b._keys.Length)
        {
            var order = i == a._keys.Length ? 1 : j == b._keys.Length ? -1 : a._keys[i].CompareTo(b._keys[j]);
            if (order < 0)
            {
                Alone<TOp>(made, a, i++, isFirst: true);
            }
            else if (order > 0)
            {
                Alone<TOp>(made, b, j++, isFirst: false);
            }
            else
            {
                made.Add(a._keys[i], Container.Apply<TOp>(a._containers[i], b._containers[j]));
                i++;
                j++;
            }
        }

        return made.ToBitmap();
    }

    // Against nothing, a whole chunk stays or goes: one member tells which.
    private static void Alone<TOp>(Parts made, Bitmap of, int index, bool isFirst)
        where TOp : struct, IWordOp
    {
        if ((isFirst ? TOp.Of(1UL, 0UL) : TOp.Of(0UL, 1UL)) != 0)
        {
            made.Add(of._keys[index], of._containers[index]);
        }
    }

    private static long CountOf<TOp>(Bitmap a, Bitmap b)
        where TOp : struct, IWordOp
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        var count = 0L;
        int i = 0, j = 0;
        while (i < a._keys.Length || j < b._keys.Length)
        {
            var order = i == a._keys.Length ? 1 : j == b._keys.Length ? -1 : a._keys[i].CompareTo(b._keys[j]);
            if (order < 0)
            {
                count += TOp.Of(1UL, 0UL) != 0 ? a._containers[i].Count : 0;
                i++;
            }
            else if (order > 0)
            {
                count += TOp.Of(0UL, 1UL) != 0 ? b._containers[j].Count : 0;
                j++;
            }
            else
            {
                count += Container.CountOf<TOp>(a._containers[i++], b._containers[j++]);
            }
        }

        return count;
    }

    private static int SizeOf(Container container) =>
        container.Kind == ContainerKind.Bits ? 8 * Container.WordCount : 2 * container.Shorts.Length;

    private static int WriteContainer(in Container container, Span<byte> to)
    {
        if (container.Kind == ContainerKind.Bits)
        {
            var words = MemoryMarshal.Cast<byte, ulong>(to[..(8 * Container.WordCount)]);
            container.Bits.CopyTo(words);
            if (!BitConverter.IsLittleEndian)
            {
                BinaryPrimitives.ReverseEndianness(words, words);
            }

            return 8 * words.Length;
        }

        var shorts = MemoryMarshal.Cast<byte, ushort>(to[..(2 * container.Shorts.Length)]);
        container.Shorts.CopyTo(shorts);
        if (!BitConverter.IsLittleEndian)
        {
            BinaryPrimitives.ReverseEndianness(shorts, shorts);
        }

        return 2 * shorts.Length;
    }

    private static Container? ReadContainer(ContainerKind kind, ReadOnlySpan<byte> bytes)
    {
        if (kind == ContainerKind.Bits)
        {
            if (bytes.Length != 8 * Container.WordCount)
            {
                return null;
            }

            var words = MemoryMarshal.Cast<byte, ulong>(bytes).ToArray();
            if (!BitConverter.IsLittleEndian)
            {
                BinaryPrimitives.ReverseEndianness(words, words);
            }

            return Container.Of(kind, words);
        }

        if (kind > ContainerKind.Runs || bytes.Length % (kind == ContainerKind.Runs ? 4 : 2) != 0)
        {
            return null;
        }

        var shorts = MemoryMarshal.Cast<byte, ushort>(bytes).ToArray();
        if (!BitConverter.IsLittleEndian)
        {
            BinaryPrimitives.ReverseEndianness(shorts, shorts);
        }

        return Container.Of(kind, shorts);
    }

    private Container? ContainerOf(ushort key)
    {
        var at = Array.BinarySearch(_keys, key);
        return at < 0 ? null : _containers[at];
    }

    private sealed class Parts
    {
        private readonly List<ushort> _keys = [];
        private readonly List<Container> _containers = [];

        public void Add(ushort key, Container? container)
        {
            if (container is { } some)
            {
                _keys.Add(key);
                _containers.Add(some);
            }
        }

        public Bitmap ToBitmap() => _keys.Count == 0 ? Empty : new Bitmap([.. _keys], [.. _containers]);
    }
}
