using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace Marquee.Kernel.Http;

/// <summary>Ready means that PostgreSQL answers.</summary>
internal sealed class DatabaseHealth(NpgsqlDataSource source) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var command = source.CreateCommand("select 1");
            await command.ExecuteScalarAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception e) when (ExceptionEdge.IsAway(e))
        {
            return HealthCheckResult.Unhealthy("PostgreSQL does not answer.");
        }
    }
}
