using Marquee.Jobs.Runs;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Marquee.Jobs.Work;

/// <summary>Hears that there is work, from any host, and wakes the worker.</summary>
internal sealed partial class JobsSignal(
    NpgsqlDataSource source, JobsTiming timing, TimeProvider time, ILogger<JobsSignal> log) : BackgroundService
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _version;

    public long Version => Interlocked.Read(ref _version);

    /// <summary>Waits until something was signalled after that version, or for the longest time given.</summary>
    public async Task WaitAsync(long seen, TimeSpan longest, CancellationToken cancel)
    {
        Task next;
        lock (_gate)
        {
            if (_version != seen)
            {
                return;
            }

            next = _next.Task;
        }

        await next.WaitAsync(longest, time, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancel.ThrowIfCancellationRequested();
    }

    public void Wake()
    {
        TaskCompletionSource waiting;
        lock (_gate)
        {
            _version++;
            waiting = _next;
            _next = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        waiting.TrySetResult();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var connection = await source.OpenConnectionAsync(stoppingToken);
                connection.Notification += (_, _) => Wake();
                await using (var listen = new NpgsqlCommand("listen " + JobsSignalText.Channel, connection))
                {
                    await listen.ExecuteNonQueryAsync(stoppingToken);
                }

                // What was announced while nobody listened is found now.
                Wake();
                while (!stoppingToken.IsCancellationRequested)
                {
                    await connection.WaitAsync(stoppingToken);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // Without the signal the poll still finds the work; listen again.
            catch (Exception e)
#pragma warning restore CA1031
            {
                LogLost(log, e.Message);
                await Task.Delay(timing.Poll, time, stoppingToken).ConfigureAwait(
                    ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    [LoggerMessage(EventId = 2001, Level = LogLevel.Warning, Message =
        "The signal for jobs was lost and is taken up again: {Reason}")]
    private static partial void LogLost(ILogger log, string reason);
}
