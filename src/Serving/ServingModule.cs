using Marquee.Campaigns;
using Marquee.Kernel;
using Marquee.Risk;
using Marquee.Serving.Ladder;
using Marquee.Serving.Placements;
using Microsoft.Extensions.DependencyInjection;

namespace Marquee.Serving;

/// <summary>Wires the module: placements and the ladder that fills them.</summary>
public sealed class ServingModule : IModule
{
    /// <inheritdoc/>
    public string Name => "Serving";

    /// <inheritdoc/>
    public void AddServices(IServiceCollection services)
    {
        services.AddSingleton<ServingDb>();
        services.AddSingleton<Candidates>();
        services.AddSingleton<Pricer>();
        services.AddSingleton<LastGood>();
        services.AddSingleton<PlacementSources>();
        services.AddSingleton<IPlacementSources>(provider => provider.GetRequiredService<PlacementSources>());
        services.AddSingleton<ISubscription, BringPlacements>();
        services.AddSingleton<IChangedRounds, ChangedPlacements>();
        services.AddSingleton<IContingencyAction, SwitchPlacement>();
        services.AddSingleton(new TakedownSurface("serving.placements", new Texts("资源位投放", "Placements")));
        services.AddSingleton<IServing, ServePlacements>();
        services.AddSingleton<ExplainPlacements>();
    }

    /// <inheritdoc/>
    public void Map(ModuleRoutes routes)
    {
        EditPlacement.Map(routes);
        GetPlacement.Map(routes);
        ExplainPlacements.Map(routes);
    }
}
