using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Marquee.Kernel;

/// <summary>
/// A module as the host sees it: its name, its wiring and its routes. One class per module, <c>XModule</c>.
/// </summary>
public interface IModule
{
    /// <summary>The module's name; in lower case also its schema.</summary>
    string Name { get; }

    /// <summary>Registers everything the module offers. Nothing may touch the database here.</summary>
    void AddServices(IServiceCollection services);

    /// <summary>Maps the module's routes.</summary>
    void Map(ModuleRoutes routes);
}

/// <summary>
/// The route groups that a module maps into. Authentication, limits and problem documents are the host's.
/// </summary>
/// <param name="Platform"><c>/api/v1</c>: concerns the installation.</param>
/// <param name="Api"><c>/api/v1/t/{tenant}</c>: the control plane of a tenant.</param>
/// <param name="Serve"><c>/serve/v1</c>: the data plane; a key or token names the tenant.</param>
/// <param name="Pages"><c>/t/{tenant}</c>: pages for shoppers.</param>
public sealed record ModuleRoutes(
    RouteGroupBuilder Platform, RouteGroupBuilder Api, RouteGroupBuilder Serve, RouteGroupBuilder Pages);
