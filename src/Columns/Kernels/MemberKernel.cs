using Marquee.Columns.Bits;
using Marquee.Columns.Segments;

namespace Marquee.Columns.Kernels;

/// <summary>Looks texts up in a list, a bit per row. A list is the words of a set over the dictionary.</summary>
internal static class MemberKernel
{
    public static void Run(ReadOnlySpan<int> ids, ReadOnlySpan<ulong> list, Span<ulong> into)
    {
        var words = Math.Min(into.Length, ids.Length / 64);
        for (var w = 0; w < words; w++)
        {
            var word = 0UL;
            for (var at = 0; at < 64; at++)
            {
                var id = ids[(w * 64) + at];
                // A text that came after the list was made is not on it.
                if (id >> 6 < list.Length)
                {
                    word |= (list[id >> 6] >> (id & 63) & 1) << at;
                }
            }

            into[w] = word;
        }
    }

    public static void Run(
        SetSegment sets, ReadOnlySpan<ulong> rows, ReadOnlySpan<ulong> list, bool all, Span<ulong> into)
    {
        for (var w = 0; w < rows.Length; w++)
        {
            var word = 0UL;
            for (var left = rows[w]; left != 0; left &= left - 1)
            {
                var bit = System.Numerics.BitOperations.TrailingZeroCount(left);
                word |= (Holds(sets.Of((w * 64) + bit), list, all) ? 1UL : 0UL) << bit;
            }

            into[w] = word;
        }
    }

    private static bool Holds(ReadOnlySpan<int> ids, ReadOnlySpan<ulong> list, bool all)
    {
        foreach (var id in ids)
        {
            if ((id >> 6 < list.Length && Words.Has(list, id)) != all)
            {
                return !all;
            }
        }

        return all;
    }
}
