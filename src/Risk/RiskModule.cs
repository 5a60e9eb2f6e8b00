using Marquee.Kernel;
using Marquee.Risk.Board;
using Marquee.Risk.Takedowns;
using Microsoft.Extensions.DependencyInjection;

namespace Marquee.Risk;

/// <summary>Wires the module: take-downs, and how every host and surface follows them.</summary>
public sealed class RiskModule : IModule
{
    /// <inheritdoc/>
    public string Name => "Risk";

    /// <inheritdoc/>
    public void AddServices(IServiceCollection services)
    {
        services.AddSingleton<RiskDb>();
        services.AddSingleton<HostName>();
        services.AddSingleton<ITakedownSubjects, CatalogSubjects.Items>();
        services.AddSingleton<ITakedownSubjects, CatalogSubjects.Merchants>();
        services.AddSingleton<ITakedownSubjects, CatalogSubjects.Prices>();
        services.AddSingleton<TakedownChanges>();
        services.AddSingleton<TakedownBoard>();
        services.AddSingleton<ITakedowns>(provider => provider.GetRequiredService<TakedownBoard>());
        services.AddSingleton<Acknowledgements>();
        services.AddHostedService<TakedownWatch>();
    }

    /// <inheritdoc/>
    public void Map(ModuleRoutes routes)
    {
        ArgumentNullException.ThrowIfNull(routes);
        TakeDown.Map(routes.Api);
        ReturnTakedown.Map(routes.Api);
        ReadTakedowns.Map(routes.Api);
        TakedownPolicy.Map(routes.Api);
        FollowTakedowns.Map(routes.Serve);
    }
}
