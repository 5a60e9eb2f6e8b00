using Marquee.Jobs.Runs;
using Marquee.Jobs.Work;
using Marquee.Kernel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Marquee.Jobs;

/// <summary>Jobs as the host sees it.</summary>
public sealed class JobsModule : IModule
{
    /// <inheritdoc/>
    public string Name => "Jobs";

    /// <inheritdoc/>
    public void AddServices(IServiceCollection services)
    {
        services.TryAddSingleton(new JobsTiming());
        services.AddSingleton<JobsDb>();
        services.AddSingleton<JobSet>();
        services.AddSingleton<TaskStore>();
        services.AddSingleton<TaskRunner>();
        services.AddChannelSignal<JobsSignal>();
        services.AddSingleton<IJobs, RunStore>();
        services.AddHostedService<Worker>();
    }

    /// <inheritdoc/>
    public void Map(ModuleRoutes routes)
    {
        ArgumentNullException.ThrowIfNull(routes);
        ListRuns.Map(routes.Api);
        GetRun.Map(routes.Api);
        CancelRun.Map(routes.Api);
    }
}
