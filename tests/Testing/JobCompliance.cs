using Marquee.Jobs;
using Marquee.Kernel;
using Xunit;

namespace Marquee.Testing;

/// <summary>
/// What every job keeps, whoever wrote it: undisturbed, repeated, with its connections cut at any moment and with its
/// worker stopped at any moment, it ends with the same state. Each job's tests inherit this.
/// </summary>
public abstract class JobCompliance
{
    /// <summary>A database migrated for the modules of the job.</summary>
    protected abstract TestDatabase Database { get; }

    /// <summary>The modules, Jobs among them.</summary>
    protected abstract IReadOnlyList<IModule> Modules { get; }

    /// <summary>The job's name.</summary>
    protected abstract string Job { get; }

    /// <summary>
    /// Puts up what the job works on, the same for every tenant, and says with which arguments it runs.
    /// </summary>
    protected abstract Task<object?> ArrangeAsync(TestHost host, CallContext call);

    /// <summary>Everything the job is there to bring about, as text that does not depend on ids or instants.</summary>
    protected abstract Task<string> StateAsync(TestHost host, CallContext call);

    /// <summary>How often a disturbed run is disturbed.</summary>
    protected virtual int Disturbances => 6;

    [Fact]
    public async Task A_second_run_over_the_same_changes_nothing()
    {
        await using var host = await TestHost.StartAsync(Database, Modules);
        var call = Database.Call(await Database.NewTenantAsync());
        var args = await ArrangeAsync(host, call);
        await EndAsync(host, call, args, "first");
        var once = await StateAsync(host, call);
        await EndAsync(host, call, args, "second");
        Assert.Equal(once, await StateAsync(host, call));
    }

    [Fact]
    public async Task Cut_connections_do_not_change_the_outcome()
    {
        await using var host = await TestHost.StartAsync(Database, Modules);
        var expected = await UndisturbedAsync(host);
        var call = Database.Call(await Database.NewTenantAsync());
        var args = await ArrangeAsync(host, call);
        var random = TestSeed.RandomFor(Job + " cut");
        var run = await host.Jobs.StartAsync(call, Job, args, "cut", CancellationToken.None);
        for (var i = 0; i < Disturbances; i++)
        {
            await Task.Delay(random.Next(5, 120));
            await Database.ExecuteAsync("""
                select pg_terminate_backend(pid) from pg_stat_activity
                where datname = current_database() and application_name = 'marquee' and query not like 'listen%'
                """);
        }

        Assert.Equal(JobRunStatus.Done, (await host.EndOfAsync(call, run)).Status);
        Assert.Equal(expected, await StateAsync(host, call));
    }

    [Fact]
    public async Task Stopped_hosts_do_not_change_the_outcome()
    {
        await using var host = await TestHost.StartAsync(Database, Modules);
        var expected = await UndisturbedAsync(host);
        var call = Database.Call(await Database.NewTenantAsync());
        var args = await ArrangeAsync(host, call);
        await host.StopAsync();
        var random = TestSeed.RandomFor(Job + " stop");
        var run = await host.Jobs.StartAsync(call, Job, args, "stop", CancellationToken.None);
        for (var i = 0; i < Disturbances / 2; i++)
        {
            await using var shortLived = await TestHost.StartAsync(Database, Modules);
            await Task.Delay(random.Next(20, 150));
        }

        await using var last = await TestHost.StartAsync(Database, Modules);
        Assert.Equal(JobRunStatus.Done, (await last.EndOfAsync(call, run)).Status);
        Assert.Equal(expected, await StateAsync(last, call));
    }

    private async Task<string> UndisturbedAsync(TestHost host)
    {
        var call = Database.Call(await Database.NewTenantAsync());
        await EndAsync(host, call, await ArrangeAsync(host, call), "undisturbed");
        return await StateAsync(host, call);
    }

    private async Task EndAsync(TestHost host, CallContext call, object? args, string key)
    {
        var run = await host.Jobs.StartAsync(call, Job, args, key, CancellationToken.None);
        Assert.Equal(JobRunStatus.Done, (await host.EndOfAsync(call, run)).Status);
    }
}
