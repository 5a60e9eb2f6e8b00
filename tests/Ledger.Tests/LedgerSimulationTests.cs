using Marquee.Ledger.Tests.Simulation;
using Marquee.Testing;

namespace Marquee.Ledger.Tests;

/// <summary>A thousand worlds, each from one seed: the seed of one that fails is printed and replays.</summary>
public sealed class LedgerSimulationTests
{
    private const int Steps = 200;

    [Fact]
    public void No_fault_oversells_loses_or_doubles_anything()
    {
        var first = TestSeed.Next();
        var worlds = LongRun.IsOn ? 50_000 : 1000;
        int crashes = 0, told = 0;
        for (var i = 0; i < worlds; i++)
        {
            var seed = unchecked(first + i);
            try
            {
                using var world = new LedgerWorld(seed);
                world.Run(Steps);
                crashes += world.Crashes;
                told += world.Told;
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                Assert.Fail($"World {seed} fails; MARQUEE_WORLD={seed} replays it. {e}");
            }
        }

        Assert.True(crashes > worlds && told > worlds * 10, "Nothing happened: the test would prove nothing.");
    }

    [Fact]
    public void A_world_replays_from_its_seed()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("MARQUEE_WORLD"), null, out var given) ? given : 42;
        using var once = new LedgerWorld(seed);
        once.Run(Steps);
        using var again = new LedgerWorld(seed);
        again.Run(Steps);
        Assert.Equal((once.Crashes, once.Told), (again.Crashes, again.Told));
    }
}
