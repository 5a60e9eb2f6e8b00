using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Marquee.Kernel.Messages;

/// <summary>
/// Measures now and then how far every subscription is behind. A gauge is read without waiting, so what was measured
/// last is told.
/// </summary>
internal sealed partial class LagGauge : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(15);
    private static readonly Meter Meter = new("Marquee.Kernel");
    private readonly ConcurrentDictionary<string, double> _seconds = new(StringComparer.Ordinal);
    private readonly IReadOnlyList<ISubscription> _subscriptions;
    private readonly OutboxReader _outbox;
    private readonly TimeProvider _time;
    private readonly ILogger<LagGauge> _log;

    public LagGauge(
        IEnumerable<ISubscription> subscriptions, OutboxReader outbox, TimeProvider time, ILogger<LagGauge> log)
    {
        _subscriptions = [.. subscriptions];
        _outbox = outbox;
        _time = time;
        _log = log;
        Meter.CreateObservableGauge(
            "marquee.events.lag",
            () => _seconds.Select(one => new Measurement<double>(
                one.Value, new KeyValuePair<string, object?>("subscription", one.Key))),
            "s", "The age of the oldest event that a subscription has not handled");
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                foreach (var subscription in _subscriptions)
                {
                    _seconds[subscription.Name] =
                        await _outbox.LagSecondsAsync(subscription.Name, subscription.EventNames, stoppingToken);
                }
            }
#pragma warning disable CA1031 // A measurement that fails is made again at the next turn.
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                LogFailed(_log, e.Message);
            }

            await Task.Delay(Every, _time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(EventId = 1026, Level = LogLevel.Warning, Message = "The lag could not be measured: {Reason}")]
    private static partial void LogFailed(ILogger log, string reason);
}
