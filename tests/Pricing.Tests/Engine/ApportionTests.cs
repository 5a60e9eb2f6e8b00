using FsCheck.Fluent;
using Marquee.Pricing.Engine;
using Marquee.Testing;

namespace Marquee.Pricing.Tests.Engine;

public sealed class ApportionTests
{
    [Fact]
    public void The_odd_units_go_to_the_largest_remainders() =>
        Assert.Equal([33L, 34L, 33L], Split(100, [1, 1, 1], ranks: [2, 1, 3]));

    [Fact]
    public void A_cap_sends_its_excess_to_the_others() =>
        Assert.Equal([5L, 48L, 47L], Apportion.LargestRemainder(100, [1, 1, 1], [5, 100, 100], [1, 2, 3]));

    [Fact]
    public void Amounts_near_the_end_of_a_long_do_not_overflow()
    {
        var half = long.MaxValue / 2;
        Assert.Equal([half, half], Split(half * 2, [half, half], ranks: [1, 2]));
    }

    [Fact]
    public void An_amount_without_room_is_refused() =>
        Assert.Throws<ArgumentException>(() => Apportion.LargestRemainder(3, [1, 1, 0], [1, 1, 9], [1, 2, 3]));

    [Fact]
    public void Parts_make_up_the_whole_within_caps_and_nothing_goes_to_weight_zero() => Law.Holds(
        Parts,
        x =>
        {
            var parts = Apportion.LargestRemainder(x.Total, x.Weights, x.Caps, x.Ranks);
            Assert.Equal(x.Total, parts.Sum());
            for (var i = 0; i < parts.Length; i++)
            {
                Assert.InRange(parts[i], 0, x.Caps[i]);
                Assert.True(x.Weights[i] > 0 || parts[i] == 0);
            }
        },
        cases: 2000);

    [Fact]
    public void The_order_of_the_parts_means_nothing() => Law.Holds(
        Parts,
        x =>
        {
            var parts = Apportion.LargestRemainder(x.Total, x.Weights, x.Caps, x.Ranks);
            var turned = Apportion.LargestRemainder(
                x.Total, [.. x.Weights.Reverse()], [.. x.Caps.Reverse()], [.. x.Ranks.Reverse()]);
            Assert.Equal(parts, turned.Reverse());
        },
        cases: 1000);

    private static FsCheck.Gen<Case> Parts =>
        from n in Gen.Choose(1, 8)
        from weights in Gen.ArrayOf(Gen.OneOf(Gen.Constant(0), Gen.Choose(1, 3), Gen.Choose(1, 100_000)), n)
        from slack in Gen.ArrayOf(Gen.OneOf(Gen.Constant(0), Gen.Choose(0, 100_000)), n)
        from share in Gen.Choose(0, 1000)
        let caps = weights.Zip(slack, (w, s) => (long)(w + s) / 2).ToArray()
        let room = caps.Where((_, i) => weights[i] > 0).Sum()
        select new Case(
            room * share / 1000, [.. weights.Select(w => (long)w)], caps,
            [.. Enumerable.Range(0, n).Select(i => (long)((i * 7) % 11))]);

    private static long[] Split(long total, long[] weights, long[] ranks) =>
        Apportion.LargestRemainder(total, weights, [.. weights.Select(_ => long.MaxValue)], ranks);

    private sealed record Case(long Total, long[] Weights, long[] Caps, long[] Ranks);
}
