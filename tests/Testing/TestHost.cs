using Marquee.Jobs;
using Marquee.Kernel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Marquee.Testing;

/// <summary>
/// Modules as the host runs them, without HTTP: their services on a test database, with the dispatcher of events and
/// the worker of jobs at work until it is disposed or stopped. Several at a time on one database are several hosts.
/// </summary>
public sealed class TestHost : IAsyncDisposable
{
    private readonly List<IHostedService> _running;

    private TestHost(ServiceProvider services)
    {
        Services = services;
        _running = [.. services.GetServices<IHostedService>()];
    }

    /// <summary>The services, as the modules registered them.</summary>
    public ServiceProvider Services { get; }

    /// <summary>Jobs' contract.</summary>
    public IJobs Jobs => Services.GetRequiredService<IJobs>();

    /// <summary>Starts the modules on that database, on the wall clock, with short waits for jobs.</summary>
    /// <param name="database">A database migrated for the modules.</param>
    /// <param name="modules">The modules, Jobs included where it is needed.</param>
    /// <param name="more">Further services, registered before the modules': what is registered first of those that can
    /// be replaced wins.</param>
    public static async Task<TestHost> StartAsync(
        TestDatabase database, IEnumerable<IModule> modules, Action<IServiceCollection>? more = null)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        more?.Invoke(services);
        services.AddSingleton(Hasty);
        services.AddKernel(database.Settings);
        foreach (var module in modules)
        {
            services.AddSingleton(module);
            module.AddServices(services);
        }

        var host = new TestHost(services.BuildServiceProvider());
        foreach (var service in host._running)
        {
            await service.StartAsync(CancellationToken.None);
        }

        return host;
    }

    /// <summary>Waits for a run to end; fails after a minute, which no test's run needs.</summary>
    public async Task<JobRun> EndOfAsync(CallContext call, Id<JobRun> run)
    {
        using var tooLong = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (true)
        {
            try
            {
                if (await Jobs.FindAsync(call, run, tooLong.Token) is { HasEnded: true } ended)
                {
                    return ended;
                }
            }
            catch (NpgsqlException)
            {
                // The test cut this connection too.
            }

            await Task.Delay(20, tooLong.Token);
        }
    }

    /// <summary>Stops as a host does that is asked to.</summary>
    public async Task StopAsync()
    {
        foreach (var service in Enumerable.Reverse(_running))
        {
            await service.StopAsync(CancellationToken.None);
        }

        _running.Clear();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await Services.DisposeAsync();
    }

    // Leases and retries as short as a machine under load allows.
    private static JobsTiming Hasty { get; } = new()
    {
        Lease = TimeSpan.FromSeconds(3),
        Heartbeat = TimeSpan.FromMilliseconds(200),
        Poll = TimeSpan.FromMilliseconds(50),
        FirstBackOff = TimeSpan.FromMilliseconds(30),
    };
}
