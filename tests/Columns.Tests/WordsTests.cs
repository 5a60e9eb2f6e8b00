using System.Runtime.InteropServices;
using FsCheck;
using FsCheck.Fluent;
using Marquee.Columns.Bits;
using Marquee.Testing;
using Xunit;

namespace Marquee.Columns.Tests;

/// <summary>The wide paths give the bits of the narrow one, whatever the length.</summary>
public sealed class WordsTests
{
    private static readonly Gen<(ulong[] A, ulong[] B)> Pairs =
        from length in Gen.Choose(0, 70)
        from seed in Gen.Choose(0, int.MaxValue)
        select (Random(length, seed), Random(length, seed + 1));

    [Fact]
    public void All_widths_give_the_same_words() => Law.Holds(
        Pairs,
        pair =>
        {
            foreach (var lanes in new[] { Lanes.Wide256, Lanes.Wide512 })
            {
                Assert.Equal(Result<AndOp>(pair, Lanes.Scalar), Result<AndOp>(pair, lanes));
                Assert.Equal(Result<OrOp>(pair, Lanes.Scalar), Result<OrOp>(pair, lanes));
                Assert.Equal(Result<AndNotOp>(pair, Lanes.Scalar), Result<AndNotOp>(pair, lanes));
                Assert.Equal(Result<XorOp>(pair, Lanes.Scalar), Result<XorOp>(pair, lanes));
            }
        });

    [Fact]
    public void A_fill_sets_exactly_its_bits() => Law.Holds(
        from bounds in Gen.Choose(0, 640).Two()
        select (From: Math.Min(bounds.Item1, bounds.Item2), To: Math.Max(bounds.Item1, bounds.Item2)),
        range =>
        {
            var words = new ulong[10];
            Words.Fill(words, range.From, range.To);

            Assert.Equal(range.To - range.From, Words.Count(words));
            Assert.All(Enumerable.Range(range.From, range.To - range.From), bit => Assert.True(Words.Has(words, bit)));
            Assert.Equal(range.From < range.To ? 1 : 0, Words.Runs(words));
        });

    private static ulong[] Result<TOp>((ulong[] A, ulong[] B) pair, Lanes lanes)
        where TOp : struct, IWordOp
    {
        var into = new ulong[pair.A.Length];
        Words.Apply<TOp>(pair.A, pair.B, into, lanes);
        return into;
    }

    private static ulong[] Random(int length, int seed)
    {
        var random = new Random(seed);
        var bytes = new byte[8 * length];
        random.NextBytes(bytes);
        return MemoryMarshal.Cast<byte, ulong>(bytes).ToArray();
    }
}
