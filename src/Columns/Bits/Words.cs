using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Marquee.Columns.Bits;

/// <summary>Sets as plain words: bit <c>i % 64</c> of word <c>i / 64</c> tells whether <c>i</c> is a member.</summary>
internal static class Words
{
    /// <summary>How many words hold that many bits.</summary>
    public static int For(int bits) => (bits + 63) >> 6;

    public static bool Has(ReadOnlySpan<ulong> words, int bit) => (words[bit >> 6] >> (bit & 63) & 1) != 0;

    public static void Put(Span<ulong> words, int bit, bool value)
    {
        var mask = 1UL << (bit & 63);
        words[bit >> 6] = value ? words[bit >> 6] | mask : words[bit >> 6] & ~mask;
    }

    /// <summary>Makes the bits [from, to) members.</summary>
    public static void Fill(Span<ulong> words, int from, int to)
    {
        if (from >= to)
        {
            return;
        }

        int first = from >> 6, last = (to - 1) >> 6;
        var head = ulong.MaxValue << (from & 63);
        var tail = ulong.MaxValue >> (63 - ((to - 1) & 63));
        if (first == last)
        {
            words[first] |= head & tail;
            return;
        }

        words[first] |= head;
        words[(first + 1)..last].Fill(ulong.MaxValue);
        words[last] |= tail;
    }

    public static int Count(ReadOnlySpan<ulong> words)
    {
        var count = 0;
        foreach (var word in words)
        {
            count += BitOperations.PopCount(word);
        }

        return count;
    }

    /// <summary>How many runs of consecutive members there are.</summary>
    public static int Runs(ReadOnlySpan<ulong> words)
    {
        var runs = 0;
        var before = 0UL;
        foreach (var word in words)
        {
            // A run begins at each member whose predecessor is none.
            runs += BitOperations.PopCount(word & ~((word << 1) | before));
            before = word >> 63;
        }

        return runs;
    }

    /// <summary>Applies an operation word by word; the result may be one of the operands.</summary>
    public static void Apply<TOp>(ReadOnlySpan<ulong> a, ReadOnlySpan<ulong> b, Span<ulong> into)
        where TOp : struct, IWordOp => Apply<TOp>(a, b, into, BestLanes.Of);

    internal static void Apply<TOp>(ReadOnlySpan<ulong> a, ReadOnlySpan<ulong> b, Span<ulong> into, Lanes lanes)
        where TOp : struct, IWordOp
    {
        if (a.Length != b.Length || into.Length < a.Length)
        {
            throw new ArgumentException($"Operands of {a.Length} and {b.Length} words do not fit {into.Length}.");
        }

        var at = 0;
        ref var x = ref MemoryMarshal.GetReference(a);
        ref var y = ref MemoryMarshal.GetReference(b);
        ref var z = ref MemoryMarshal.GetReference(into);
        if (lanes == Lanes.Wide512)
        {
            for (; at <= a.Length - Vector512<ulong>.Count; at += Vector512<ulong>.Count)
            {
                TOp.Of(Vector512.LoadUnsafe(ref x, (nuint)at), Vector512.LoadUnsafe(ref y, (nuint)at))
                    .StoreUnsafe(ref z, (nuint)at);
            }
        }
        else if (lanes == Lanes.Wide256)
        {
            for (; at <= a.Length - Vector256<ulong>.Count; at += Vector256<ulong>.Count)
            {
                TOp.Of(Vector256.LoadUnsafe(ref x, (nuint)at), Vector256.LoadUnsafe(ref y, (nuint)at))
                    .StoreUnsafe(ref z, (nuint)at);
            }
        }

        for (; at < a.Length; at++)
        {
            Unsafe.Add(ref z, at) = TOp.Of(Unsafe.Add(ref x, at), Unsafe.Add(ref y, at));
        }
    }

    /// <summary>The members of the result of an operation, without keeping the result.</summary>
    public static int Count<TOp>(ReadOnlySpan<ulong> a, ReadOnlySpan<ulong> b)
        where TOp : struct, IWordOp
    {
        var count = 0;
        for (var i = 0; i < a.Length; i++)
        {
            count += BitOperations.PopCount(TOp.Of(a[i], b[i]));
        }

        return count;
    }
}
