using Marquee.Campaigns;
using Marquee.Kernel;
using Marquee.Pricing.Checkout;
using Marquee.Pricing.Feed;
using Marquee.Pricing.Mechanics;
using Marquee.Pricing.Offers;
using Marquee.Pricing.Quotes;
using Marquee.Risk;
using Marquee.Trade;
using Microsoft.Extensions.DependencyInjection;

namespace Marquee.Pricing;

/// <summary>Offers, quotes and checkout.</summary>
public sealed class PricingModule : IModule
{
    /// <inheritdoc/>
    public string Name => "Pricing";

    /// <inheritdoc/>
    public void AddServices(IServiceCollection services)
    {
        services.AddSingleton<IMechanic, FixedPriceMechanic>();
        services.AddSingleton<IMechanic, ItemPercentageMechanic>();
        services.AddSingleton<IMechanic>(ThresholdMechanic.Shop);
        services.AddSingleton<IMechanic>(ThresholdMechanic.Platform);
        services.AddSingleton<PricingDb>();
        services.AddSingleton<OfferSnapshots>();
        services.AddSingleton<ISubscription, RoundOffers>();
        services.AddSingleton<ISubscription, ShopOffers>();
        services.AddSingleton<Takedowns>();
        services.AddSingleton(new TakedownSurface("pricing.quotes", new Texts("价格与购物车", "Prices and carts")));
        services.AddSingleton(new TakedownSurface("pricing.checkout", new Texts("结算下单", "Checkout")));
        services.AddSingleton<HeldCoupons>();
        services.AddSingleton<CartReader>();
        services.AddSingleton<CartBodies>();
        services.AddSingleton<PublicPrices>();
        services.AddSingleton<QuoteCart>();
        services.AddSingleton<ExplainPrices>();
        services.AddSingleton<CheckoutStore>();
        services.AddSingleton<CheckoutSteps>();
        services.AddSingleton<CheckoutDriver>();
        services.AddSingleton<HoldCheckout>();
        services.AddSingleton<PlaceCheckout>();
        services.AddSingleton<ISubscription, OrderFollower>();
        services.AddSingleton<IPricing, PricingContract>();
        services.AddSingleton<IRoundNames, RoundNames>();
        services.AddHostedService<CheckoutRecovery>();
        services.AddSingleton<PriceChanges>();
        services.AddSingleton<FeedWriter>();
        services.AddSingleton<PriceFeed>();
        services.AddHostedService<FeedKeeper>();
    }

    /// <inheritdoc/>
    public void Map(ModuleRoutes routes)
    {
        ArgumentNullException.ThrowIfNull(routes);
        ExplainPrices.Map(routes.Api);
        ReadPriceFeed.Map(routes.Api);
        QuoteCart.Map(routes.Serve);
        HoldCheckout.Map(routes.Serve);
        PlaceCheckout.Map(routes.Serve);
    }
}
