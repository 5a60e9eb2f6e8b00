using System.Diagnostics;

namespace Marquee.Pricing.Engine;

/// <summary>
/// Splits an amount exactly by weights. Largest remainder: every part gets ⌊total·w/W⌋, the units left over go to the
/// largest remainders (total·w mod W), ties to the lower rank. No part passes its cap; what a cap cuts off is split
/// again among those with room. Parts of weight zero get nothing.
/// </summary>
internal static class Apportion
{
    /// <summary>
    /// The parts. Ranks break ties and must differ, so the result does not depend on the order of the input.
    /// </summary>
    /// <param name="total">What to split, zero or more.</param>
    /// <param name="weights">Zero or more each.</param>
    /// <param name="caps">The most that each part may get.</param>
    /// <param name="ranks">A stable order of the parts.</param>
    /// <exception cref="ArgumentException">The parts with a weight have not room for the total.</exception>
    public static long[] LargestRemainder(long total, long[] weights, long[] caps, long[] ranks)
    {
        Debug.Assert(total >= 0, "An amount to split is not negative.");
        Debug.Assert(weights.Length == caps.Length && caps.Length == ranks.Length, "One of each per part.");
        var parts = new long[weights.Length];
        var left = total;
        while (left > 0)
        {
            var given = Round(left, weights, caps, ranks, parts);
            if (given == 0)
            {
                throw new ArgumentException($"{left} of {total} find no room.", nameof(total));
            }

            left -= given;
        }

        Debug.Assert(parts.Sum() == total, "Parts make up the whole.");
        return parts;
    }

    // One round over the parts that still have room; each round either ends the work or fills at least one part to its
    // cap.
    private static long Round(long total, long[] weights, long[] caps, long[] ranks, long[] parts)
    {
        var open = Enumerable.Range(0, parts.Length).Where(i => weights[i] > 0 && parts[i] < caps[i]).ToArray();
        Int128 whole = 0;
        foreach (var i in open)
        {
            whole += weights[i];
        }

        long given = 0;
        var remainders = new Int128[parts.Length];
        var shares = new long[parts.Length];
        foreach (var i in open)
        {
            var product = (Int128)total * weights[i];
            shares[i] = (long)(product / whole);
            remainders[i] = product % whole;
            given += shares[i];
        }

        var units = total - given;
        foreach (var i in open.Where(i => remainders[i] > 0).OrderByDescending(i => remainders[i])
            .ThenBy(i => ranks[i]))
        {
            if (units == 0)
            {
                break;
            }

            shares[i]++;
            units--;
        }

        given = 0;
        foreach (var i in open)
        {
            var share = Math.Min(shares[i], caps[i] - parts[i]);
            parts[i] += share;
            given += share;
        }

        return given;
    }
}
