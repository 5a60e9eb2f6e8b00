using Marquee.Kernel;
using Marquee.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Marquee.Jobs.Tests;

public sealed class RunTests(Database fixture) : IClassFixture<Database>
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly TestDatabase _db = fixture.Database;

    [Fact]
    public async Task A_run_is_planned_worked_and_finished()
    {
        await using var host = await StartAsync();
        var call = await NewCallAsync();
        var ended = await RunAsync(host, call, "probe", new ProbeArgs(100, 17));
        Assert.Equal(JobRunStatus.Done, ended.Status);
        Assert.Equal((100, 100, 0), (ended.Total, ended.Done, ended.Failed));
        Assert.Equal((6, 6, 0), (ended.Ranges, ended.RangesDone, ended.RangesIsolated));
        Assert.NotNull(ended.StartedAt);
        Assert.NotNull(ended.FinishedAt);
        Assert.Equal("", await fixture.WrongEffectsAsync(call, 100));
        Assert.Equal(JobRunStatus.Done, Assert.Single(host.Services.GetRequiredService<ProbeGates>().Ends).Status);
    }

    [Fact]
    public async Task A_run_of_nothing_ends_at_once()
    {
        await using var host = await StartAsync();
        var ended = await RunAsync(host, await NewCallAsync(), "probe", new ProbeArgs(0, 5));
        Assert.Equal((JobRunStatus.Done, 0), (ended.Status, ended.Ranges));
    }

    [Fact]
    public async Task Starting_at_once_with_one_key_starts_one_run()
    {
        await using var host = await StartAsync();
        var call = await NewCallAsync();
        var ids = await Task.WhenAll(Enumerable.Range(0, 16).Select(
            _ => host.Jobs.StartAsync(call, "probe", new ProbeArgs(9, 3), "same", None)));
        Assert.Single(ids.Distinct());
        await host.EndOfAsync(call, ids[0]);
        Assert.Equal("", await fixture.WrongEffectsAsync(call, 9));
        Assert.Equal(ids[0], (await host.Jobs.FindAsync(call, "probe", "same", None))!.Id);
    }

    [Fact]
    public async Task Starting_an_unknown_job_is_a_bug()
    {
        await using var host = await StartAsync();
        var call = await NewCallAsync();
        await Assert.ThrowsAsync<KeyNotFoundException>(
            () => host.Jobs.StartAsync(call, "no_such_job", null, "k", None));
    }

    [Fact]
    public async Task A_poison_range_is_set_aside_with_its_error_and_the_others_are_done()
    {
        await using var host = await StartAsync();
        var call = await NewCallAsync();
        var ended = await RunAsync(host, call, "probe", new ProbeArgs(30, 10, Poison: 1));
        Assert.Equal(JobRunStatus.Failed, ended.Status);
        Assert.Equal((3, 2, 1), (ended.Ranges, ended.RangesDone, ended.RangesIsolated));
        Assert.Equal(new JobFault("probe.refused", "The probe refuses."), ended.Error);
        Assert.Equal(20, ended.Done);
        var gates = host.Services.GetRequiredService<ProbeGates>();
        Assert.Equal(JobsLimits.Attempts, gates.RangesBegun.Count(no => no == 1));
        Assert.Equal("probe.refused", Assert.Single(gates.Ends).Error?.Code);
    }

    [Fact]
    public async Task A_range_that_throws_is_tried_again_and_the_error_forgotten()
    {
        await using var host = await StartAsync();
        var call = await NewCallAsync();
        var gates = host.Services.GetRequiredService<ProbeGates>();
        gates.BeforeRange = (range, _) =>
            range.Attempt < 3 ? throw new InvalidOperationException("Not yet.") : Task.CompletedTask;
        var ended = await RunAsync(host, call, "probe", new ProbeArgs(5, 5));
        Assert.Equal((JobRunStatus.Done, null), (ended.Status, ended.Error));
        Assert.Equal("", await fixture.WrongEffectsAsync(call, 5));
    }

    [Fact]
    public async Task A_refused_plan_fails_the_run_with_its_code()
    {
        await using var host = await StartAsync();
        var ended = await RunAsync(host, await NewCallAsync(), "probe", new ProbeArgs(5, 5, RefusePlan: true));
        Assert.Equal((JobRunStatus.Failed, "probe.refused"), (ended.Status, ended.Error?.Code));
        Assert.Equal(JobRunStatus.Failed, Assert.Single(host.Services.GetRequiredService<ProbeGates>().Ends).Status);
    }

    [Fact]
    public async Task Ranges_of_a_narrow_job_run_one_after_the_other_in_order()
    {
        await using var host = await StartAsync();
        await RunAsync(host, await NewCallAsync(), "probe", new ProbeArgs(40, 4));
        var gates = host.Services.GetRequiredService<ProbeGates>();
        Assert.Equal(1, gates.MostAtOnce);
        Assert.Equal(Enumerable.Range(0, 10), gates.RangesBegun);
    }

    [Fact]
    public async Task Never_more_ranges_are_worked_on_than_the_job_allows_at_once()
    {
        await using var host = await StartAsync();
        var gates = host.Services.GetRequiredService<ProbeGates>();
        gates.BeforeRange = (_, cancel) => Task.Delay(5, cancel);
        await RunAsync(host, await NewCallAsync(), "wide_probe", new ProbeArgs(80, 2));
        Assert.InRange(gates.MostAtOnce, 2, 3);
    }

    [Fact]
    public async Task Cancelling_leaves_what_is_done_and_begins_nothing_more()
    {
        await using var host = await StartAsync();
        var call = await NewCallAsync();
        var reached = new TaskCompletionSource();
        host.Services.GetRequiredService<ProbeGates>().BeforeRange = async (range, cancel) =>
        {
            if (range.No == 1)
            {
                reached.TrySetResult();
                await Task.Delay(Timeout.Infinite, cancel);
            }
        };
        var id = await host.Jobs.StartAsync(call, "probe", new ProbeArgs(30, 10), "k", None);
        await reached.Task;
        Assert.Equal(JobRunStatus.Cancelling, (await host.Jobs.CancelAsync(call, id, None)).Value.Status);
        var ended = await host.EndOfAsync(call, id);
        Assert.Equal((JobRunStatus.Cancelled, 10, 1), (ended.Status, ended.Done, ended.RangesDone));
        Assert.Equal(JobRunStatus.Cancelled, (await host.Jobs.CancelAsync(call, id, None)).Value.Status);
        Assert.Equal(
            10, await _db.ScalarAsync<long>("select count(*) from probe.effect where tenant_id = $1", call.Tenant.Id));
    }

    [Fact]
    public async Task A_run_that_nobody_works_on_is_cancelled_before_it_begins()
    {
        await using var host = await StartAsync();
        await host.StopAsync();
        var call = await NewCallAsync();
        var id = await host.Jobs.StartAsync(call, "probe", new ProbeArgs(30, 10), "k", None);
        await host.Jobs.CancelAsync(call, id, None);
        await using var other = await StartAsync();
        Assert.Equal((JobRunStatus.Cancelled, 0), await StatusAsync());

        async Task<(JobRunStatus, long)> StatusAsync()
        {
            var run = await other.EndOfAsync(call, id);
            return (run.Status, run.Done);
        }
    }

    [Fact]
    public async Task A_run_that_ended_cannot_be_cancelled()
    {
        await using var host = await StartAsync();
        var call = await NewCallAsync();
        var ended = await RunAsync(host, call, "probe", new ProbeArgs(3, 3));
        Assert.IsType<RunEnded>((await host.Jobs.CancelAsync(call, ended.Id, None)).Error);
    }

    [Fact]
    public async Task Another_tenant_sees_no_run_and_cancels_none()
    {
        await using var host = await StartAsync();
        var run = await RunAsync(host, await NewCallAsync(), "probe", new ProbeArgs(3, 3));
        var other = await NewCallAsync();
        Assert.Null(await host.Jobs.FindAsync(other, run.Id, None));
        Assert.IsType<Unknown>((await host.Jobs.CancelAsync(other, run.Id, None)).Error);
    }

    [Fact]
    public async Task A_run_of_many_ranges_does_not_keep_another_tenants_run_waiting()
    {
        await using var host = await StartAsync();
        var hold = new TaskCompletionSource();
        var busy = await NewCallAsync();
        host.Services.GetRequiredService<ProbeGates>().BeforeRange = async (range, cancel) =>
        {
            if (range.Call.Tenant.Id == busy.Tenant.Id)
            {
                await hold.Task.WaitAsync(cancel);
            }
        };
        var first = await host.Jobs.StartAsync(busy, "wide_probe", new ProbeArgs(100, 1), "k", None);
        var other = await RunAsync(host, await NewCallAsync(), "probe", new ProbeArgs(4, 2));
        Assert.Equal(JobRunStatus.Done, other.Status);
        hold.SetResult();
        Assert.Equal(JobRunStatus.Done, (await host.EndOfAsync(busy, first)).Status);
    }

    private async Task<CallContext> NewCallAsync() => _db.Call(await _db.NewTenantAsync());

    private Task<TestHost> StartAsync() => TestHost.StartAsync(_db, Database.Modules);

    private static async Task<JobRun> RunAsync(TestHost host, CallContext call, string job, ProbeArgs args) =>
        await host.EndOfAsync(call, await host.Jobs.StartAsync(call, job, args, "run", None));
}
