using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Marquee.Kernel.Messages;

/// <summary>
/// Hears PostgreSQL's NOTIFY for every channel, over one connection, and takes it up again when it is lost. What was
/// announced while nobody listened is made good by waking everybody once after each beginning.
/// </summary>
internal sealed partial class ChannelListener(
    NpgsqlDataSource source, IEnumerable<ChannelSignal> signals, TimeProvider time, ILogger<ChannelListener> log)
    : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private readonly Dictionary<string, ChannelSignal> _signals = signals.ToDictionary(
        signal => signal.Channel, StringComparer.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // Without signals everybody still looks for themselves; listen again.
            catch (Exception e)
#pragma warning restore CA1031
            {
                LogLost(log, e.Message);
                await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task ListenAsync(CancellationToken stop)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        connection.Notification += (_, heard) =>
        {
            if (_signals.TryGetValue(heard.Channel, out var signal))
            {
                signal.Wake();
            }
        };
        await using (var listen = new NpgsqlCommand(
            string.Concat(_signals.Keys.Select(channel => $"listen {channel};")), connection))
        {
            await listen.ExecuteNonQueryAsync(stop);
        }

        foreach (var signal in _signals.Values)
        {
            signal.Wake();
        }

        while (!stop.IsCancellationRequested)
        {
            await connection.WaitAsync(stop);
        }
    }

    [LoggerMessage(EventId = 1025, Level = LogLevel.Warning, Message =
        "The database's signals were lost and are taken up again: {Reason}")]
    private static partial void LogLost(ILogger log, string reason);
}
