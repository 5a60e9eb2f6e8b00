using FsCheck.Fluent;

namespace Marquee.Testing.Tests;

/// <summary>The fakes of time and ids.</summary>
public sealed class ClockAndIdsTests
{
    [Fact]
    public void Timers_fire_in_order_while_the_clock_moves()
    {
        var clock = new FakeClock();
        var fired = new List<(string Name, TimeSpan At)>();
        using var second = clock.CreateTimer(_ => Note("second"), null, Seconds(2), Timeout.InfiniteTimeSpan);
        using var often = clock.CreateTimer(_ => Note("often"), null, Seconds(1), Seconds(1.5));

        clock.Advance(Seconds(3));

        Assert.Equal([("often", Seconds(1)), ("second", Seconds(2)), ("often", Seconds(2.5))], fired);
        Assert.Equal(FakeClock.Start + Seconds(3), clock.GetUtcNow());

        void Note(string name) => fired.Add((name, clock.GetUtcNow() - FakeClock.Start));
        static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
    }

    [Fact]
    public void A_clock_never_goes_back()
    {
        var clock = new FakeClock();
        Assert.Throws<ArgumentOutOfRangeException>(() => clock.Advance(TimeSpan.FromTicks(-1)));
    }

    [Fact]
    public void Ids_of_one_seed_repeat_and_sort_in_the_order_they_were_made() => Law.Holds(
        Gen.Choose(int.MinValue, int.MaxValue),
        seed =>
        {
            var first = Make(seed);
            Assert.Equal(first, Make(seed));
            Assert.Equal(first.Order(), first);
            Assert.Equal(first.Count, first.Distinct().Count());
            Assert.All(first, id => Assert.Equal(7, id.Version));
        },
        cases: 20);

    [Fact]
    public void A_broken_law_names_the_seeds_that_replay_it()
    {
        var broken = Assert.ThrowsAny<Exception>(() => Law.Holds(Gen.Choose(0, 100), n => n < 50));
        Assert.Matches(@"seed of \(\d+,\d+\)", broken.Message);
    }

    private static List<Guid> Make(int seed)
    {
        var clock = new FakeClock();
        var ids = new SeededIds(seed, clock);
        var made = new List<Guid>();
        for (var i = 0; i < 3000; i++)
        {
            made.Add(ids.Next());
            clock.Advance(TimeSpan.FromMilliseconds(i / 1500 % 2));
        }

        return made;
    }
}
