using Marquee.Kernel.Messages;
using Marquee.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Marquee.Kernel.Tests;

public sealed class RebaseTests : IAsyncLifetime
{
    private TestDatabase? _database;

    private TestDatabase Db => _database!;

    public async ValueTask InitializeAsync() => _database = await TestDatabase.CreateAsync([new ProbeModule()]);

    public async ValueTask DisposeAsync() => await Db.DisposeAsync();

    [Fact]
    public async Task Events_of_another_cluster_keep_their_order_and_their_readers_and_new_ones_come_after_them()
    {
        var call = Db.Call(await Db.NewTenantAsync());
        var future = "9000000000000000000";
        foreach (var (xid, seq, name) in ((string, int, string)[])
            [(future, 7, "delivered"), ("9000000000000000001", 3, "next"), ("9000000000000000001", 5, "last")])
        {
            await Db.ExecuteAsync("""
                insert into kernel.outbox
                    (tenant_id, xid, seq, event_id, type, version, payload, occurred_at) overriding system value
                values ($1, $2::text::xid8, $3, $4, 'probe.happened', 1, jsonb_build_object('name', $5::text),
                    clock_timestamp())
                """, call.Tenant.Id, xid, seq, call.Ids.Next(), name);
        }

        await Db.ExecuteAsync(
            "insert into kernel.subscription (name, xid, seq) values ('reader', $1::text::xid8, 7)", future);
        var rebase = new OutboxRebase(Db.Source, NullLogger<OutboxRebase>.Instance);
        await rebase.EnsureAsync(default);
        await rebase.EnsureAsync(default);

        await using (var tx = await new ProbeDb(Db.Source, Db.Settings).BeginAsync(call, default))
        {
            await tx.AddAsync(new Happened("new"), default);
            await tx.CommitAsync(default);
        }

        var outbox = new OutboxReader(Db.Source);
        var cursor = await outbox.CursorAsync("reader", default);
        // Other databases of the cluster may have a transaction open that is older than the new event.
        for (var i = 0; i < 200 && (await outbox.NextAsync(cursor!, ["probe.happened"], default)).Count < 3; i++)
        {
            await Task.Delay(50);
        }

        var rows = await outbox.NextAsync(cursor!, ["probe.happened"], default);
        Assert.Equal(
            ["next", "last", "new"], rows.Select(row => MarqueeJson.Read<Happened>(row.Payload).Name));
    }
}
