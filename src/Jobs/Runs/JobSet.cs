using Marquee.Kernel;
using Microsoft.Extensions.DependencyInjection;

namespace Marquee.Jobs.Runs;

/// <summary>
/// The jobs this host knows. Made on first use, not with the services: a job may itself need <see cref="IJobs"/>.
/// </summary>
internal sealed class JobSet(IServiceProvider services)
{
    private readonly Lazy<Registry<IJob>> _registry = new(() => new Registry<IJob>(services.GetServices<IJob>()));

    public IJob Get(string name) => _registry.Value.Get(name);

    public string[] Names => [.. _registry.Value.All.Select(job => job.Name)];
}
