using Marquee.Kernel;
using Marquee.Ledger.Accounts;
using Marquee.Ledger.Engine;
using Marquee.Ledger.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Marquee.Ledger;

/// <summary>Ledger's wiring.</summary>
public sealed class LedgerModule : IModule
{
    /// <inheritdoc/>
    public string Name => "Ledger";

    /// <inheritdoc/>
    public void AddServices(IServiceCollection services)
    {
        services.AddSingleton<LedgerDb>();
        services.AddSingleton<PostgresLedger>();
        services.AddSingleton<ILedger>(provider => provider.GetRequiredService<PostgresLedger>());
        services.AddHostedService<ExpirySweep>();
    }

    /// <inheritdoc/>
    public void Map(ModuleRoutes routes)
    {
        ArgumentNullException.ThrowIfNull(routes);
        ListAccounts.Map(routes.Api);
        FreezeAccounts.Map(routes.Api);
        RaiseAccount.Map(routes.Api);
        ShowAudit.Map(routes.Api);
    }
}
