using System.Collections.Concurrent;
using System.Security.Cryptography;
using Marquee.Kernel.Tenancy;
using Microsoft.AspNetCore.Http;
using Npgsql;

namespace Marquee.Kernel.Identity;

/// <summary>
/// Finds out who calls: a session cookie, a machine key or a shopper token. Sessions and keys are remembered for a few
/// seconds, so a revoked key works that long at most.
/// </summary>
internal sealed class Authenticator(NpgsqlDataSource source, ITenants tenants, TimeProvider time)
{
    public const string SessionCookie = "marquee_session";
    public const string ShopperCookie = "marquee_shopper";
    private const int CacheEntries = 10_000;
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(2);
    private readonly ConcurrentDictionary<string, (Caller? Caller, DateTimeOffset At)> _cache = new();
    private readonly ConcurrentDictionary<Guid, byte[]> _tokenSecrets = new();

    /// <summary>A caller whose roles depend on the tenant.</summary>
    internal sealed record Caller(
        ActorKind Kind, string Id, string Name, IReadOnlyList<Grant> Grants, Tenant? Tenant = null)
    {
        /// <summary>The actor on a tenant, or null when the caller has no role there.</summary>
        /// <param name="tenant">The tenant.</param>
        /// <param name="shop">The shop that the call is for: only what holds for it counts.</param>
        /// <param name="right">The right that the call needs: only grants with it count.</param>
        /// <param name="roles">The roles that let the call in: the bounds of others do not count.</param>
        public Actor? On(
            Tenant tenant, string? shop = null, ShopRight? right = null, IReadOnlyList<Role>? roles = null)
        {
            if (Kind == ActorKind.Shopper)
            {
                return Tenant?.Id == tenant.Id ? new Actor(Kind, Id, Name, new HashSet<Role>()) : null;
            }

            var grants = Grants.Where(g => (g.TenantId is null || g.TenantId == tenant.Id)
                && (shop is null || g.Merchants is null || g.Merchants.Contains(shop))
                && (right is null || g.Rights is null || g.Rights.Contains(right.Value))).ToList();
            var held = roles is null
                ? grants
                : grants.Where(g => g.Role == Role.Administrator || roles.Contains(g.Role)).ToList();
            if (held.Count == 0)
            {
                return null;
            }

            var acts = shop is not null && Kind == ActorKind.Person
                && grants.All(g => g.Role == Role.ServiceProvider);
            return new Actor(
                Kind, Id, acts ? $"{Name} for shop {shop}" : Name, grants.Select(g => g.Role).ToHashSet(),
                Union(held, g => g.Categories),
                shop is null ? Union(held, g => g.Merchants) : new HashSet<string>(StringComparer.Ordinal) { shop },
                shop, [.. held.Select(g => BoundOf(g, shop)).Distinct()]);
        }

        private static RowBound BoundOf(Grant grant, string? shop) => new(
            grant.Role, grant.Categories?.ToHashSet(StringComparer.Ordinal),
            shop is null
                ? grant.Merchants?.ToHashSet(StringComparer.Ordinal)
                : new HashSet<string>(StringComparer.Ordinal) { shop });

        // Of all together only: what lies within them is asked of the bounds, one by one.
        private static HashSet<string>? Union(List<Grant> grants, Func<Grant, IReadOnlyList<string>?> bound) =>
            grants.Any(g => bound(g) is null)
                ? null
                : grants.SelectMany(g => bound(g)!).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>A role with what bounds it; no bound where null.</summary>
    internal sealed record Grant(
        Guid? TenantId, Role Role, IReadOnlyList<string>? Categories, IReadOnlyList<string>? Merchants,
        IReadOnlyList<ShopRight>? Rights = null);

    public void Forget() => _cache.Clear();

    /// <summary>Who calls; null is nobody. An expired or unknown credential is an error, not nobody.</summary>
    public async Task<Result<Caller?>> CallerAsync(HttpContext context, CancellationToken cancel)
    {
        var header = context.Request.Headers.Authorization.ToString();
        if (header.Length > 0)
        {
            const string Bearer = "Bearer ";
            if (!header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
            {
                return new NotSignedIn(
                    "The Authorization header is not 'Bearer' with a machine key (mk_…) or a shopper token (st.…).");
            }

            return await CredentialAsync(header[Bearer.Length..].Trim(), cancel);
        }

        if (context.Request.Cookies.TryGetValue(SessionCookie, out var session) && IsConsole(context))
        {
            return await RememberedAsync("s:" + session, () => SessionAsync(session, cancel)) is { } person
                ? Result<Caller?>.Of(person)
                : new NotSignedIn("The session has ended. Sign in again.");
        }

        if (context.Request.Cookies.TryGetValue(ShopperCookie, out var token) && !IsConsole(context))
        {
            return await ShopperAsync(token, cancel);
        }

        return Result<Caller?>.Of(null);
    }

    // The two cookies may sit in one browser: the console's counts for the control plane, the shopper's for the rest.
    private static bool IsConsole(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal);

    private async Task<Result<Caller?>> CredentialAsync(string credential, CancellationToken cancel)
    {
        if (credential.StartsWith("st.", StringComparison.Ordinal))
        {
            return await ShopperAsync(credential, cancel);
        }

        return await RememberedAsync("k:" + credential, () => KeyAsync(credential, cancel)) is { } machine
            ? Result<Caller?>.Of(machine)
            : new NotSignedIn("The key is unknown, expired or revoked.");
    }

    private async Task<Result<Caller?>> ShopperAsync(string token, CancellationToken cancel)
    {
        if (ShopperToken.Peek(token) is not { } payload
            || await tenants.FindAsync(payload.Tenant, cancel) is not { } tenant
            || !ShopperToken.IsSigned(await TokenSecretAsync(tenant.Id, cancel), token))
        {
            return new NotSignedIn("The shopper token is not one of this installation.");
        }

        return DateTimeOffset.FromUnixTimeSeconds(payload.ExpiresAt) <= time.GetUtcNow()
            ? new NotSignedIn("The shopper token has expired.")
            : Result<Caller?>.Of(new Caller(ActorKind.Shopper, payload.Shopper, payload.Shopper, [], tenant));
    }

    public async Task<byte[]> TokenSecretAsync(Guid tenantId, CancellationToken cancel)
    {
        if (_tokenSecrets.TryGetValue(tenantId, out var known))
        {
            return known;
        }

        await using var command = source.CreateCommand("select token_secret from kernel.tenant where tenant_id = $1");
        command.Parameters.Add(new NpgsqlParameter { Value = tenantId });
        var secret = (byte[])(await command.ExecuteScalarAsync(cancel)
            ?? throw new InvalidOperationException("A tenant has a token secret."));
        return _tokenSecrets.GetOrAdd(tenantId, secret);
    }

    private async Task<Caller?> RememberedAsync(string key, Func<Task<Caller?>> read)
    {
        var now = time.GetUtcNow();
        if (_cache.TryGetValue(key, out var kept) && now - kept.At < Kept)
        {
            return kept.Caller;
        }

        var caller = await read();
        if (_cache.Count >= CacheEntries)
        {
            _cache.Clear();
        }

        _cache[key] = (caller, now);
        return caller;
    }

    private async Task<Caller?> SessionAsync(string session, CancellationToken cancel)
    {
        await using var command = source.CreateCommand($"""
            select p.principal_id, p.display_name, g.tenant_id, g.role, g.categories, g.merchants, g.rights
            from kernel.session s
            join kernel.principal p using (principal_id)
            left join ({ShopGrants.AllGrants}) g using (principal_id)
            where s.token_hash = $1 and s.expires_at > $2 and p.disabled_at is null
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = Secrets.HashOf(session) });
        command.Parameters.Add(new NpgsqlParameter { Value = time.GetUtcNow() });
        await using var row = await command.ExecuteReaderAsync(cancel);
        Caller? caller = null;
        var grants = new List<Grant>();
        while (await row.ReadAsync(cancel))
        {
            caller ??= new Caller(ActorKind.Person, row.GetGuid(0).ToString("D"), row.GetString(1), grants);
            if (!row.IsDBNull(3))
            {
                grants.Add(ShopGrants.Read(row, 2));
            }
        }

        return caller;
    }

    private async Task<Caller?> KeyAsync(string key, CancellationToken cancel)
    {
        // mk_ID_SECRET, the id of 12 characters.
        if (!key.StartsWith("mk_", StringComparison.Ordinal) || key.Length < 20 || key[15] != '_')
        {
            return null;
        }

        await using var command = source.CreateCommand("""
            select key_id, name, secret_hash, tenant_id, roles, merchants from kernel.machine_key
            where key_id = $1 and revoked_at is null and (expires_at is null or expires_at > $2)
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = key[3..15] });
        command.Parameters.Add(new NpgsqlParameter { Value = time.GetUtcNow() });
        await using var row = await command.ExecuteReaderAsync(cancel);
        if (!await row.ReadAsync(cancel)
            || !CryptographicOperations.FixedTimeEquals(row.GetFieldValue<byte[]>(2), Secrets.HashOf(key[16..])))
        {
            return null;
        }

        Guid? tenantId = row.IsDBNull(3) ? null : row.GetGuid(3);
        IReadOnlyList<string>? merchants = row.IsDBNull(5) ? null : row.List<string>(5);
        var grants = row.List<string>(4)
            .Select(role => new Grant(tenantId, EnumText.Parse<Role>(role), null, merchants)).ToList();
        var caller = new Caller(ActorKind.Machine, "key:" + row.GetString(0), row.GetString(1), grants);
        await row.DisposeAsync();
        return tenantId is { } id ? caller with { Tenant = await tenants.FindAsync(id, cancel) } : caller;
    }
}
