using System.Diagnostics;
using System.Diagnostics.Metrics;
using Marquee.Jobs.Runs;
using Marquee.Kernel;
using Microsoft.Extensions.Logging;

namespace Marquee.Jobs.Work;

/// <summary>Carries one leased task out and closes it according to what came of it.</summary>
internal sealed partial class TaskRunner(JobSet jobs, TaskStore store, ILogger<TaskRunner> log)
{
    private static readonly Meter Meter = new("Marquee.Jobs");
    private readonly Counter<long> _tasks = Meter.CreateCounter<long>(
        "marquee.jobs.tasks", "{task}", "Tasks carried out, by job and outcome");

    /// <summary>Why a task in work was told to leave.</summary>
    internal enum LeaveReason
    {
        /// <summary>It was not.</summary>
        None,
        /// <summary>The host stops.</summary>
        HostStops,
        /// <summary>The run is cancelled.</summary>
        RunCancelled,
        /// <summary>The lease passed to somebody else.</summary>
        LeaseLost,
    }

    /// <param name="task">The task.</param>
    /// <param name="reason">Asked when the work was left: why.</param>
    /// <param name="leave">Fires when the task is to be left.</param>
    /// <param name="cancel">For closing the task: still open while the host stops.</param>
    public async Task RunAsync(
        LeasedTask task, Func<LeaveReason> reason, CancellationToken leave, CancellationToken cancel)
    {
        JobFault fault;
        try
        {
            await WorkAsync(task, leave, cancel);
            _tasks.Add(1, new KeyValuePair<string, object?>("job", task.Job), new KeyValuePair<string, object?>(
                "outcome", "closed"));
            return;
        }
        catch (OperationCanceledException) when (leave.IsCancellationRequested)
        {
            await LeaveAsync(task, reason(), cancel);
            return;
        }
#pragma warning disable CA1031 // Whatever a job throws costs it a try, never the worker.
        catch (Exception e)
#pragma warning restore CA1031
        {
            if (leave.IsCancellationRequested)
            {
                await LeaveAsync(task, reason(), cancel);
                return;
            }

            LogThrew(log, e, task.Job, task.RunId.Value, task.No, task.Attempts);
            fault = new JobFault("jobs.exception", $"{e.GetType().Name}: {e.Message}");
        }

        _tasks.Add(1, new KeyValuePair<string, object?>("job", task.Job), new KeyValuePair<string, object?>(
            "outcome", "failed"));
        await FailAsync(task, fault, cancel);
    }

    private async Task WorkAsync(LeasedTask task, CancellationToken leave, CancellationToken cancel)
    {
        if (task.RunStatus == JobRunStatus.Cancelling && !task.IsFinish)
        {
            await store.CancelledAsync(task, cancel);
            return;
        }

        if (task.Attempts > JobsLimits.Attempts)
        {
            // Every try before ended without a word: whatever happens there takes the worker with it.
            await FailAsync(task,
                new JobFault("jobs.worker_lost", $"{task.Attempts - 1} workers were lost at this range."), cancel);
            return;
        }

        var job = jobs.Get(task.Job);
        if (task.IsPlan)
        {
            var plan = await job.PlanAsync(task.ToStart(), leave);
            Debug.Assert(!plan.IsSuccess || plan.Value.Ranges.All(range => range.Lo < range.Hi && range.Units >= 0),
                "A range holds something.");
            if (plan.IsSuccess && plan.Value.Ranges.Count > JobsLimits.RangesPerRun)
            {
                throw new InvalidOperationException(
                    $"{task.Job} planned {plan.Value.Ranges.Count} ranges; at most {JobsLimits.RangesPerRun}.");
            }

            await store.PlannedAsync(task, plan, cancel);
        }
        else if (task.IsFinish)
        {
            await job.FinishAsync(
                new JobEnd(task.Call, task.RunId, task.Args, task.EndsAs!.Value, task.RunError), leave);
            await store.FinishedAsync(task, null, cancel);
        }
        else
        {
            await RangeAsync(job, task, leave, cancel);
        }
    }

    private async Task RangeAsync(IJob job, LeasedTask task, CancellationToken leave, CancellationToken cancel)
    {
        // The effect of all of it stands already; only the closing was lost.
        var outcome = task.Position >= task.Hi
            ? RangeOutcome.Counted
            : await job.RunRangeAsync(task.ToRange(), leave);
        if (outcome.IsSuccess)
        {
            await store.DoneAsync(task, outcome.Value, cancel);
        }
        else if (outcome.Error is not LeaseLost)
        {
            LogRefused(
                log, task.Job, task.RunId.Value, task.No, task.Attempts, outcome.Error.Code, outcome.Error.Message);
            await store.FailedAsync(task, new JobFault(outcome.Error.Code, outcome.Error.Message), cancel);
        }
    }

    private Task FailAsync(LeasedTask task, JobFault fault, CancellationToken cancel) =>
        task.IsFinish && task.Attempts >= JobsLimits.Attempts
            ? store.FinishedAsync(task, fault, cancel)
            : store.FailedAsync(task, fault, cancel);

    private Task LeaveAsync(LeasedTask task, LeaveReason reason, CancellationToken cancel) => reason switch
    {
        LeaveReason.RunCancelled when !task.IsFinish => store.CancelledAsync(task, cancel),
        LeaveReason.RunCancelled or LeaveReason.HostStops or LeaveReason.None => store.PutBackAsync(task, cancel),
        LeaveReason.LeaseLost => Task.CompletedTask,
    };

    [LoggerMessage(
        EventId = 2010, Level = LogLevel.Warning, Message = "{Job} run {Run} task {No} failed at try {Attempt}")]
    private static partial void LogThrew(ILogger log, Exception e, string job, Guid run, int no, int attempt);

    [LoggerMessage(EventId = 2011, Level = LogLevel.Warning, Message =
        "{Job} run {Run} task {No} refused at try {Attempt}: {Code}: {Why}")]
    private static partial void LogRefused(
        ILogger log, string job, Guid run, int no, int attempt, string code, string why);
}
