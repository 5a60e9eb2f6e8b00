using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Marquee.Testing;

/// <summary>
/// A law: a property that holds for everything a generator makes. A counterexample is shrunk and printed with its two
/// seeds; <c>MARQUEE_REPLAY="first,second"</c> runs exactly that case again.
/// </summary>
public static class Law
{
    /// <summary>Holds for all values of the generator; more of them in long runs.</summary>
    /// <param name="arbitrary">Makes and shrinks values.</param>
    /// <param name="holds">Whether the law holds; an assertion that fails also refutes it.</param>
    /// <param name="cases">How many values in an ordinary run; a long run takes fifty times as many.</param>
    public static void Holds<T>(Arbitrary<T> arbitrary, Func<T, bool> holds, int cases = 200) =>
        Check.One(ConfigFor(cases), Prop.ForAll(arbitrary, holds));

    /// <summary>Holds for all values of the generator, without shrinking.</summary>
    public static void Holds<T>(Gen<T> generator, Func<T, bool> holds, int cases = 200) =>
        Holds(Arb.From(generator), holds, cases);

    /// <summary>Holds for all values of the generator: nothing in the body fails.</summary>
    public static void Holds<T>(Gen<T> generator, Action<T> check, int cases = 200) => Holds(
        Arb.From(generator),
        value =>
        {
            check(value);
            return true;
        },
        cases);

    /// <summary>The settings of a law's run, for a property that is put together by hand.</summary>
    public static Config ConfigFor(int cases = 200)
    {
        var config = Config.QuickThrowOnFailure
            .WithMaxTest(LongRun.IsOn ? cases * 50 : cases)
            .WithQuietOnSuccess(true);
        return Environment.GetEnvironmentVariable("MARQUEE_REPLAY")?.Split(',') is [var seed, var gamma]
            ? config.WithReplay(ulong.Parse(seed, null), ulong.Parse(gamma, null))
            : config;
    }
}
