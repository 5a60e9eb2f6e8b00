using Marquee.Catalog.Assets;
using Marquee.Catalog.Fields;
using Marquee.Catalog.Imports;
using Marquee.Catalog.Imports.Kinds;
using Marquee.Catalog.Items;
using Marquee.Catalog.Prices;
using Marquee.Catalog.Reading;
using Marquee.Catalog.ShopEvents;
using Marquee.Catalog.Stocks;
using Marquee.Jobs;
using Marquee.Kernel;
using Marquee.Rules;
using Microsoft.Extensions.DependencyInjection;

namespace Marquee.Catalog;

/// <summary>Catalog as the host sees it.</summary>
public sealed class CatalogModule : IModule
{
    /// <inheritdoc/>
    public string Name => "Catalog";

    /// <inheritdoc/>
    public void AddServices(IServiceCollection services)
    {
        services.AddSingleton<CatalogDb>();
        services.AddSingleton<ICatalog, CatalogReader>();
        services.AddSingleton<IShopDirectory, ShopDirectory>();
        services.AddSingleton<IStock, StockStore>();
        services.AddSingleton<IPriceHistory, PriceStore>();
        services.AddSingleton<ShopItems>();
        services.AddSingleton<IShopItems>(provider => provider.GetRequiredService<ShopItems>());
        services.AddSingleton<IImportKind, MerchantImport>();
        services.AddSingleton<IImportKind, CategoryImport>();
        services.AddSingleton<IImportKind, ItemImport>();
        services.AddSingleton<IImportKind, PriceImport>();
        services.AddSingleton<IImportKind, ShopperImport>();
        services.AddSingleton<Registry<IImportKind>>();
        services.AddSingleton<IJob, ImportJob>();
        services.AddSingleton<ISubscription, StartImport>();
        services.AddSingleton<INotificationKind, ImportNotification>();
        services.AddSingleton<ISubscription, RetryParked>();
        services.AddSingleton<IFieldSource, MerchantFields>();
        services.AddSingleton<IFieldSource, ItemFields>();
        services.AddSingleton<IFieldSource, SkuFields>();
    }

    /// <inheritdoc/>
    public void Map(ModuleRoutes routes)
    {
        ArgumentNullException.ThrowIfNull(routes);
        ReceiveImport.Map(routes.Api);
        ReadImports.Map(routes.Api);
        ReadImportErrors.Map(routes.Api);
        CancelImport.Map(routes.Api);
        UploadAsset.Map(routes.Api);
        ServeAsset.Map(routes.Pages);
        ReadItems.Map(routes.Api);
        ReadMerchants.Map(routes.Api);
        EditItem.Map(routes.Api);
        EditSku.Map(routes.Api);
    }
}
