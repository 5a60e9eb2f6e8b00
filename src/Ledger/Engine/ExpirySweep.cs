using Marquee.Kernel;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Marquee.Ledger.Engine;

/// <summary>
/// Lets holds go whose time is over on accounts that nobody touches; a touched account does it by itself. Several hosts
/// may sweep at once: the accounts' locks make each hold end once.
/// </summary>
internal sealed partial class ExpirySweep(
    PostgresLedger ledger, ITenants tenants, SystemCalls calls, TimeProvider time, ILogger<ExpirySweep> log)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LedgerLimits.SweepEvery, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await SweepAsync(stoppingToken);
        }
    }

    internal async Task SweepAsync(CancellationToken cancel)
    {
        try
        {
            foreach (var tenant in await tenants.AllAsync(cancel))
            {
                while (await ledger.ExpireAsync(calls.For(tenant), cancel) >= LedgerLimits.ExpiriesAtOnce)
                {
                    // There may be more than one turn takes.
                }
            }
        }
#pragma warning disable CA1031 // A sweep that fails is repeated by the next; nothing may end the service.
        catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
        {
            LogFailed(log, e.Message);
        }
    }
}
