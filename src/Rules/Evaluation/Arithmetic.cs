namespace Marquee.Rules.Evaluation;

/// <summary>Comparisons in integers, exact for every 64-bit value.</summary>
internal static class Arithmetic
{
    public static bool Holds(long left, CompareOp op, long right) => op switch
    {
        CompareOp.Lt => left < right,
        CompareOp.Le => left <= right,
        CompareOp.Gt => left > right,
        CompareOp.Ge => left >= right,
        CompareOp.Eq => left == right,
        CompareOp.Ne => left != right,
    };

    public static bool Holds(Int128 left, CompareOp op, Int128 right) => op switch
    {
        CompareOp.Lt => left < right,
        CompareOp.Le => left <= right,
        CompareOp.Gt => left > right,
        CompareOp.Ge => left >= right,
        CompareOp.Eq => left == right,
        CompareOp.Ne => left != right,
    };

    /// <summary>
    /// The value that passes <c>x op numerator / denominator</c> and is nearest to the bound, where there is one in 64
    /// bits.
    /// </summary>
    public static long? Nearest(CompareOp op, Int128 numerator, Int128 denominator)
    {
        var floor = numerator / denominator - (numerator % denominator < 0 ? 1 : 0);
        var exact = numerator % denominator == 0;
        Int128? nearest = op switch
        {
            CompareOp.Le => floor,
            CompareOp.Lt => exact ? floor - 1 : floor,
            CompareOp.Ge => exact ? floor : floor + 1,
            CompareOp.Gt => floor + 1,
            CompareOp.Eq => exact ? floor : null,
            CompareOp.Ne => null,
        };
        return nearest is { } value && value >= long.MinValue && value <= long.MaxValue ? (long)value : null;
    }

    public static long Power(int exponent)
    {
        var power = 1L;
        for (var i = 0; i < exponent; i++)
        {
            power *= 10;
        }

        return power;
    }
}
