using FsCheck;
using FsCheck.Fluent;
using Marquee.Benefits.Types;
using Marquee.Campaigns;

namespace Marquee.Benefits.Tests;

public sealed class LotteryTypeTests : BenefitTypeCompliance
{
    protected override IBenefitType NewType() => new LotteryType();

    protected override Gen<MechanicSpec> ValidSpecs =>
        from first in Gen.Choose(1, 400_000)
        from second in Gen.Choose(1, 600_000)
        from stock in Gen.Choose(0, 1000)
        from off in Gen.Choose(1, 100_000)
        from isCoupon in Gen.Elements(true, false)
        from tries in Gen.Choose(1, 10)
        select Market.SpecOf([.. Fields(first, second, stock, off, isCoupon, tries)]);

    private static IEnumerable<(string, object)> Fields(
        int first, int second, int stock, int off, bool isCoupon, int tries)
    {
        yield return ("title", "大转盘");
        yield return ("triesPerDay", tries);
        yield return ("prize1Title", "手机");
        yield return ("prize1OddsPpm", first);
        yield return ("prize1Stock", stock);
        yield return ("prize3Title", "红包");
        yield return ("prize3OddsPpm", second);
        yield return ("prize3Stock", stock);
        if (isCoupon)
        {
            yield return ("prize3OffMinor", off);
            yield return ("prize3ThresholdMinor", off + 1);
        }
    }

    private static readonly MechanicSpec Wheel = Engine.SpecCheck.Complete(new LotteryType(), Market.SpecOf(
        ("title", "Wheel"), ("prize1Title", "Car"), ("prize1OddsPpm", 1_000L), ("prize1Stock", 1L),
        ("prize2Title", "Phone"), ("prize2OddsPpm", 49_000L), ("prize2Stock", 1L),
        ("prize3Title", "Coupon"), ("prize3OddsPpm", 250_000L), ("prize3Stock", 1L), ("prize3OffMinor", 500L))).Value;

    [Fact]
    public void Draws_follow_the_published_odds()
    {
        // Chi-square over four outcomes, three degrees of freedom: above 16.27 once in a thousand seeds. The seed is
        // fixed.
        const int draws = 200_000;
        byte[] seed = [.. Enumerable.Range(1, 32).Select(n => (byte)n)];
        var counts = Enumerable.Range(1, draws)
            .CountBy(n => new LotteryType().Decide(InputOf(seed, n), Wheel).Award.Code ?? "none")
            .ToDictionary();
        (string Code, double Ppm)[] odds =
            [("prize1", 1_000), ("prize2", 49_000), ("prize3", 250_000), ("none", 700_000)];
        var chi = odds.Sum(o =>
        {
            var expected = draws * o.Ppm / 1_000_000;
            return Math.Pow(counts.GetValueOrDefault(o.Code) - expected, 2) / expected;
        });
        Assert.True(chi < 16.27, $"chi-square {chi}: {string.Join(", ", counts)}");
    }

    [Fact]
    public void Tickets_are_spread_evenly()
    {
        // A hundred buckets, 99 degrees of freedom: above 148.2 once in a thousand seeds. The seed is fixed.
        const int draws = 200_000;
        var counts = Enumerable.Range(1, draws).CountBy(n => Ticket.Of(new byte[32], n) / 10_000).ToDictionary();
        Assert.Equal(100, counts.Count);
        Assert.True(counts.Values.Sum(count => Math.Pow(count - (draws / 100.0), 2) / (draws / 100.0)) < 148.2);
    }

    [Fact]
    public void A_ticket_is_what_the_published_method_says()
    {
        byte[] seed = [.. Enumerable.Range(0, 32).Select(n => (byte)n)];
        var mac = System.Security.Cryptography.HMACSHA256.HashData(
            seed, (byte[])[0, 0, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 0, 0, 0, 0]);
        var expected = mac.Take(8).Aggregate(System.Numerics.BigInteger.Zero, (sum, b) => (sum * 256) + b) % 1_000_000;
        Assert.Equal((int)expected, Ticket.Of(seed, 258));
    }

    [Theory]
    [InlineData("prize2OddsPpm", 1L, "spec.prize2OddsPpm")]
    [InlineData("prize1OddsPpm", 1_000_001L, "spec.prize1OddsPpm")]
    [InlineData("prize1ThresholdMinor", 5L, "spec.prize1ThresholdMinor")]
    [InlineData("prize2OffMinor", 5L, "spec.prize2Title")]
    public void What_does_not_fit_is_named_by_its_field(string field, object value, string path)
    {
        var fields = new Dictionary<string, object>
        {
            ["title"] = "Wheel", ["prize1Title"] = "Car", ["prize1OddsPpm"] = 10L, ["prize1Stock"] = 1L,
            [field] = value,
        };
        var wrong = Engine.SpecCheck.Complete(new LotteryType(), new MechanicSpec(fields));
        Assert.Contains(path, wrong.Error!.Fields.Select(error => error.Path));
    }

    [Fact]
    public void Odds_above_the_whole_are_refused()
    {
        var wrong = Engine.SpecCheck.Complete(new LotteryType(), Market.SpecOf(
            ("title", "Wheel"), ("prize1Title", "a"), ("prize1OddsPpm", 600_000L), ("prize1Stock", 1L),
            ("prize2Title", "b"), ("prize2OddsPpm", 400_001L), ("prize2Stock", 1L)));
        Assert.Equal("spec.prize3OddsPpm", wrong.Error!.Fields.Single().Path);
    }

    private static BenefitInput InputOf(byte[] seed, long n)
    {
        var now = Testing.FakeClock.Start;
        return new BenefitInput(n, seed, now, now, now.AddHours(1));
    }
}
