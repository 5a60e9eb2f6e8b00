using Marquee.Kernel.Tenancy;

namespace Marquee.Kernel.Identity;

/// <summary>An invitation of a shop that can still be accepted, and what accepting it makes.</summary>
internal sealed record OpenInvitation(Tenant Tenant, Guid Id, string Shop, string Display, string[] Rights, string By)
{
    private sealed record Row(
        Guid TenantId, Guid Id, string Shop, string Display, string[] Rights, string By, DateTimeOffset ExpiresAt);

    /// <summary>Finds it by its token and holds it until the transaction ends; null when it is over.</summary>
    public static async Task<OpenInvitation?> FindAsync(
        Transaction tx, ITenants tenants, string token, CancellationToken cancel)
    {
        var row = await tx.FindAsync(
            $"""
            select tenant_id, invitation_id, merchant_id, display, rights, invited_by, expires_at
            from kernel.shop_invitation
            where token_hash = {Secrets.HashOf(token)} and accepted_at is null for update
            """,
            row => new Row(
                row.GetGuid(0), row.GetGuid(1), row.GetString(2), row.GetString(3), row.GetFieldValue<string[]>(4),
                row.GetString(5), row.Instant(6)), cancel);
        // An invitation ends by the clock of the tenant that gave it.
        return row is not null && await tenants.FindAsync(row.TenantId, cancel) is { } tenant
            && row.ExpiresAt > tx.Call.Now + tenant.ClockOffset
            ? new OpenInvitation(tenant, row.Id, row.Shop, row.Display, row.Rights, row.By)
            : null;
    }

    /// <summary>
    /// Makes the invited person, who has no password when they sign in elsewhere; false when the name is taken.
    /// </summary>
    public async Task<bool> TryMakePersonAsync(
        Transaction tx, Guid id, string name, string? passwordHash, CancellationToken cancel) =>
        await tx.ExecuteAsync($"""
            insert into kernel.principal (principal_id, name, display_name, password_hash, created_at)
            values ({id}, {name}, {Display}, {passwordHash}, {tx.Call.Now})
            on conflict (name) do nothing
            """, cancel) == 1;

    /// <summary>The person works for the shop from now on, and the invitation is used up.</summary>
    public async Task AcceptAsync(Transaction tx, Guid person, string name, CancellationToken cancel)
    {
        var call = tx.Call;
        await tx.ExecuteAllAsync(
        [
            // Who works there already keeps what the shop gave them.
            $"""
            insert into kernel.shop_grant (tenant_id, principal_id, merchant_id, role, rights, granted_by, granted_at)
            values ({Tenant.Id}, {person}, {Shop}, {Role.MerchantStaff}, {Rights}, {By}, {call.Now})
            on conflict do nothing
            """,
            $"update kernel.shop_invitation set accepted_at = {call.Now} where invitation_id = {Id}",
            // The person has no call of its own on that tenant yet.
            $"""
            insert into kernel.audit (tenant_id, id, at, actor_kind, actor_id, actor_name, action, subject, detail,
                shop)
            values ({Tenant.Id}, {call.Ids.Next()}, {call.Now + Tenant.ClockOffset}, {ActorKind.Person},
                {person.ToString("D")}, {Display}, 'kernel.shop_invitation.accepted',
                {"principal:" + person.ToString("D")}, {new SqlText.Json(new { invitation = Id, name })}, {Shop})
            """,
        ], cancel);
    }
}
