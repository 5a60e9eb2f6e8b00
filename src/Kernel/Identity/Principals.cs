using Marquee.Kernel.Tenancy;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Npgsql;

namespace Marquee.Kernel.Identity;

/// <summary>An administrator makes people and gives them roles with scopes.</summary>
internal static class Principals
{
    internal sealed record GrantBody(
        string? Tenant, Role Role, IReadOnlyList<string>? Categories = null, IReadOnlyList<string>? Merchants = null);

    /// <param name="Name">What the person signs in by.</param>
    /// <param name="Display">What people call them.</param>
    /// <param name="Password">Nothing for somebody who signs in at a provider only.</param>
    /// <param name="Grants">What they may do.</param>
    internal sealed record Body(string Name, string Display, string? Password, IReadOnlyList<GrantBody> Grants);

    internal sealed record View(Guid Id, string Name, string Display, bool Disabled);

    public static void Map(RouteGroupBuilder platform)
    {
        platform.MapPost("/principals", CreateAsync).WithName("CreatePrincipal").WithSummary("Make a person with roles")
            .Allow();
        platform.MapGet("/principals", ListAsync).WithName("ListPrincipals").WithSummary("People, by name").Allow(
            Role.Auditor);
    }

    private static async Task<Answer<View>> CreateAsync(
        Body body, CallContext call, KernelDb db, ITenants tenants, CancellationToken cancel)
    {
        if (Wrong(body) is { } wrong)
        {
            return wrong;
        }

        var grants = new List<(Guid? Tenant, GrantBody Grant)>();
        foreach (var (grant, index) in body.Grants.Select((g, i) => (g, i)))
        {
            if (grant.Tenant is null)
            {
                grants.Add((null, grant));
            }
            else if (await tenants.FindAsync(grant.Tenant, cancel) is { } tenant)
            {
                grants.Add((tenant.Id, grant));
            }
            else
            {
                return new InvalidRequest(
                    $"grants[{index}].tenant", "is no tenant", grant.Tenant, "a tenant's slug, or nothing for all");
            }
        }

        return await db.MutateAsync<View>(call, async tx =>
        {
            var id = call.Ids.Next();
            var hash = body.Password is { } password ? Secrets.HashPassword(password) : null;
            var made = await tx.ExecuteAsync($"""
                insert into kernel.principal (principal_id, name, display_name, password_hash, created_at)
                values ({id}, {body.Name}, {body.Display}, {hash}, {call.Now})
                on conflict (name) do nothing
                """, cancel);
            if (made == 0)
            {
                return new NameTaken("principal", body.Name);
            }

            foreach (var (tenant, grant) in grants)
            {
                await tx.ExecuteAsync($"""
                    insert into kernel.role_grant (grant_id, principal_id, tenant_id, role, categories, merchants,
                        created_at)
                    values ({call.Ids.Next()}, {id}, {tenant}, {grant.Role}, {grant.Categories?.ToArray()},
                            {grant.Merchants?.ToArray()}, {call.Now})
                    """, cancel);
            }

            await tx.AuditAsync(
                "kernel.principal.created", $"principal:{id:D}", new { body.Name, body.Grants }, cancel);
            return new View(id, body.Name, body.Display, false);
        }, cancel);
    }

    private static async Task<Answer<Page<View>>> ListAsync(
        [AsParameters] PageQuery page, CallContext call, KernelDb db, CancellationToken cancel)
    {
        var start = page.Start<Guid>(call, "principals");
        if (!start.IsSuccess)
        {
            return start.Error;
        }

        var rows = await db.ReadAsync(call, tx => tx.QueryAsync(
            $"""
            select principal_id, name, display_name, disabled_at is not null from kernel.principal
            where principal_id > {start.Value.After ?? Guid.Empty} order by principal_id limit {start.Value.Limit + 1}
            """,
            row => new View(row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetBoolean(3)), cancel), cancel);
        return start.Value.Of(rows, row => row.Id);
    }

    private static bool IsUnbound(GrantBody grant) => grant.Role switch
    {
        Role.MerchantOwner or Role.MerchantStaff => grant.Tenant is null || grant.Merchants is null or [],
        Role.ServiceProvider => grant.Tenant is null || grant.Merchants is null,
        _ => false,
    };

    private static InvalidRequest? Wrong(Body body)
    {
        var wrong = new List<FieldError>();
        if (Credentials.WrongName(body.Name) is { } name)
        {
            wrong.Add(name);
        }

        if (body.Display.Length is 0 or > 100)
        {
            wrong.Add(new FieldError("display", "is no name to show", body.Display, "1 to 100 characters"));
        }

        if (body.Password is { } said && Credentials.WrongPassword(said) is { } password)
        {
            wrong.Add(password);
        }

        if (body.Grants.Count is 0 or > 100)
        {
            wrong.Add(new FieldError("grants", "must name roles", null, "1 to 100 grants"));
        }

        wrong.AddRange(body.Grants.Take(100).Select((grant, index) => (grant, index)).Where(one => IsUnbound(one.grant))
            .Select(one => new FieldError(
                $"grants[{one.index}].merchants", "is missing: nobody works for every shop", null,
                "the ids of the shops; for a service provider also none, shops let it in themselves")));

        return wrong.Count == 0 ? null : new InvalidRequest(wrong);
    }
}

/// <summary>Another thing of that name exists.</summary>
internal sealed record NameTaken(string What, string Name) : Error("kernel.name_taken", ErrorKind.Conflict)
{
    public override string Message => $"There is a {What} named '{Name}' already.";
}
