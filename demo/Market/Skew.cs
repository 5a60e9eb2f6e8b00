namespace Marquee.Demo.Market;

/// <summary>
/// Random numbers with the skews of real markets, from a seed and the number of the thing that is drawn.
/// </summary>
/// <remarks>
/// SplitMix64 (Steele, Lea, Flood 2014): every thing has a generator of its own, so that thing 7,000,000 can be made
/// without the
/// 6,999,999 before it, and the same seed makes the same market on every machine.
/// </remarks>
internal struct Skew(ulong seed, ulong thing)
{
    private ulong _state = Mix(seed ^ Mix(thing + 0x9E3779B97F4A7C15));

    /// <summary>An even number in [0, bound).</summary>
    public int Even(int bound) => (int)((UInt128)Next() * (ulong)bound >> 64);

    /// <summary>An even number in [0, 1).</summary>
    public double Share() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Whether something of that likelihood happens.</summary>
    public bool Happens(double likelihood) => Share() < likelihood;

    /// <summary>One of them.</summary>
    public T Of<T>(T[] choices) => choices[Even(choices.Length)];

    /// <summary>Log-normal around a median: prices, stocks, sales.</summary>
    public double Around(double median, double spread)
    {
        var radius = Math.Sqrt(-2 * Math.Log(1 - Share()));
        return median * Math.Exp(spread * radius * Math.Cos(2 * Math.PI * Share()));
    }

    /// <summary>
    /// A rank in [0, count) in which low ranks are far more frequent (an approximation of Zipf with exponent one).
    /// </summary>
    public int Rank(int count) => Math.Min(count - 1, (int)(Math.Pow(count + 1.0, Share()) - 1));

    private ulong Next()
    {
        unchecked
        {
            _state += 0x9E3779B97F4A7C15;
            return Mix(_state);
        }
    }

    private static ulong Mix(ulong z)
    {
        unchecked
        {
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }
}
