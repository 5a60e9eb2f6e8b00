using System.Numerics;
using Marquee.Columns.Bits;

namespace Marquee.Columns.Kernels;

/// <summary>Compares two columns row by row: <c>a · denominator</c> with <c>b · numerator</c>, exactly.</summary>
internal static class FactorKernel
{
    public static void Run<TA, TB>(
        ReadOnlySpan<TA> a, ReadOnlySpan<TB> b, Comparison comparison, long numerator, long denominator,
        ReadOnlySpan<ulong> rows, Span<ulong> into)
        where TA : unmanaged, IBinaryInteger<TA>
        where TB : unmanaged, IBinaryInteger<TB>
    {
        for (var w = 0; w < rows.Length; w++)
        {
            var word = 0UL;
            for (var left = rows[w]; left != 0; left &= left - 1)
            {
                var bit = BitOperations.TrailingZeroCount(left);
                var order = Order(
                    long.CreateTruncating(a[(w * 64) + bit]), denominator,
                    long.CreateTruncating(b[(w * 64) + bit]), numerator);
                word |= (comparison.Holds(order) ? 1UL : 0UL) << bit;
            }

            into[w] = word;
        }
    }

    // Prices and their factors nearly always fit 64 bits; when one does not, 128 do.
    private static int Order(long a, long denominator, long b, long numerator)
    {
        var highA = Math.BigMul(a, denominator, out var lowA);
        var highB = Math.BigMul(b, numerator, out var lowB);
        return highA != highB ? highA.CompareTo(highB) : ((ulong)lowA).CompareTo((ulong)lowB);
    }
}
