using Marquee.Kernel;
using Marquee.Risk;
using Marquee.Storefront.Carts;
using Marquee.Storefront.Checkouts;
using Marquee.Storefront.Errors;
using Marquee.Storefront.Home;
using Marquee.Storefront.Items;
using Marquee.Storefront.Orders;
using Marquee.Storefront.Visits;
using Marquee.Storefront.Wallets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Marquee.Storefront;

/// <summary>
/// The reference shop: plain server-rendered pages over the modules' contracts, below <c>/t/{tenant}/shop/</c>. It owns
/// no tables.
/// </summary>
public sealed class StorefrontModule : IModule
{
    /// <inheritdoc/>
    public string Name => "Storefront";

    /// <inheritdoc/>
    public void AddServices(IServiceCollection services)
    {
        services.AddSingleton<PageEdge>();
        services.AddSingleton(new TakedownSurface("storefront.pages", new Texts("商城页面", "Shop pages")));
        services.AddSingleton<IProblemPage, ProblemPage>();
    }

    /// <inheritdoc/>
    public void Map(ModuleRoutes routes)
    {
        ArgumentNullException.ThrowIfNull(routes);
        var shop = routes.Pages.MapGroup("/shop").AddEndpointFilter<RouteGroupBuilder, PageEdge>();
        shop.ExcludeFromDescription();
        HomePage.Map(shop);
        ItemPage.Map(shop);
        CartPage.Map(shop);
        ChangeCart.Map(shop);
        CheckoutPages.Map(shop);
        OrderPages.Map(shop);
        ChangeOrder.Map(shop);
        WalletPage.Map(shop);
        TakeBenefit.Map(shop);
        SignIn.Map(shop);
    }
}
