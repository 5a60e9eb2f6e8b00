using Marquee.Kernel;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Marquee.Pricing.Feed;

/// <summary>
/// Looks at every tenant's feed in turn. It asks instead of waiting for an instant, because a rehearsal's clock jumps.
/// </summary>
internal sealed partial class FeedKeeper(
    PriceFeed feed, ITenants tenants, SystemCalls calls, TimeProvider time, ILogger<FeedKeeper> log)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(PricingLimits.FeedEvery, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                foreach (var tenant in await tenants.AllAsync(stoppingToken))
                {
                    await LookAsync(tenant, stoppingToken);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // The loop outlives every fault: the database may come back.
            catch (Exception e)
#pragma warning restore CA1031
            {
                LogLookFailed(log, e.Message);
            }
        }
    }

    private async Task LookAsync(Tenant tenant, CancellationToken cancel)
    {
        try
        {
            await feed.LookAsync(calls.For(tenant), cancel);
        }
#pragma warning disable CA1031 // One tenant's fault holds back no other's feed; the next look repeats the work.
        catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
        {
            LogTenantFailed(log, tenant.Slug, e.Message);
        }
    }
}
