using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Marquee.Columns.Bits;

namespace Marquee.Columns.Kernels;

/// <summary>A test of a value, in the widths that the processor may have. The other three tests negate these.</summary>
internal interface IValueTest<T>
    where T : unmanaged
{
    static abstract bool Of(T value, T bound);

    static abstract Vector256<T> Of(Vector256<T> values, Vector256<T> bound);

    static abstract Vector512<T> Of(Vector512<T> values, Vector512<T> bound);
}

internal readonly struct EqualTest<T> : IValueTest<T>
    where T : unmanaged, INumber<T>
{
    public static bool Of(T value, T bound) => value == bound;

    public static Vector256<T> Of(Vector256<T> values, Vector256<T> bound) => Vector256.Equals(values, bound);

    public static Vector512<T> Of(Vector512<T> values, Vector512<T> bound) => Vector512.Equals(values, bound);
}

internal readonly struct LessTest<T> : IValueTest<T>
    where T : unmanaged, INumber<T>
{
    public static bool Of(T value, T bound) => value < bound;

    public static Vector256<T> Of(Vector256<T> values, Vector256<T> bound) => Vector256.LessThan(values, bound);

    public static Vector512<T> Of(Vector512<T> values, Vector512<T> bound) => Vector512.LessThan(values, bound);
}

internal readonly struct LessOrEqualTest<T> : IValueTest<T>
    where T : unmanaged, INumber<T>
{
    public static bool Of(T value, T bound) => value <= bound;

    public static Vector256<T> Of(Vector256<T> values, Vector256<T> bound) =>
        Vector256.LessThanOrEqual(values, bound);

    public static Vector512<T> Of(Vector512<T> values, Vector512<T> bound) =>
        Vector512.LessThanOrEqual(values, bound);
}

/// <summary>Compares the values of a column with one bound, a bit per row.</summary>
internal static class CompareKernel
{
    /// <summary>Writes one bit per value; values beyond the words or words beyond the values are left alone.</summary>
    public static void Run<T, TTest>(ReadOnlySpan<T> values, T bound, Span<ulong> into, Lanes lanes)
        where T : unmanaged, INumber<T>
        where TTest : struct, IValueTest<T>
    {
        var words = Math.Min(into.Length, values.Length / 64);
        ref var value = ref MemoryMarshal.GetReference(values);
        switch (lanes)
        {
            case Lanes.Wide512:
                var bound512 = Vector512.Create(bound);
                for (var w = 0; w < words; w++)
                {
                    var word = 0UL;
                    for (var at = 0; at < 64; at += Vector512<T>.Count)
                    {
                        var part = Vector512.LoadUnsafe(ref value, (nuint)((w * 64) + at));
                        word |= TTest.Of(part, bound512).ExtractMostSignificantBits() << at;
                    }

                    into[w] = word;
                }

                break;
            case Lanes.Wide256:
                var bound256 = Vector256.Create(bound);
                for (var w = 0; w < words; w++)
                {
                    var word = 0UL;
                    for (var at = 0; at < 64; at += Vector256<T>.Count)
                    {
                        var part = Vector256.LoadUnsafe(ref value, (nuint)((w * 64) + at));
                        word |= (ulong)TTest.Of(part, bound256).ExtractMostSignificantBits() << at;
                    }

                    into[w] = word;
                }

                break;
            default:
                for (var w = 0; w < words; w++)
                {
                    var word = 0UL;
                    for (var at = 0; at < 64; at++)
                    {
                        word |= (TTest.Of(Unsafe.Add(ref value, (w * 64) + at), bound) ? 1UL : 0UL) << at;
                    }

                    into[w] = word;
                }

                break;
        }
    }

    /// <summary>As <see cref="Comparison"/> says: three tests, and their opposites.</summary>
    public static void Run<T>(
        ReadOnlySpan<T> values, Comparison comparison, T bound, Span<ulong> into, Lanes lanes)
        where T : unmanaged, INumber<T>
    {
        switch (comparison)
        {
            case Comparison.Equal or Comparison.NotEqual:
                Run<T, EqualTest<T>>(values, bound, into, lanes);
                break;
            case Comparison.Less or Comparison.GreaterOrEqual:
                Run<T, LessTest<T>>(values, bound, into, lanes);
                break;
            case Comparison.LessOrEqual or Comparison.Greater:
                Run<T, LessOrEqualTest<T>>(values, bound, into, lanes);
                break;
        }

        if (comparison is Comparison.NotEqual or Comparison.GreaterOrEqual or Comparison.Greater)
        {
            foreach (ref var word in into[..Math.Min(into.Length, values.Length / 64)])
            {
                word = ~word;
            }
        }
    }
}
