using Marquee.Kernel;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Marquee.Kernel.Tests;

/// <summary>The smallest module: one table, to try Kernel on.</summary>
public sealed class ProbeModule : IModule
{
    public string Name => "Probe";

    public void AddServices(IServiceCollection services) => services.AddSingleton<ProbeDb>();

    public void Map(ModuleRoutes routes)
    {
    }
}

internal sealed class ProbeDb(NpgsqlDataSource source, MarqueeSettings settings) : ModuleDb("probe", source, settings);

public sealed class Database() : Testing.DatabaseFixture(new ProbeModule());

[Event("probe.happened", 1)]
public sealed record Happened(string Name);
