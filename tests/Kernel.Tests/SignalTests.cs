using Marquee.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Marquee.Kernel.Tests;

public sealed class SignalTests(Database fixture) : IClassFixture<Database>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly TestDatabase _db = fixture.Database;

    private sealed class First(TimeProvider time) : ChannelSignal("probe_first", time);

    private sealed class Second(TimeProvider time) : ChannelSignal("probe_second", time);

    [Fact]
    public async Task Each_channel_wakes_its_own_waiters_and_a_lost_connection_is_made_good()
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddKernel(_db.Settings with { Database = _db.Settings.Database + ";Application Name=signals" });
        services.AddChannelSignal<First>().AddChannelSignal<Second>();
        await using var provider = services.BuildServiceProvider();
        var (first, second) = (provider.GetRequiredService<First>(), provider.GetRequiredService<Second>());
        var listener = provider.GetServices<IHostedService>().First(one => one.GetType().Name == "ChannelListener");
        await listener.StartAsync(default);
        Assert.True(await WokenAsync(first, 0), "beginning to listen wakes everybody");

        var (seen, other) = (first.Version, second.Version);
        await _db.ExecuteAsync("notify probe_first");
        Assert.True(await WokenAsync(first, seen));
        Assert.Equal(other, second.Version);

        await _db.ExecuteAsync(
            "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'signals'");
        Assert.True(await WokenAsync(second, other), "what was announced meanwhile is looked for");
        other = second.Version;
        await _db.ExecuteAsync("notify probe_second");
        Assert.True(await WokenAsync(second, other), "it listens again");
        await listener.StopAsync(default);
    }

    private static async Task<bool> WokenAsync(ChannelSignal signal, long seen)
    {
        await signal.WaitAsync(seen, Patience, default);
        return signal.Version != seen;
    }
}
