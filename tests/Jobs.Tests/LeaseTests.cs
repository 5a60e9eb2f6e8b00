using Marquee.Kernel;
using Marquee.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Marquee.Jobs.Tests;

public sealed class LeaseTests(Database fixture) : IClassFixture<Database>
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly TestDatabase _db = fixture.Database;

    [Fact]
    public async Task A_worker_that_lost_its_lease_changes_nothing_more()
    {
        await using var host = await TestHost.StartAsync(_db, Database.Modules);
        var call = _db.Call(await _db.NewTenantAsync());
        var gates = host.Services.GetRequiredService<ProbeGates>();
        var asleep = new TaskCompletionSource();
        gates.BeforeRange = async (range, _) =>
        {
            if (range.Fence == 1)
            {
                // Deaf to cancellation, as a process that the machine froze.
                await asleep.Task;
            }
        };
        var id = await host.Jobs.StartAsync(call, "probe", new ProbeArgs(9, 9), "k", None);
        await UntilAsync(async () => await _db.ExecuteAsync("""
            update jobs.task set due_at = clock_timestamp() - interval '1 s', lease = interval '0'
            where tenant_id = $1 and no = 0 and status = 'leased' and fence = 1
            """, call.Tenant.Id) == 1);
        Assert.Equal(JobRunStatus.Done, (await host.EndOfAsync(call, id)).Status);
        Assert.Equal("", await fixture.WrongEffectsAsync(call, 9));

        asleep.SetResult();
        await UntilAsync(() => Task.FromResult(gates.AtOnce == 0));
        Assert.Equal("", await fixture.WrongEffectsAsync(call, 9));
        var run = (await host.Jobs.FindAsync(call, id, None))!;
        Assert.Equal((JobRunStatus.Done, 9), (run.Status, run.Done));
    }

    [Fact]
    public async Task A_range_cannot_change_hands_while_its_effect_is_being_committed()
    {
        await using var host = await TestHost.StartAsync(_db, Database.Modules);
        var (call, range) = await LeasedByHandAsync(host);
        await using var tx = await host.Services.GetRequiredService<ProbeDb>().BeginAsync(call, None);
        Assert.True(await range.FenceHoldsAsync(tx, None));
        // The lease has run out, but the worker of the host passes over a row that is locked.
        await Task.Delay(300);
        Assert.Equal(1, await _db.ScalarAsync<long>(
            "select fence from jobs.task where tenant_id = $1 and no = 0", call.Tenant.Id));
        await tx.CommitAsync(None);
        await UntilAsync(async () => await _db.ScalarAsync<long>(
            "select fence from jobs.task where tenant_id = $1 and no = 0", call.Tenant.Id) > 1);
        await using var late = await host.Services.GetRequiredService<ProbeDb>().BeginAsync(call, None);
        Assert.False(await range.FenceHoldsAsync(late, None));
        Assert.False(await range.AdvanceAsync(late, 5, 5, 0, None));
    }

    [Fact]
    public async Task Another_tenant_holds_no_fence()
    {
        await using var host = await TestHost.StartAsync(_db, Database.Modules);
        await host.StopAsync();
        var (_, range) = await LeasedByHandAsync(host);
        var other = _db.Call(await _db.NewTenantAsync());
        await using var tx = await host.Services.GetRequiredService<ProbeDb>().BeginAsync(other, None);
        Assert.False(await range.FenceHoldsAsync(tx, None));
        Assert.False(await range.AdvanceAsync(tx, 5, 5, 0, None));
    }

    [Fact]
    public async Task A_host_that_stops_gives_its_range_back_without_counting_a_try()
    {
        var call = _db.Call(await _db.NewTenantAsync());
        Id<JobRun> id;
        await using (var host = await TestHost.StartAsync(_db, Database.Modules))
        {
            var reached = new TaskCompletionSource();
            host.Services.GetRequiredService<ProbeGates>().BeforeRange = async (range, cancel) =>
            {
                // What other tests left behind is taken up here too; only this run is waited for.
                if (range.Call.Tenant.Id != call.Tenant.Id)
                {
                    return;
                }

                reached.TrySetResult();
                await Task.Delay(Timeout.Infinite, cancel);
            };
            id = await host.Jobs.StartAsync(call, "probe", new ProbeArgs(9, 9), "k", None);
            await reached.Task;
        }

        Assert.Equal("waiting 0", await _db.ScalarAsync<string>(
            "select status || ' ' || attempts from jobs.task where tenant_id = $1 and no = 0", call.Tenant.Id));
        await using var next = await TestHost.StartAsync(_db, Database.Modules);
        Assert.Equal(JobRunStatus.Done, (await next.EndOfAsync(call, id)).Status);
        Assert.Equal("", await fixture.WrongEffectsAsync(call, 9));
    }

    [Fact]
    public async Task A_range_that_takes_every_worker_with_it_is_isolated()
    {
        await using var host = await TestHost.StartAsync(_db, Database.Modules);
        await host.StopAsync();
        var (call, _) = await LeasedByHandAsync(host);
        await _db.ExecuteAsync(
            "update jobs.task set attempts = $2 where tenant_id = $1 and no = 0", call.Tenant.Id, JobsLimits.Attempts);
        await using var next = await TestHost.StartAsync(_db, Database.Modules);
        var run = await next.EndOfAsync(call, (await next.Jobs.FindAsync(call, "probe", "k", None))!.Id);
        Assert.Equal((JobRunStatus.Failed, "jobs.worker_lost", 1), (run.Status, run.Error?.Code, run.RangesIsolated));
    }

    [Fact]
    public async Task No_module_role_reads_or_writes_runs()
    {
        await using var host = await TestHost.StartAsync(_db, Database.Modules);
        var call = _db.Call(await _db.NewTenantAsync());
        foreach (
            var statement in (string[])["select 1 from jobs.task", "delete from jobs.run",
            "select jobs.active_tenants()"])
        {
            await using var tx = await host.Services.GetRequiredService<ProbeDb>().BeginAsync(call, None);
            var refused = await Assert.ThrowsAsync<Npgsql.PostgresException>(
                () => tx.ExecuteAsync(new SqlText(statement), None));
            Assert.Equal("42501", refused.SqlState);
        }
    }

    /// <summary>A range under a lease that ran out, as a worker that vanished left it.</summary>
    private async Task<(CallContext Call, JobRange Range)> LeasedByHandAsync(TestHost host)
    {
        var call = _db.Call(await _db.NewTenantAsync());
        var gates = host.Services.GetRequiredService<ProbeGates>();
        gates.BeforeRange = (_, cancel) => Task.Delay(Timeout.Infinite, cancel);
        var id = call.Ids.Next<JobRun>();
        await _db.ExecuteAsync("""
            with r as (insert into jobs.run (tenant_id, run_id, job, key, args, status, ranges_at_once, started_by)
                values ($1, $2, 'probe', 'k', '{"keys":9,"size":9}', 'running', 1, 'test'))
            insert into jobs.task (tenant_id, run_id, no, lo, hi, position, units, status, due_at, lease, fence,
                attempts)
            values ($1, $2, 0, 0, 9, 0, 9, 'leased', clock_timestamp() + interval '150 ms', interval '3 s', 1, 1)
            """, call.Tenant.Id, id.Value);
        return (call, new JobRange(call, id, """{"keys":9,"size":9}""", 0, 0, 9, 0, 1, 1));
    }

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        using var tooLong = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!await holds())
        {
            await Task.Delay(10, tooLong.Token);
        }
    }
}
