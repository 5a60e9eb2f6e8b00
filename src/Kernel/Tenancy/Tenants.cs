using System.Security.Cryptography;
using Marquee.Kernel.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace Marquee.Kernel.Tenancy;

/// <summary>
/// Tenants are made by an administrator; the clock of a rehearsal tenant is moved by an operator, forwards only.
/// </summary>
internal static class Tenants
{
    internal sealed record Body(string Slug, string Name, TenantKind Kind, string Currency, string Zone);

    internal sealed record ClockBody(DateTimeOffset Now);

    internal sealed record View(
        Guid Id, string Slug, string Name, TenantKind Kind, string Currency, string Zone, DateTimeOffset Now);

    public static void Map(RouteGroupBuilder platform, RouteGroupBuilder api)
    {
        platform.MapPost("/tenants", CreateAsync).WithName("CreateTenant").WithSummary("Make a tenant").Allow();
        platform.MapGet("/tenants", ListAsync).WithName("ListTenants").WithSummary("All tenants, by slug").Allow(
            Role.Auditor);
        api.MapGet("", ShowAsync).WithName("ShowTenant").WithSummary("The tenant and its clock")
            .AllowMembers().Rows(RowRule.Common);
        api.MapPut("/clock", MoveClockAsync).WithName("MoveClock").WithSummary(
            "Move the clock of a rehearsal tenant forwards").Allow(Role.Operator);
    }

    private static async Task<Answer<View>> CreateAsync(
        Body body, CallContext call, KernelDb db, TenantDirectory directory, CancellationToken cancel)
    {
        if (Wrong(body) is { } wrong)
        {
            return wrong;
        }

        return await db.MutateAsync<View>(call, async tx =>
        {
            var id = call.Ids.Next();
            var made = await tx.ExecuteAsync($"""
                insert into kernel.tenant (tenant_id, slug, name, kind, currency, zone, token_secret, created_at)
                values ({id}, {body.Slug}, {body.Name}, {body.Kind}, {body.Currency}, {body.Zone},
                        {RandomNumberGenerator.GetBytes(32)}, {call.Now})
                on conflict (slug) do nothing
                """, cancel);
            if (made == 0)
            {
                return new NameTaken("tenant", body.Slug);
            }

            await tx.AuditAsync("kernel.tenant.created", $"tenant:{body.Slug}", body, cancel);
            tx.AfterCommit(directory.Forget);
            return new View(id, body.Slug, body.Name, body.Kind, body.Currency, body.Zone, call.Now);
        }, cancel);
    }

    private static async Task<Answer<IReadOnlyList<View>>> ListAsync(
        CallContext call, ITenants tenants, CancellationToken cancel) =>
        Answer<IReadOnlyList<View>>.Of([.. (await tenants.AllAsync(cancel)).Select(tenant => ViewOf(call, tenant))]);

    private static Answer<View> ShowAsync(CallContext call) => ViewOf(call, call.Tenant);

    private static async Task<Answer<View>> MoveClockAsync(
        ClockBody body, CallContext call, KernelDb db, TenantDirectory directory, TimeProvider time,
        CancellationToken cancel)
    {
        if (call.Tenant.Kind != TenantKind.Rehearsal)
        {
            return new ClockIsReal(call.Tenant.Slug);
        }

        // Going back would let happened things be in the future.
        if (body.Now < call.Now)
        {
            return new InvalidRequest(
                "now", "lies before the tenant's clock", body.Now, $"an instant from {call.Now:O} on");
        }

        var latest = time.GetUtcNow() + KernelLimits.ClockAhead;
        if (body.Now > latest)
        {
            return new InvalidRequest(
                "now", "lies further ahead than a rehearsal reaches", body.Now, $"an instant until {latest:O}");
        }

        return await db.MutateAsync<View>(call, async tx =>
        {
            var offset = body.Now - time.GetUtcNow();
            await tx.ExecuteAsync(
                $"update kernel.tenant set clock_offset = {offset} where tenant_id = {call.Tenant.Id}", cancel);
            await tx.AuditAsync(
                "kernel.clock.moved", $"tenant:{call.Tenant.Slug}", new { from = call.Now, to = body.Now }, cancel);
            tx.AfterCommit(directory.Forget);
            return ViewOf(call, call.Tenant) with { Now = body.Now };
        }, cancel);
    }

    private static View ViewOf(CallContext call, Tenant tenant) => new(
        tenant.Id, tenant.Slug, tenant.Name, tenant.Kind, tenant.Currency, tenant.Zone,
        call.Now - call.Tenant.ClockOffset + tenant.ClockOffset);

    private static InvalidRequest? Wrong(Body body)
    {
        var wrong = new List<FieldError>();
        if (body.Slug.Length is < 2 or > 40 || body.Slug[0] == '-'
            || !body.Slug.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
        {
            wrong.Add(new FieldError(
                "slug", "is no slug", body.Slug, "2 to 40 of a-z, 0-9 and hyphen, not beginning with a hyphen"));
        }

        if (body.Name.Length is 0 or > 200)
        {
            wrong.Add(new FieldError("name", "is no name", body.Name, "1 to 200 characters"));
        }

        if (body.Currency.Length != 3 || !body.Currency.All(char.IsAsciiLetterUpper))
        {
            wrong.Add(new FieldError(
                "currency", "is no currency code", body.Currency, "three capital letters of ISO 4217, such as CNY"));
        }

        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(body.Zone) is null)
        {
            wrong.Add(new FieldError("zone", "is no time zone", body.Zone, "an IANA name, such as Asia/Shanghai"));
        }

        return wrong.Count == 0 ? null : new InvalidRequest(wrong);
    }

    private sealed record ClockIsReal(string Tenant) : Error("kernel.clock_is_real", ErrorKind.Conflict)
    {
        public override string Message =>
            $"'{Tenant}' is a live tenant: its clock is the wall clock. Only a rehearsal tenant's clock moves.";
    }
}
