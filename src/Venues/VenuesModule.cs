using Marquee.Campaigns;
using Marquee.Kernel;
using Marquee.Risk;
using Marquee.Venues.Blocks;
using Marquee.Venues.Pages;
using Marquee.Venues.Rendering;
using Microsoft.Extensions.DependencyInjection;

namespace Marquee.Venues;

/// <summary>Wires the module: page documents, the kinds of blocks, and rendering for shoppers.</summary>
public sealed class VenuesModule : IModule
{
    /// <inheritdoc/>
    public string Name => "Venues";

    /// <inheritdoc/>
    public void AddServices(IServiceCollection services)
    {
        services.AddSingleton<VenuesDb>();
        services.AddSingleton<IPageBlock, BannerBlock>();
        services.AddSingleton<IPageBlock, CountdownBlock>();
        services.AddSingleton<IPageBlock, ItemGridBlock>();
        services.AddSingleton<IPageBlock, CouponBlock>();
        services.AddSingleton<IPageBlock, LotteryBlock>();
        services.AddSingleton<IPageBlock, ShopThresholdBlock>();
        services.AddSingleton<ShopGoods>();
        services.AddSingleton<ShopPages>();
        services.AddSingleton<PagePreview>();
        services.AddSingleton(provider => new Registry<IPageBlock>(provider.GetServices<IPageBlock>()));
        services.AddSingleton(new TakedownSurface("venues.pages", new Texts("会场页面", "Venue pages")));
        services.AddSingleton<PageRenderer>();
        services.AddSingleton<IVenues, PublishedPages>();
        services.AddSingleton<ISubscription, BringPages>();
        services.AddSingleton<IChangedRounds, ChangedPages>();
        services.AddSingleton<IContingencyAction, SwitchPage>();
    }

    /// <inheritdoc/>
    public void Map(ModuleRoutes routes)
    {
        SavePage.Map(routes);
        PublishPage.Map(routes);
        ReadPages.Map(routes);
        ShowPage.Map(routes);
        ShopPages.Map(routes);
    }
}
