using Marquee.Kernel.Http;
using Marquee.Kernel.Tenancy;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Kernel.Identity;

/// <summary>A person signs in by name and password and gets a session cookie; signs out; asks who they are.</summary>
internal static class SignIn
{
    internal sealed record Body(string Name, string Password);

    internal sealed record Principal(string Id, string Name, string Display);

    internal sealed record TenantView(
        Guid Id, string Slug, string Name, TenantKind Kind, string Zone, string Currency, DateTimeOffset Now,
        IReadOnlyList<Role> Roles, IReadOnlyList<string>? Categories, IReadOnlyList<string>? Merchants,
        IReadOnlyList<ShopView> Shops);

    /// <summary>A shop that the caller works for, and what it may do there.</summary>
    internal sealed record ShopView(string Shop, Role Role, IReadOnlyList<ShopRight> Rights);

    internal sealed record SessionView(
        Principal Principal, IReadOnlyList<Role> Roles, IReadOnlyList<TenantView> Tenants);

    private sealed record State(
        Guid Id, string Name, string Display, string? PasswordHash, DateTimeOffset? PausedUntil, bool IsDisabled);

    public static void Map(RouteGroupBuilder platform)
    {
        platform.MapPost("/session", SignInAsync).WithName("SignIn").WithSummary("Sign in by name and password")
            .AllowAnyone().WithMetadata(new NoIdempotency());
        platform.MapGet("/session", WhoAsync).WithName("WhoAmI").WithSummary("Who is signed in, with roles and tenants")
            .AllowAnyone();
        platform.MapDelete("/session", SignOutAsync).WithName("SignOut").WithSummary("End the session")
            .AllowAnyone().WithMetadata(new NoIdempotency());
    }

    private static async Task<Answer<SessionView>> SignInAsync(
        Body body, CallContext call, HttpContext http, KernelDb db, SignInGate gate, ITenants tenants, IdSource ids,
        TimeProvider time, CancellationToken cancel)
    {
        if (body.Name.Length is 0 or > 100 || body.Password.Length is 0 or > 200)
        {
            return new NotSignedIn("Name or password is wrong.");
        }

        await using var tx = await db.BeginAsync(call, cancel);
        var now = call.Now;
        var state = await tx.FindAsync(
            $"""
            select principal_id, name, display_name, password_hash, paused_until, disabled_at is not null
            from kernel.principal where name = {body.Name} for update
            """,
            row => new State(
                row.GetGuid(0), row.GetString(1), row.GetString(2), row.TextOrNull(3), row.InstantOrNull(4),
                row.GetBoolean(5)),
            cancel);
        if ((state is null ? gate.PausedUntil(body.Name) : state.PausedUntil) is { } until && until > now)
        {
            return new SignInPaused(until, until - now);
        }

        // An unknown name, and one that signs in elsewhere, costs as much time as a wrong password, so that names
        // cannot be told apart.
        var stored = state?.PasswordHash ?? DecoyHash.Value;
        if (await gate.IsPasswordAsync(body.Password, stored, cancel) is not { } isRight)
        {
            return new SignInBusy();
        }

        if (state is null)
        {
            gate.CountUnknown(body.Name);
            return new NotSignedIn("Name or password is wrong.");
        }

        if (state.IsDisabled || state.PasswordHash is null || !isRight)
        {
            await CountFailureAsync(tx, body.Name, now, cancel);
            return new NotSignedIn("Name or password is wrong.");
        }

        await Sessions.BeginAsync(tx, http, state.Id, cancel);
        await tx.CommitAsync(cancel);
        var grants = await GrantsAsync(db, call, state.Id, cancel);
        var caller = new Authenticator.Caller(ActorKind.Person, state.Id.ToString("D"), state.Display, grants);
        return await ViewAsync(caller, state.Name, tenants, ids, time, cancel);
    }

    private static async Task<Answer<SessionView>> WhoAsync(
        CallContext call, HttpContext http, Authenticator authenticator, KernelDb db, ITenants tenants, IdSource ids,
        TimeProvider time, CancellationToken cancel)
    {
        var asked = await authenticator.CallerAsync(http, cancel);
        if (!asked.IsSuccess)
        {
            return asked.Error;
        }

        if (asked.Value is not { } caller)
        {
            return new NotSignedIn("Nobody is signed in.");
        }

        var name = caller.Kind == ActorKind.Person
            ? await db.ReadAsync(call, tx => tx.ScalarAsync<string>(
                $"select name from kernel.principal where principal_id = {Guid.Parse(caller.Id)}", cancel), cancel)
            : caller.Name;
        return await ViewAsync(caller, name ?? caller.Name, tenants, ids, time, cancel);
    }

    private static async Task<Answer<Done>> SignOutAsync(
        CallContext call, HttpContext http, Authenticator authenticator, KernelDb db, CancellationToken cancel)
    {
        if (http.Request.Cookies.TryGetValue(Authenticator.SessionCookie, out var token))
        {
            await db.ReadAsync(call, tx => tx.ExecuteAsync(
                $"delete from kernel.session where token_hash = {Secrets.HashOf(token)}", cancel), cancel);
            authenticator.Forget();
        }

        http.Response.Cookies.Delete(Authenticator.SessionCookie);
        return Done.Instance;
    }

    private static async Task<SessionView> ViewAsync(
        Authenticator.Caller caller, string name, ITenants tenants, IdSource ids, TimeProvider time,
        CancellationToken cancel)
    {
        var views = new List<TenantView>();
        foreach (var tenant in await tenants.AllAsync(cancel))
        {
            if (caller.On(tenant) is { } actor)
            {
                views.Add(new TenantView(
                    tenant.Id, tenant.Slug, tenant.Name, tenant.Kind, tenant.Zone, tenant.Currency,
                    new CallContext(tenant, actor, time, ids).Now, [.. actor.Roles.Order()],
                    actor.Categories?.Order(StringComparer.Ordinal).ToList(),
                    actor.Merchants?.Order(StringComparer.Ordinal).ToList(), ShopsOf(caller, tenant)));
            }
        }

        return new SessionView(
            new Principal(caller.Id, name, caller.Name),
            [.. caller.Grants.Where(g => g.TenantId is null).Select(g => g.Role).Distinct().Order()], views);
    }

    private static List<ShopView> ShopsOf(Authenticator.Caller caller, Tenant tenant) =>
    [
        .. caller.Grants
            .Where(g => (g.TenantId is null || g.TenantId == tenant.Id)
                && EndpointRules.MerchantPeople.Contains(g.Role))
            .SelectMany(g => (g.Merchants ?? []).Select(
                shop => new ShopView(shop, g.Role, g.Rights ?? Enum.GetValues<ShopRight>())))
            .GroupBy(view => view.Shop).Select(ofShop => ofShop.MaxBy(view => view.Rights.Count)!)
            .OrderBy(view => view.Shop, StringComparer.Ordinal),
    ];

    private static async Task CountFailureAsync(
        Transaction tx, string name, DateTimeOffset now, CancellationToken cancel)
    {
        await tx.ExecuteAsync($"""
            update kernel.principal set
                failed_sign_ins = (failed_sign_ins + 1) % {KernelLimits.SignInFailures},
                paused_until = case when failed_sign_ins + 1 >= {KernelLimits.SignInFailures}
                    then {now + KernelLimits.SignInPause} end
            where name = {name}
            """, cancel);
        await tx.CommitAsync(cancel);
    }

    private static Task<List<Authenticator.Grant>> GrantsAsync(
        KernelDb db, CallContext call, Guid principal, CancellationToken cancel) =>
        db.ReadAsync(call, tx => tx.QueryAsync(
            $"""
            select g.tenant_id, g.role, g.categories, g.merchants, g.rights
            from ({new SqlText.Raw(ShopGrants.AllGrants)}) g where g.principal_id = {principal}
            """,
            row => ShopGrants.Read(row, 0), cancel), cancel);

    private static readonly Lazy<string> DecoyHash = new(() => Secrets.HashPassword(Secrets.New(16)));

    private sealed record SignInPaused(DateTimeOffset Until, TimeSpan Left) : Error(
        "request.sign_in_paused", ErrorKind.TooMany)
    {
        public override string Message => $"Too many wrong passwords for this name. Try again after {Until:u}.";

        public override TimeSpan? RetryAfter => Left;
    }

    private sealed record SignInBusy() : Error("request.sign_in_busy", ErrorKind.TooMany)
    {
        public override string Message => "Too many people sign in at this moment. Try again in a few seconds.";

        public override TimeSpan? RetryAfter => TimeSpan.FromSeconds(5);
    }
}
