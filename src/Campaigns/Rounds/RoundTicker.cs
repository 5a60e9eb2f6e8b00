using Marquee.Campaigns.Items;
using Marquee.Kernel;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Marquee.Campaigns.Rounds;

/// <summary>
/// Looks at every tenant's clock and has due phases noticed, and finishes locks that a fall interrupted. It asks
/// instead of sleeping until an instant, because the clock of a rehearsal jumps.
/// </summary>
internal sealed partial class RoundTicker(
    ITenants tenants, SystemCalls calls, RoundTransitions transitions, Locking locking, TimeProvider time,
    ILogger<RoundTicker> log)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Limits.Tick, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await TickAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // The next tick tries again; a database that is away comes back.
            catch (Exception e)
#pragma warning restore CA1031
            {
                LogFailed(log, e);
            }
        }
    }

    private async Task TickAsync(CancellationToken cancel)
    {
        foreach (var tenant in await tenants.AllAsync(cancel))
        {
            var call = calls.For(tenant);
            await transitions.RunDueAsync(call, cancel);
            await locking.FinishInterruptedAsync(call, cancel);
        }
    }
}
