using System.Numerics;
using System.Runtime.CompilerServices;

namespace Marquee.Columns.Bits;

/// <summary>How a container keeps its members.</summary>
internal enum ContainerKind : byte
{
    /// <summary>Sorted 16-bit members.</summary>
    Array,
    /// <summary>1,024 words.</summary>
    Bits,
    /// <summary>Pairs of 16-bit numbers: where a run begins and how many members follow its first.</summary>
    Runs,
}

/// <summary>
/// The members of a set among 65,536 neighbours, never none. Always in its canonical kind, the smallest of the three
/// (array before runs before words when equal), so that equal sets are equal bytes. Never changes. The three kinds are
/// those of Roaring bitmaps (Lemire et al., "Roaring Bitmaps: Implementation of an Optimized Software Library", 2018).
/// </summary>
internal readonly struct Container
{
    public const int Size = 1 << 16;
    public const int WordCount = Size / 64;
    private readonly Array _data;

    private Container(ContainerKind kind, Array data, int count)
    {
        Kind = kind;
        _data = data;
        Count = count;
    }

    public ContainerKind Kind { get; }

    /// <summary>Members, 1 to 65,536.</summary>
    public int Count { get; }

    /// <summary>Members or runs as stored; for kinds other than words.</summary>
    public ReadOnlySpan<ushort> Shorts => (ushort[])_data;

    /// <summary>The words; for the kind of words.</summary>
    public ReadOnlySpan<ulong> Bits => (ulong[])_data;

    /// <summary>From words, canonical; null when there is no member.</summary>
    public static Container? Of(ReadOnlySpan<ulong> words)
    {
        var count = Words.Count(words);
        if (count == 0)
        {
            return null;
        }

        var runs = Words.Runs(words);
        return KindOf(count, runs) switch
        {
            ContainerKind.Array => new Container(ContainerKind.Array, MembersOf(words, count), count),
            ContainerKind.Runs => new Container(ContainerKind.Runs, RunsOf(words, runs), count),
            ContainerKind.Bits => new Container(ContainerKind.Bits, words.ToArray(), count),
        };
    }

    /// <summary>From ascending members, canonical; null when there is none.</summary>
    public static Container? Of(ReadOnlySpan<ushort> members)
    {
        if (members.Length == 0)
        {
            return null;
        }

        var runs = 1;
        for (var i = 1; i < members.Length; i++)
        {
            runs += members[i] != members[i - 1] + 1 ? 1 : 0;
        }

        if (KindOf(members.Length, runs) == ContainerKind.Array)
        {
            return new Container(ContainerKind.Array, members.ToArray(), members.Length);
        }

        Span<ulong> words = stackalloc ulong[WordCount];
        words.Clear();
        foreach (var member in members)
        {
            words[member >> 6] |= 1UL << (member & 63);
        }

        return Of(words);
    }

    /// <summary>
    /// From its stored form; null unless it is exactly the canonical form of a set: so what is read from a file is
    /// trusted only as far as it was checked.
    /// </summary>
    public static Container? Of(ContainerKind kind, Array data)
    {
        Span<ulong> words = stackalloc ulong[WordCount];
        words.Clear();
        switch (kind)
        {
            case ContainerKind.Array:
                var members = (ushort[])data;
                for (var i = 0; i < members.Length; i++)
                {
                    if (i > 0 && members[i] <= members[i - 1])
                    {
                        return null;
                    }

                    words[members[i] >> 6] |= 1UL << (members[i] & 63);
                }

                break;
            case ContainerKind.Runs:
                var runs = (ushort[])data;
                var next = 0;
                for (var i = 0; i < runs.Length; i += 2)
                {
                    var end = runs[i] + runs[i + 1] + 1;
                    if (runs[i] < next || end > Size)
                    {
                        return null;
                    }

                    Words.Fill(words, runs[i], end);
                    next = end + 1;
                }

                break;
            case ContainerKind.Bits:
                ((ulong[])data).CopyTo(words);
                break;
            default:
                return null;
        }

        return Of(words) is { } canonical && canonical.Kind == kind ? canonical : null;
    }

    /// <summary>The smallest kind for so many members in so many runs.</summary>
    public static ContainerKind KindOf(int members, int runs)
    {
        var array = 2 * members;
        var run = 4 * runs;
        const int bits = 8 * WordCount;
        return array <= run && array < bits ? ContainerKind.Array
            : run < bits ? ContainerKind.Runs
            : ContainerKind.Bits;
    }

    public bool Has(ushort member)
    {
        switch (Kind)
        {
            case ContainerKind.Bits:
                return Words.Has(Bits, member);
            case ContainerKind.Array:
                return Shorts.BinarySearch(member) >= 0;
            default:
                var run = LastRunFrom(Shorts, member);
                return run >= 0 && member - Shorts[2 * run] <= Shorts[(2 * run) + 1];
        }
    }

    /// <summary>Writes the members as words, over whatever stands there.</summary>
    public void CopyTo(Span<ulong> words)
    {
        if (Kind == ContainerKind.Bits)
        {
            Bits.CopyTo(words);
            return;
        }

        words.Clear();
        if (Kind == ContainerKind.Array)
        {
            foreach (var member in Shorts)
            {
                words[member >> 6] |= 1UL << (member & 63);
            }

            return;
        }

        var runs = Shorts;
        for (var i = 0; i < runs.Length; i += 2)
        {
            Words.Fill(words, runs[i], runs[i] + runs[i + 1] + 1);
        }
    }

    /// <summary>An operation of two containers; null when nothing is left.</summary>
    [SkipLocalsInit]
    public static Container? Apply<TOp>(in Container a, in Container b)
        where TOp : struct, IWordOp
    {
        // An array against anything, where the result is a part of it, needs no words.
        if (a.Kind == ContainerKind.Array && (typeof(TOp) == typeof(AndOp) || typeof(TOp) == typeof(AndNotOp)))
        {
            return Kept(a, b, typeof(TOp) == typeof(AndOp));
        }

        if (b.Kind == ContainerKind.Array && typeof(TOp) == typeof(AndOp))
        {
            return Kept(b, a, true);
        }

        Span<ulong> x = stackalloc ulong[WordCount];
        Span<ulong> y = stackalloc ulong[WordCount];
        Words.Apply<TOp>(AsWords(a, x), AsWords(b, y), x);
        return Of(x);
    }

    /// <summary>How many members the result would have.</summary>
    public static int CountOf<TOp>(in Container a, in Container b)
        where TOp : struct, IWordOp
    {
        var both = CountOfBoth(a, b);
        return typeof(TOp) == typeof(AndOp) ? both
            : typeof(TOp) == typeof(AndNotOp) ? a.Count - both
            : typeof(TOp) == typeof(OrOp) ? a.Count + b.Count - both
            : a.Count + b.Count - (2 * both);
    }

    [SkipLocalsInit]
    private static int CountOfBoth(in Container a, in Container b)
    {
        if (a.Kind == ContainerKind.Array || b.Kind == ContainerKind.Array)
        {
            var (few, many) = a.Kind == ContainerKind.Array && (b.Kind != ContainerKind.Array || a.Count <= b.Count)
                ? (a, b)
                : (b, a);
            var count = 0;
            foreach (var member in few.Shorts)
            {
                count += many.Has(member) ? 1 : 0;
            }

            return count;
        }

        Span<ulong> x = stackalloc ulong[WordCount];
        Span<ulong> y = stackalloc ulong[WordCount];
        return Words.Count<AndOp>(AsWords(a, x), AsWords(b, y));
    }

    [SkipLocalsInit]
    private static Container? Kept(in Container array, in Container other, bool ifThere)
    {
        Span<ushort> kept = stackalloc ushort[array.Count];
        var count = 0;
        foreach (var member in array.Shorts)
        {
            if (other.Has(member) == ifThere)
            {
                kept[count++] = member;
            }
        }

        return Of(kept[..count]);
    }

    private static ReadOnlySpan<ulong> AsWords(in Container container, Span<ulong> room)
    {
        if (container.Kind == ContainerKind.Bits)
        {
            return container.Bits;
        }

        container.CopyTo(room);
        return room;
    }

    private static int LastRunFrom(ReadOnlySpan<ushort> runs, ushort member)
    {
        int low = 0, high = runs.Length / 2;
        while (low < high)
        {
            var middle = (low + high) >> 1;
            if (runs[2 * middle] <= member)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low - 1;
    }

    private static ushort[] MembersOf(ReadOnlySpan<ulong> words, int count)
    {
        var members = new ushort[count];
        var at = 0;
        for (var i = 0; i < words.Length; i++)
        {
            for (var word = words[i]; word != 0; word &= word - 1)
            {
                members[at++] = (ushort)((i << 6) + BitOperations.TrailingZeroCount(word));
            }
        }

        return members;
    }

    private static ushort[] RunsOf(ReadOnlySpan<ulong> words, int count)
    {
        var runs = new ushort[2 * count];
        var at = 0;
        var bit = 0;
        while ((bit = Next(words, bit, true)) < Size)
        {
            var end = Next(words, bit, false);
            runs[at++] = (ushort)bit;
            runs[at++] = (ushort)(end - bit - 1);
            bit = end;
        }

        return runs;
    }

    // The first bit from there that is (or is not) a member; the size when there is none.
    private static int Next(ReadOnlySpan<ulong> words, int from, bool member)
    {
        for (var i = from >> 6; i < words.Length; i++)
        {
            var word = member ? words[i] : ~words[i];
            if (i == from >> 6)
            {
                word &= ulong.MaxValue << (from & 63);
            }

            if (word != 0)
            {
                return (i << 6) + BitOperations.TrailingZeroCount(word);
            }
        }

        return Size;
    }
}
