using Marquee.Kernel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Marquee.Rules;

/// <summary>
/// Wires the module: the registry of field sources, the catalogues made from it, and evaluation. It has no routes and
/// no tables.
/// </summary>
public sealed class RulesModule : IModule
{
    /// <inheritdoc/>
    public string Name => "Rules";

    /// <summary>
    /// Registers <see cref="FieldCatalogs"/>, <see cref="RuleEvaluation"/> and <c>Registry&lt;IFieldSource&gt;</c>,
    /// which holds every
    /// <see cref="IFieldSource"/> that any module registered as a singleton.
    /// </summary>
    public void AddServices(IServiceCollection services)
    {
        services.TryAddSingleton(provider => new Registry<IFieldSource>(provider.GetServices<IFieldSource>()));
        services.TryAddSingleton<FieldCatalogs>();
        services.TryAddSingleton<RuleEvaluation>();
        services.AddSingleton<IStartCheck, FieldCheck>();
    }

    /// <summary>Maps nothing: modules that use rules show them.</summary>
    public void Map(ModuleRoutes routes)
    {
    }
}
