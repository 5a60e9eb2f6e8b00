using System.Collections.Concurrent;
using Marquee.Kernel;
using Marquee.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Marquee.Kernel.Tests;

public sealed class EventTests(Database fixture) : IClassFixture<Database>
{
    private readonly TestDatabase _db = fixture.Database;

    private ProbeDb Probe => new(_db.Source, _db.Settings);

    [Fact]
    public async Task An_event_that_commits_late_is_not_passed_over()
    {
        var call = _db.Call(await _db.NewTenantAsync());
        var seen = new Listener("late");
        await using var host = await StartAsync(seen);
        await using var early = await Probe.BeginAsync(call, default);
        await early.AddAsync(new Happened("early, slow"), default);
        await AddAsync(call, "late, quick");
        await AddAsync(call, "later still");

        await Task.Delay(300);
        Assert.Empty(seen.Names);
        await early.CommitAsync(default);

        await seen.WaitForAsync(3);
        Assert.Equal(["early, slow", "late, quick", "later still"], seen.Names);
    }

    [Fact]
    public async Task A_rolled_back_event_never_happened()
    {
        var call = _db.Call(await _db.NewTenantAsync());
        var seen = new Listener("rolled");
        await using var host = await StartAsync(seen);
        await using (var tx = await Probe.BeginAsync(call, default))
        {
            await tx.AddAsync(new Happened("not"), default);
        }

        await AddAsync(call, "yes");
        await seen.WaitForAsync(1);
        Assert.Equal(["yes"], seen.Names);
    }

    [Fact]
    public async Task A_failing_delivery_is_tried_again_and_the_next_ones_wait_for_it()
    {
        var call = _db.Call(await _db.NewTenantAsync());
        var failures = 2;
        var seen = new Listener("retry", name =>
        {
            if (name == "hard" && Interlocked.Decrement(ref failures) >= 0)
            {
                throw new InvalidOperationException("not yet");
            }
        });
        await using var host = await StartAsync(seen);
        await AddAsync(call, "hard");
        await AddAsync(call, "easy");

        await seen.WaitForAsync(2);
        Assert.Equal(["hard", "easy"], seen.Names);
    }

    [Fact]
    public async Task What_never_succeeds_becomes_a_dead_letter_and_the_next_go_on()
    {
        var call = _db.Call(await _db.NewTenantAsync());
        var seen = new Listener(
            "dead", name => _ = name == "poison" ? throw new InvalidOperationException("never") : 0);
        await using var host = await StartAsync(seen);
        await AddAsync(call, "poison");
        await AddAsync(call, "fine");

        // The waits between tries are minutes in the end; the test is impatient.
        for (var i = 0; i < 600 && seen.Names.Count == 0; i++)
        {
            await _db.ExecuteAsync("update kernel.subscription set retry_at = null where name = $1", seen.Name);
            await Task.Delay(50);
        }

        Assert.Equal(["fine"], seen.Names);
        Assert.Equal("never", await _db.ScalarAsync<string>(
            "select error from kernel.dead_letter where subscription = $1 and payload ->> 'name' = 'poison'",
            seen.Name));
    }

    [Fact]
    public async Task A_repeated_delivery_is_recognised_in_the_effects_transaction()
    {
        var call = _db.Call(await _db.NewTenantAsync());
        var delivery = new Delivery("repeat", call, Guid.NewGuid(), "probe.happened", 1, call.Now, """{"name":"x"}""");
        var firsts = new List<bool>();
        for (var i = 0; i < 3; i++)
        {
            await using var tx = await Probe.BeginAsync(call, default);
            firsts.Add(await delivery.IsFirstAsync(tx, default));
            await tx.CommitAsync(default);
        }

        Assert.Equal([true, false, false], firsts);
    }

    [Fact]
    public async Task Two_hosts_deliver_each_event_once()
    {
        var call = _db.Call(await _db.NewTenantAsync());
        // One ear in both hosts: the turn may pass between them at any event, and the order holds across.
        var listener = new Listener("shared");
        await using var first = await StartAsync(listener);
        await using var second = await StartAsync(listener);
        for (var i = 0; i < 20; i++)
        {
            await AddAsync(call, "e" + i);
        }

        for (var i = 0; i < 1200 && listener.Names.Count < 20; i++)
        {
            await Task.Delay(50);
        }

        Assert.Equal(Enumerable.Range(0, 20).Select(i => "e" + i), listener.Names);
    }

    private async Task AddAsync(CallContext call, string name)
    {
        await using var tx = await Probe.BeginAsync(call, default);
        await tx.AddAsync(new Happened(name), default);
        await tx.CommitAsync(default);
    }

    private async Task<RunningHost> StartAsync(Listener listener)
    {
        // A subscription of its own begins with what comes from now on, not with the events of other tests.
        await _db.ExecuteAsync("""
            insert into kernel.subscription (name, xid, seq)
            select $1, coalesce(max(xid), '0'), coalesce((array_agg(seq order by xid desc, seq desc))[1], 0)
                from kernel.outbox
            on conflict do nothing
            """, listener.Name);
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddKernel(_db.Settings);
        services.AddSingleton<ISubscription>(listener);
        var provider = services.BuildServiceProvider();
        foreach (var hosted in provider.GetServices<IHostedService>())
        {
            await hosted.StartAsync(default);
        }

        return new RunningHost(provider);
    }

    private sealed class RunningHost(ServiceProvider provider) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            foreach (var hosted in provider.GetServices<IHostedService>())
            {
                await hosted.StopAsync(default);
            }

            await provider.DisposeAsync();
        }
    }

    private sealed class Listener(string name, Action<string>? before = null) : ISubscription
    {
        private readonly ConcurrentQueue<string> _names = new();

        public string Name => name;

        public IReadOnlyList<string> EventNames => ["probe.happened"];

        public IReadOnlyList<string> Names => [.. _names];

        public Task HandleAsync(Delivery delivery, CancellationToken cancel)
        {
            var happened = delivery.Read<Happened>();
            before?.Invoke(happened.Name);
            _names.Enqueue(happened.Name);
            return Task.CompletedTask;
        }

        public async Task WaitForAsync(int count)
        {
            for (var i = 0; i < 400 && _names.Count < count; i++)
            {
                await Task.Delay(50);
            }
        }
    }
}
