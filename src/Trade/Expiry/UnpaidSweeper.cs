using Marquee.Kernel;
using Marquee.Trade.Orders;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Marquee.Trade.Expiry;

/// <summary>
/// Cancels orders whose time to pay is over on their tenant's clock. Any number of hosts may sweep: each order is
/// locked and looked at again before it is cancelled.
/// </summary>
internal sealed partial class UnpaidSweeper(
    TradeDb db, ITenants tenants, SystemCalls calls, TimeProvider time, ILogger<UnpaidSweeper> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TradeLimits.SweepEvery, time);
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
                LogFailed(log, e.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Cancels what is overdue for one tenant now; returns how many.</summary>
    public async Task<int> SweepAsync(CallContext call, CancellationToken cancel)
    {
        var due = await db.ReadAsync(
            call,
            tx => tx.QueryAsync(
                $"""
                select o.order_id from trade.orders o
                where o.tenant_id = {call.Tenant.Id} and o.status = {OrderStatus.Placed} and o.pay_by < {call.Now}
                    -- Whether its own orders are still paid is for the shop to say.
                    and not exists (select from trade.shop_order s
                        where s.tenant_id = {call.Tenant.Id} and s.order_id = o.order_id)
                order by pay_by limit {TradeLimits.SweepBatch}
                """,
                row => row.Id<Order>(0), cancel),
            cancel);
        var cancelled = 0;
        foreach (var id in due)
        {
            var done = await CancelOrder.RunAsync(db, call, id, CancelReason.Unpaid, cancel);
            cancelled += done.IsSuccess ? 1 : 0;
        }

        return cancelled;
    }
}
