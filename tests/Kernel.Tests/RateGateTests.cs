using Marquee.Kernel.Http;
using Marquee.Testing;

namespace Marquee.Kernel.Tests;

public sealed class RateGateTests
{
    private static readonly MarqueeSettings Settings = new()
    {
        Database = "Database=none", DataDir = "/nowhere", RatePerKey = 10, RatePerPerson = 1,
    };

    private readonly FakeClock _clock = new();

    [Fact]
    public void A_burst_of_two_seconds_passes_and_what_was_used_comes_back_with_time()
    {
        var gate = new RateGate(Settings, _clock);
        Assert.Equal(20, Enumerable.Range(0, 100).Count(_ => gate.Take(ActorKind.Machine, "key:a") is null));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(10, Enumerable.Range(0, 100).Count(_ => gate.Take(ActorKind.Machine, "key:a") is null));
        Assert.Null(gate.Take(ActorKind.Machine, "key:b"));
    }

    [Fact]
    public void The_system_and_nobody_in_particular_are_not_counted()
    {
        var gate = new RateGate(Settings, _clock);
        Assert.All(Enumerable.Range(0, 100), _ => Assert.Null(gate.Take(ActorKind.Anonymous, "anonymous")));
        Assert.Equal(0, gate.Remembered);
    }

    [Fact]
    public void However_many_call_the_memory_is_bounded_and_those_who_pause_are_forgotten()
    {
        var gate = new RateGate(Settings, _clock);
        for (var i = 0; i < KernelLimits.RateCallers + 1_000; i++)
        {
            Assert.Null(gate.Take(ActorKind.Person, $"p-{i}"));
        }

        Assert.Equal(KernelLimits.RateCallers, gate.Remembered);
        _clock.Advance(TimeSpan.FromSeconds(5));
        gate.Take(ActorKind.Person, "one more");
        Assert.Equal(1, gate.Remembered);
    }
}
