using System.Collections.Concurrent;
using Marquee.Kernel.Messages;
using Marquee.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Marquee.Kernel.Tests;

public sealed class DeadLetterTests(Database fixture) : IClassFixture<Database>
{
    private readonly TestDatabase _db = fixture.Database;

    [Fact]
    public async Task A_replayed_letter_is_handled_and_gone_and_one_that_fails_again_says_why()
    {
        var call = _db.Call(await _db.NewTenantAsync());
        var (well, ill) = (await LetterAsync(call, "well"), await LetterAsync(call, "ill"));
        var handler = new Handler();
        await using var provider = await StartedAsync(handler);
        await _db.ExecuteAsync(
            "update kernel.dead_letter set replay_at = clock_timestamp() where tenant_id = $1", call.Tenant.Id);
        await _db.ExecuteAsync("notify marquee_outbox");

        for (var i = 0; i < 400 && await WaitingAsync(call) > 0; i++)
        {
            await Task.Delay(50);
        }

        Assert.Equal(["ill", "well"], handler.Names.Order());
        Assert.Equal("", await TextAsync(call, well));
        Assert.Equal("1 replays, 11 attempts: still ill", await TextAsync(call, ill));
        foreach (var hosted in provider.GetServices<IHostedService>())
        {
            await hosted.StopAsync(default);
        }
    }

    private async Task<ServiceProvider> StartedAsync(Handler handler)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddKernel(_db.Settings);
        services.AddSingleton<ISubscription>(handler);
        var provider = services.BuildServiceProvider();
        foreach (var hosted in provider.GetServices<IHostedService>())
        {
            await hosted.StartAsync(default);
        }

        return provider;
    }

    private async Task<Guid> LetterAsync(CallContext call, string name)
    {
        var id = call.Ids.Next();
        await _db.ExecuteAsync("""
            insert into kernel.dead_letter
                (tenant_id, subscription, event_id, type, version, payload, occurred_at, attempts, error)
            values ($1, 'letters', $2, 'probe.happened', 1, jsonb_build_object('name', $3::text), clock_timestamp(), 10,
                'it was so')
            """, call.Tenant.Id, id, name);
        return id;
    }

    private Task<long> WaitingAsync(CallContext call) => _db.ScalarAsync<long>(
        "select count(*) from kernel.dead_letter where tenant_id = $1 and replay_at is not null", call.Tenant.Id);

    private async Task<string> TextAsync(CallContext call, Guid id) => await _db.ScalarAsync<string>(
        """
        select replays || ' replays, ' || attempts || ' attempts: ' || error from kernel.dead_letter
        where tenant_id = $1 and event_id = $2
        """, call.Tenant.Id, id) ?? "";

    private sealed class Handler : ISubscription
    {
        public ConcurrentQueue<string> Names { get; } = new();

        public string Name => "letters";

        public IReadOnlyList<string> EventNames => ["probe.nothing"];

        public Task HandleAsync(Delivery delivery, CancellationToken cancel)
        {
            var name = delivery.Read<Happened>().Name;
            Names.Enqueue(name);
            return name == "ill" ? throw new InvalidOperationException("still ill") : Task.CompletedTask;
        }
    }
}
