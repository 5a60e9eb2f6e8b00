using Marquee.Kernel.Tenancy;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Kernel.Identity;

/// <summary>Who works for a shop: its owner says what sub-accounts and service providers may do there.</summary>
internal static class ShopPeople
{
    internal sealed record RightsBody(IReadOnlyList<ShopRight> Rights);

    internal sealed record PersonView(
        Guid Id, string Name, string Display, Role Role, IReadOnlyList<ShopRight> Rights, DateTimeOffset Since,
        string? GrantedBy);

    internal sealed record InvitationView(
        Guid Id, string Display, IReadOnlyList<ShopRight> Rights, string InvitedBy, DateTimeOffset ExpiresAt);

    internal sealed record View(IReadOnlyList<PersonView> People, IReadOnlyList<InvitationView> Invitations);

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/shops/{shop}/people", ListAsync).WithName("ListShopPeople")
            .WithSummary("Who works for a shop and what each may do, and invitations not yet accepted")
            .Allow(Role.MerchantOwner, Role.Operator, Role.Auditor).Rows(RowRule.Filtered);
        api.MapPut("/shops/{shop}/people/{id}", LimitAsync).WithName("LimitShopPerson")
            .WithSummary("Say what a sub-account or service provider may do for a shop")
            .Allow(Role.MerchantOwner, Role.Operator);
        api.MapDelete("/shops/{shop}/people/{id}", WithdrawAsync).WithName("WithdrawShopPerson")
            .WithSummary("Somebody no longer works for a shop; effective within seconds")
            .Allow(Role.MerchantOwner, Role.Operator);
        api.MapPut("/shops/{shop}/providers/{name}", LetInAsync).WithName("LetInServiceProvider")
            .WithSummary("Let a service provider, by its sign-in name, act for a shop, within rights")
            .Allow(Role.MerchantOwner, Role.Operator);
    }

    private static async Task<Answer<View>> ListAsync(
        string shop, CallContext call, KernelDb db, IEnumerable<IShopDirectory> shops, CancellationToken cancel)
    {
        if (await shops.RefusalAsync(call, shop, cancel) is { } unknown)
        {
            return unknown;
        }

        var tenant = call.Tenant.Id;
        return await db.ReadAsync<Answer<View>>(call, async tx =>
        {
            var people = await tx.QueryAsync(
                $"""
                select p.principal_id, p.name, p.display_name, g.role, g.rights, g.since, g.granted_by
                from kernel.principal p join (
                    select principal_id, role, null::text[] as rights, created_at as since, null as granted_by
                    from kernel.role_grant
                    where (tenant_id is null or tenant_id = {tenant}) and {shop} = any(merchants)
                    union all
                    select principal_id, role, rights, granted_at, granted_by from kernel.shop_grant
                    where tenant_id = {tenant} and merchant_id = {shop}) g using (principal_id)
                where p.disabled_at is null
                order by g.since, p.principal_id limit {KernelLimits.PeoplePerShop * 2}
                """,
                row => new PersonView(
                    row.GetGuid(0), row.GetString(1), row.GetString(2), row.Enum<Role>(3),
                    row.IsDBNull(4) ? Enum.GetValues<ShopRight>() : ShopGrants.RightsOf(row, 4), row.Instant(5),
                    row.TextOrNull(6)), cancel);
            var invitations = await tx.QueryAsync(
                $"""
                select invitation_id, display, rights, invited_by, expires_at from kernel.shop_invitation
                where tenant_id = {tenant} and merchant_id = {shop} and accepted_at is null and expires_at > {call.Now}
                order by invitation_id limit {KernelLimits.PeoplePerShop}
                """,
                row => new InvitationView(
                    row.GetGuid(0), row.GetString(1), ShopGrants.RightsOf(row, 2), row.GetString(3), row.Instant(4)),
                cancel);
            return new View(people, invitations);
        }, cancel);
    }

    private static async Task<Answer<PersonView>> LimitAsync(
        string shop, Guid id, RightsBody body, CallContext call, KernelDb db, Authenticator authenticator,
        CancellationToken cancel) =>
        await db.MutateAsync<PersonView>(call, async tx =>
        {
            var changed = await tx.ExecuteAsync($"""
                update kernel.shop_grant set rights = {ShopGrants.Stored(body.Rights)}
                where tenant_id = {call.Tenant.Id} and merchant_id = {shop} and principal_id = {id}
                """, cancel);
            if (changed == 0)
            {
                return new Unknown("person of this shop", id.ToString("D"));
            }

            await tx.AuditAsync("kernel.shop_person.limited", $"principal:{id:D}", new { shop, body.Rights }, cancel);
            tx.AfterCommit(authenticator.Forget);
            return await FindAsync(tx, shop, id, cancel);
        }, cancel);

    private static async Task<Answer<Done>> WithdrawAsync(
        string shop, Guid id, CallContext call, KernelDb db, Authenticator authenticator, CancellationToken cancel) =>
        await db.MutateAsync<Done>(call, async tx =>
        {
            var removed = await tx.ExecuteAsync($"""
                delete from kernel.shop_grant
                where tenant_id = {call.Tenant.Id} and merchant_id = {shop} and principal_id = {id}
                """, cancel);
            if (removed == 0)
            {
                return new Unknown("person of this shop", id.ToString("D"));
            }

            await tx.AuditAsync("kernel.shop_person.withdrawn", $"principal:{id:D}", new { shop }, cancel);
            tx.AfterCommit(authenticator.Forget);
            return Done.Instance;
        }, cancel);

    private static async Task<Answer<PersonView>> LetInAsync(
        string shop, string name, RightsBody body, CallContext call, KernelDb db, Authenticator authenticator,
        CancellationToken cancel) =>
        await db.MutateAsync<PersonView>(call, async tx =>
        {
            // Only who is a service provider of this marketplace: other people's names are not told apart from none.
            var provider = await tx.ScalarAsync<Guid?>(
                $"""
                select p.principal_id from kernel.principal p
                where p.name = {name} and p.disabled_at is null and exists (
                    select from kernel.role_grant g where g.principal_id = p.principal_id
                        and g.tenant_id = {call.Tenant.Id} and g.role = {Role.ServiceProvider})
                """, cancel);
            if (provider is not { } id)
            {
                return new Unknown("service provider", name);
            }

            if (await ShopGrants.RefusalAsync(tx, shop, id, cancel) is { } refusal)
            {
                return refusal;
            }

            await StoreAsync(tx, shop, id, Role.ServiceProvider, ShopGrants.Stored(body.Rights), cancel);
            await tx.AuditAsync(
                "kernel.shop_provider.let_in", $"principal:{id:D}", new { shop, name, body.Rights }, cancel);
            tx.AfterCommit(authenticator.Forget);
            return await FindAsync(tx, shop, id, cancel);
        }, cancel);

    /// <summary>Gives somebody rights of a shop, or changes them.</summary>
    private static Task<int> StoreAsync(
        Transaction tx, string shop, Guid principal, Role role, string[] rights, CancellationToken cancel) =>
        tx.ExecuteAsync($"""
            insert into kernel.shop_grant (tenant_id, principal_id, merchant_id, role, rights, granted_by, granted_at)
            values ({tx.Call.Tenant.Id}, {principal}, {shop}, {role}, {rights}, {tx.Call.Actor.Name}, {tx.Call.Now})
            on conflict (tenant_id, principal_id, merchant_id) do update set rights = excluded.rights
            """, cancel);

    private static async Task<PersonView> FindAsync(Transaction tx, string shop, Guid id, CancellationToken cancel) =>
        (await tx.FindAsync(
            $"""
            select p.name, p.display_name, g.role, g.rights, g.granted_at, g.granted_by
            from kernel.shop_grant g join kernel.principal p using (principal_id)
            where g.tenant_id = {tx.Call.Tenant.Id} and g.merchant_id = {shop} and g.principal_id = {id}
            """,
            row => new PersonView(
                id, row.GetString(0), row.GetString(1), row.Enum<Role>(2), ShopGrants.RightsOf(row, 3), row.Instant(4),
                row.GetString(5)), cancel))!;
}
