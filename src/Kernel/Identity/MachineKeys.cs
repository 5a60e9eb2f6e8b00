using Marquee.Kernel.Tenancy;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Kernel.Identity;

/// <summary>Keys by which machines sign in. The secret is shown once; stored is its hash.</summary>
internal static class MachineKeys
{
    internal sealed record Body(
        string Name, IReadOnlyList<Role> Roles, IReadOnlyList<string>? Merchants = null,
        DateTimeOffset? ExpiresAt = null);

    internal sealed record View(string Id, string Name, IReadOnlyList<Role> Roles, string? Key);

    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/keys", CreateAsync).WithName("CreateKey").WithSummary(
            "Make a machine key of this tenant; its secret is answered once")
            .Allow(Role.Developer);
        api.MapDelete("/keys/{id}", RevokeAsync).WithName("RevokeKey").WithSummary("Revoke a machine key").Allow(
            Role.Developer);
    }

    private static async Task<Answer<View>> CreateAsync(
        Body body, CallContext call, KernelDb db, CancellationToken cancel)
    {
        if (body.Name.Length is 0 or > 100)
        {
            return new InvalidRequest("name", "is no name", body.Name, "1 to 100 characters");
        }

        if (body.Roles.Count == 0)
        {
            return new InvalidRequest("roles", "must name at least one role", null, "roles");
        }

        if (body.Roles.Contains(Role.Administrator) && !call.Actor.Roles.Contains(Role.Administrator))
        {
            return new NotAllowed("the role administrator");
        }

        // The secret is not remembered with the answer of an idempotent repeat: it must not be stored. So a repeat
        // makes no second key but says that the secret was shown.
        var (key, id) = Make();
        var stored = await db.MutateAsync<View>(call, async tx =>
        {
            await InsertAsync(
                tx, id, key, body.Name, call.Tenant.Id, body.Roles, body.Merchants, body.ExpiresAt, cancel);
            await tx.AuditAsync(
                "kernel.key.created", $"key:{id}", new { body.Name, body.Roles, body.Merchants }, cancel);
            return new View(id, body.Name, body.Roles, null);
        }, cancel);
        return stored.Error is { } error ? error : stored.IsReplayed ? stored : stored.Value with { Key = key };
    }

    private static async Task<Answer<Done>> RevokeAsync(
        string id, CallContext call, KernelDb db, Authenticator authenticator, CancellationToken cancel) =>
        await db.MutateAsync<Done>(call, async tx =>
        {
            var revoked = await tx.ExecuteAsync($"""
                update kernel.machine_key set revoked_at = coalesce(revoked_at, {call.Now})
                where key_id = {id} and tenant_id = {call.Tenant.Id}
                """, cancel);
            if (revoked == 0)
            {
                return new Unknown("key", id);
            }

            await tx.AuditAsync("kernel.key.revoked", $"key:{id}", null, cancel);
            tx.AfterCommit(authenticator.Forget);
            return Done.Instance;
        }, cancel);

    internal static (string Key, string Id) Make()
    {
        // Twelve characters name the key; the dash and underscore of base64url would blur where it ends.
        var id = Secrets.New(16).Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal)
            .PadRight(12, 'x')[..12];
        return ($"mk_{id}_{Secrets.New(32)}", id);
    }

    internal static Task<int> InsertAsync(
        Transaction tx, string id, string key, string name, Guid? tenant, IReadOnlyList<Role> roles,
        IReadOnlyList<string>? merchants, DateTimeOffset? expiresAt, CancellationToken cancel) => tx.ExecuteAsync($"""
        insert into kernel.machine_key (key_id, secret_hash, name, tenant_id, roles, merchants, created_at, expires_at)
        values ({id}, {Secrets.HashOf(key[16..])}, {name}, {tenant}, {roles.Select(r => EnumText.Of(r)).ToArray()},
                {merchants?.ToArray()}, {tx.Call.Now}, {expiresAt})
        """, cancel);
}
