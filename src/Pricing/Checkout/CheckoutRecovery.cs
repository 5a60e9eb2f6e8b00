using Marquee.Kernel;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Marquee.Pricing.Checkout;

/// <summary>
/// Finishes checkouts that fell with their host and gives back quotes whose time is over on the tenant's clock. Any
/// number of hosts may look; a row has one driver.
/// </summary>
internal sealed partial class CheckoutRecovery(
    CheckoutStore store, CheckoutDriver driver, ITenants tenants, SystemCalls calls, TimeProvider time,
    ILogger<CheckoutRecovery> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(PricingLimits.SweepEvery, time);
        do
        {
            try
            {
                foreach (var tenant in await tenants.AllAsync(stoppingToken))
                {
                    await SweepAsync(calls.For(tenant), stoppingToken);
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
                LogSweepFailed(log, e.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>
    /// Drives what is left over for one tenant; returns how many came to rest. One that fails is left for the next
    /// time.
    /// </summary>
    public async Task<int> SweepAsync(CallContext call, CancellationToken cancel)
    {
        var done = 0;
        foreach (var id in await store.LeftOverAsync(call, cancel))
        {
            try
            {
                var row = await driver.DriveAsync(call, id, CheckoutDriver.ExpireAt(call.Now), cancel);
                done += row is null ? 0 : 1;
            }
#pragma warning disable CA1031 // One checkout that cannot go on holds back no other; its lease is its back-off.
            catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
            {
                LogCheckoutFailed(log, id.Value, e.Message);
            }
        }

        return done;
    }
}
