using Marquee.Kernel;
using Marquee.Trade.Expiry;
using Marquee.Trade.Orders;
using Marquee.Trade.Refunds;
using Marquee.Trade.Sales;
using Marquee.Trade.Settlement;
using Marquee.Trade.ShopEvents;
using Microsoft.Extensions.DependencyInjection;

namespace Marquee.Trade;

/// <summary>Orders, payments, refunds and statements.</summary>
public sealed class TradeModule : IModule
{
    /// <inheritdoc/>
    public string Name => "Trade";

    /// <inheritdoc/>
    public void AddServices(IServiceCollection services)
    {
        services.AddSingleton<TradeDb>();
        services.AddSingleton<ITrade, TradeContract>();
        services.AddSingleton<ShopOrders>();
        services.AddSingleton<ISubscription, RetryParked>();
        services.AddSingleton<UnpaidSweeper>();
        services.AddHostedService(provider => provider.GetRequiredService<UnpaidSweeper>());
    }

    /// <inheritdoc/>
    public void Map(ModuleRoutes routes)
    {
        ArgumentNullException.ThrowIfNull(routes);
        ReadOrders.Map(routes.Api, routes.Serve);
        PayOrder.Map(routes.Serve);
        CancelOrder.Map(routes.Serve);
        RefundOrder.Map(routes.Api, routes.Serve);
        ReadSettlement.Map(routes.Api);
        TakeShopEvents.Map(routes.Api);
        ReadShopEvents.Map(routes.Api);
        ShopStatement.Map(routes.Api);
        ShopOfferCosts.Map(routes.Api);
        ReadSales.Map(routes.Api);
    }
}
