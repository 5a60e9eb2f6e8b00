using System.Numerics;

namespace Marquee.Rules;

/// <summary>
/// An exact positive factor, kept in lowest terms: 0.9 is 9/10. Both parts are between 1 and one thousand million, so
/// that
/// a comparison of two scaled 64-bit values by a factor always fits 128 bits.
/// </summary>
public readonly record struct Factor
{
    private Factor(long numerator, long denominator)
    {
        Numerator = numerator;
        Denominator = denominator;
    }

    /// <summary>One: compare the two fields as they are.</summary>
    public static Factor One { get; } = new(1, 1);

    /// <summary>The numerator in lowest terms.</summary>
    public long Numerator { get; }

    /// <summary>The denominator in lowest terms.</summary>
    public long Denominator { get; }

    /// <summary>Whether the factor is one.</summary>
    public bool IsOne => Numerator == Denominator;

    /// <summary>
    /// Brings a fraction to lowest terms. False when a part is not positive or, in lowest terms, above the limit.
    /// </summary>
    public static bool TryMake(long numerator, long denominator, out Factor factor)
    {
        factor = One;
        if (numerator <= 0 || denominator <= 0)
        {
            return false;
        }

        var divisor = (long)BigInteger.GreatestCommonDivisor(numerator, denominator);
        factor = new Factor(numerator / divisor, denominator / divisor);
        return factor.Numerator <= Limits.MaxFactorPart && factor.Denominator <= Limits.MaxFactorPart;
    }

    /// <summary>
    /// Brings a fraction to lowest terms. A part that is not positive or too large is a bug and throws.
    /// </summary>
    public static Factor Of(long numerator, long denominator = 1) => TryMake(numerator, denominator, out var factor)
        ? factor
        : throw new ArgumentOutOfRangeException(nameof(numerator), $"{numerator}/{denominator} is not a factor.");
}
