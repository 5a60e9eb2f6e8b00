using System.Collections.Concurrent;
using Marquee.Jobs.Runs;
using Marquee.Kernel;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Marquee.Jobs.Work;

/// <summary>
/// This host's hands: takes what is due, a few tasks at once, renews their leases, and lets go of what it may not go on
/// with.
/// </summary>
internal sealed partial class Worker(
    TaskStore store, TaskRunner runner, JobSet jobs, JobsSignal signal, ITenants tenants, SystemCalls calls,
    IdSource ids,
    JobsTiming timing, TimeProvider time, ILogger<Worker> log) : BackgroundService
{
    private readonly ConcurrentDictionary<Guid, Work> _inWork = new();
    private readonly string _name = $"{Environment.MachineName}/{Environment.ProcessId}/{ids.Next():N}";
    private int _turn;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        if (jobs.Names.Length == 0)
        {
            return;
        }

        var heartbeat = HeartbeatAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            var seen = signal.Version;
            var took = 0;
            try
            {
                took = await TakeAsync(stoppingToken);
            }
#pragma warning disable CA1031 // The loop outlives every fault: the database may come back.
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                LogTakeFailed(log, e.Message);
                await Task.Delay(timing.Poll, time, stoppingToken).ConfigureAwait(
                    ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }

            if (took == 0)
            {
                await Wait(signal.WaitAsync(seen, timing.Poll, stoppingToken));
            }
        }

        await Wait(heartbeat);
        await LetGoAsync();
    }

    private static async Task Wait(Task task) => await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private async Task<int> TakeAsync(CancellationToken stop)
    {
        var free = JobsLimits.TasksAtOnce - _inWork.Count;
        if (free <= 0)
        {
            return 0;
        }

        var active = await store.ActiveTenantsAsync(stop);
        var took = 0;
        // Every round another tenant comes first, and none takes all there is while others wait.
        var turn = unchecked((uint)_turn++);
        var share = Math.Max(1, free / Math.Max(1, active.Count));
        for (var i = 0; i < active.Count && took < free; i++)
        {
            var id = active[(int)((turn + (uint)i) % (uint)active.Count)];
            if (await tenants.FindAsync(id, stop) is not { } tenant)
            {
                continue;
            }

            var want = Math.Min(share, free - took);
            foreach (var task in await store.ClaimAsync(calls.For(tenant), jobs.Names, want, _name, stop))
            {
                took++;
                Begin(task);
            }
        }

        return took;
    }

    private void Begin(LeasedTask task)
    {
        var work = new Work(task);
        _inWork[work.Key] = work;
        work.Running = CarryOutAsync(work);
    }

    private async Task CarryOutAsync(Work work)
    {
        await Task.Yield();
        try
        {
            // Closing has its own short end: while the host stops, what was done is still to be recorded.
            using var closing = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
            work.Leave.Token.Register(() => closing.CancelAfter(JobsLimits.StopWithin));
            await runner.RunAsync(work.Task, () => work.Reason, work.Leave.Token, closing.Token);
        }
#pragma warning disable CA1031 // Closing failed: the lease runs out and somebody takes the task up again.
        catch (Exception e)
#pragma warning restore CA1031
        {
            LogCloseFailed(log, work.Task.Job, work.Task.RunId.Value, work.Task.No, e.Message);
        }
        finally
        {
            _inWork.TryRemove(work.Key, out _);
            work.Leave.Dispose();
            signal.Wake();
        }
    }

    private async Task HeartbeatAsync(CancellationToken stop)
    {
        await Task.Yield();
        var seen = signal.Version;
        while (!stop.IsCancellationRequested)
        {
            await signal.WaitAsync(seen, timing.Heartbeat, stop);
            // Every task that ends wakes the signal too: a burst of small ones is one beat.
            await Task.Delay(timing.Heartbeat / 20, time, stop);
            seen = signal.Version;
            try
            {
                await BeatAsync(stop);
            }
#pragma warning disable CA1031 // A heartbeat that fails is tried again; if it never succeeds, the fences hold.
            catch (Exception e) when (!stop.IsCancellationRequested)
#pragma warning restore CA1031
            {
                LogBeatFailed(log, e.Message);
                await Task.Delay(timing.Poll, time, stop);
            }
        }
    }

    private async Task BeatAsync(CancellationToken stop)
    {
        foreach (var group in _inWork.Values.GroupBy(work => work.Task.Call.Tenant.Id))
        {
            var works = group.ToList();
            var states = await store.RenewAsync(works[0].Task.Call, [.. works.Select(work => work.Task)], stop);
            foreach (var (work, state) in works.Zip(states))
            {
                switch (state)
                {
                    case LeaseState.Held:
                        break;
                    case LeaseState.Cancelling:
                        work.TellToLeave(TaskRunner.LeaveReason.RunCancelled);
                        break;
                    case LeaseState.Lost:
                        LogLeaseLost(log, work.Task.Job, work.Task.RunId.Value, work.Task.No);
                        work.TellToLeave(TaskRunner.LeaveReason.LeaseLost);
                        break;
                }
            }
        }
    }

    private async Task LetGoAsync()
    {
        var works = _inWork.Values.ToList();
        foreach (var work in works)
        {
            work.TellToLeave(TaskRunner.LeaveReason.HostStops);
        }

        await Wait(Task.WhenAll(works.Select(work => work.Running)).WaitAsync(JobsLimits.StopWithin, time));
    }

    private sealed class Work(LeasedTask task)
    {
        public LeasedTask Task { get; } = task;

        public Guid Key { get; } = task.Call.Ids.Next();

        public CancellationTokenSource Leave { get; } = new();

        public TaskRunner.LeaveReason Reason { get; private set; }

        public Task Running { get; set; } = System.Threading.Tasks.Task.CompletedTask;

        public void TellToLeave(TaskRunner.LeaveReason reason)
        {
            if (Reason != TaskRunner.LeaveReason.None)
            {
                return;
            }

            Reason = reason;
            try
            {
                Leave.Cancel();
            }
            catch (ObjectDisposedException)
            {
                // It ended by itself in this moment.
            }
        }
    }
}
