using System.Collections.Concurrent;
using Marquee.Kernel.Http;
using Npgsql;

namespace Marquee.Kernel.Tenancy;

/// <summary>
/// The tenants, read from the database and kept for a second: a moved clock or a new tenant is seen everywhere within
/// that. The host that made the change sees it at once.
/// </summary>
internal sealed class TenantDirectory(NpgsqlDataSource source, TimeProvider time) : ITenants
{
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<string, (Tenant? Tenant, DateTimeOffset At)> _bySlug = new();
    private readonly ConcurrentDictionary<Guid, (Tenant? Tenant, DateTimeOffset At)> _byId = new();

    public async Task<Tenant?> FindAsync(string slug, CancellationToken cancel)
    {
        if (_bySlug.TryGetValue(slug, out var kept) && time.GetUtcNow() - kept.At < Kept)
        {
            return kept.Tenant;
        }

        Tenant? tenant;
        try
        {
            tenant = (await ReadAsync("where slug = $1", slug, cancel)).FirstOrDefault();
        }
        catch (Exception e) when (kept.Tenant is not null && ExceptionEdge.IsAway(e))
        {
            // Pages and placements can answer from what they keep while the database is away; what it must say itself
            // still fails.
            return kept.Tenant;
        }

        if (tenant is not null)
        {
            Remember(tenant);
        }

        return tenant;
    }

    public async Task<Tenant?> FindAsync(Guid id, CancellationToken cancel)
    {
        if (_byId.TryGetValue(id, out var kept) && time.GetUtcNow() - kept.At < Kept)
        {
            return kept.Tenant;
        }

        var tenant = (await ReadAsync("where tenant_id = $1", id, cancel)).FirstOrDefault();
        if (tenant is not null)
        {
            Remember(tenant);
        }

        return tenant;
    }

    public async Task<IReadOnlyList<Tenant>> AllAsync(CancellationToken cancel) =>
        await ReadAsync("where $1 order by slug", true, cancel);

    public void Forget()
    {
        _bySlug.Clear();
        _byId.Clear();
    }

    private void Remember(Tenant tenant)
    {
        var now = time.GetUtcNow();
        _bySlug[tenant.Slug] = (tenant, now);
        _byId[tenant.Id] = (tenant, now);
    }

    private async Task<List<Tenant>> ReadAsync(string where, object value, CancellationToken cancel)
    {
        await using var command = source.CreateCommand(
            "select tenant_id, slug, name, kind, currency, zone, clock_offset from kernel.tenant " + where);
        command.Parameters.Add(new NpgsqlParameter { Value = value });
        await using var row = await command.ExecuteReaderAsync(cancel);
        var tenants = new List<Tenant>();
        while (await row.ReadAsync(cancel))
        {
            tenants.Add(new Tenant(
                row.GetGuid(0), row.GetString(1), row.GetString(2), row.Enum<TenantKind>(3), row.GetString(4),
                row.GetString(5), row.GetTimeSpan(6)));
        }

        return tenants;
    }
}
