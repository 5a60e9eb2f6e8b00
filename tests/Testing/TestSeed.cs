using System.Globalization;

namespace Marquee.Testing;

/// <summary>
/// The one seed of a test program. It is new in every run, so that runs differ, and is printed, so that a run repeats:
/// <c>MARQUEE_SEED=… ./marquee test Rules</c>.
/// </summary>
public static class TestSeed
{
    private static int _taken;

    /// <summary>The seed of this run.</summary>
    public static int Value { get; } = Read();

    /// <summary>Another seed that follows from the run's.</summary>
    public static int Next() => unchecked(Value + (Interlocked.Increment(ref _taken) * 7919));

    /// <summary>A generator for one test. The name keeps a test's numbers the same whatever runs beside it.</summary>
    /// <param name="name">The test's name.</param>
    public static Random RandomFor(string name)
    {
        var seed = Value;
        foreach (var letter in name)
        {
            seed = unchecked((seed * 31) + letter);
        }

        return new Random(seed);
    }

    private static int Read()
    {
        var text = Environment.GetEnvironmentVariable("MARQUEE_SEED");
        var seed = int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var given)
            ? given
            : Random.Shared.Next();
        Console.WriteLine(FormattableString.Invariant($"MARQUEE_SEED={seed}"));
        return seed;
    }
}
