using Marquee.Kernel;
using Marquee.Planning.Proposals;
using Microsoft.Extensions.DependencyInjection;

namespace Marquee.Planning;

/// <summary>Wires the module: schedule proposals.</summary>
public sealed class PlanningModule : IModule
{
    /// <inheritdoc/>
    public string Name => "Planning";

    /// <inheritdoc/>
    public void AddServices(IServiceCollection services) => services.AddSingleton<PlanningDb>();

    /// <inheritdoc/>
    public void Map(ModuleRoutes routes)
    {
        ProposeSchedule.Map(routes);
        ReadProposals.Map(routes);
        ApplyProposal.Map(routes);
    }
}
