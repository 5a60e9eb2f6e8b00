using FsCheck.Fluent;
using Marquee.Testing;
using Marquee.Trade.Refunds;

namespace Marquee.Trade.Tests;

public sealed class TelescopeTests
{
    [Fact]
    public void However_the_pieces_are_cut_they_carry_the_amount_exactly_and_never_less_than_nothing() => Law.Holds(
        from amount in Gen.OneOf(Gen.Choose(0, 20).Select(x => (long)x), Gen.Choose(0, int.MaxValue)
            .Select(x => x * 1_000_003L))
        from quantity in Gen.Choose(1, 40)
        from cuts in Gen.ListOf(Gen.Choose(1, 10))
        select (amount, quantity, cuts),
        x =>
        {
            long sum = 0;
            var done = 0;
            foreach (var cut in x.cuts.Append(x.quantity))
            {
                var pieces = Math.Min(cut, x.quantity - done);
                var part = Telescope.Part(x.amount, x.quantity, done, pieces);
                Assert.True(part >= 0);
                sum += part;
                done += pieces;
                Assert.InRange(sum, 0, x.amount);
            }

            Assert.Equal(x.amount, sum);
        },
        cases: 2000);
}
