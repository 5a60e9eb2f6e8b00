using Marquee.Campaigns;
using Marquee.Kernel;
using Marquee.Selection.Pools;
using Microsoft.Extensions.DependencyInjection;

namespace Marquee.Selection;

/// <summary>Wires the module: pools, and their refresh when campaign items change.</summary>
public sealed class SelectionModule : IModule
{
    /// <inheritdoc/>
    public string Name => "Selection";

    /// <inheritdoc/>
    public void AddServices(IServiceCollection services)
    {
        services.AddSingleton<SelectionDb>();
        services.AddSingleton<Chooser>();
        services.AddSingleton<Rebuild>();
        services.AddSingleton<ISelection, ReadPools>();
        services.AddSingleton<ISubscription, RefreshPools>();
        services.AddSingleton<ISubscription, BringPools>();
        services.AddSingleton<IChangedRounds, CreatePool.Changed>();
    }

    /// <inheritdoc/>
    public void Map(ModuleRoutes routes)
    {
        CreatePool.Map(routes);
        ReadPools.Map(routes);
        RebuildPool.Map(routes);
    }
}
