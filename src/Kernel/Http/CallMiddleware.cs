using System.Security.Cryptography;
using System.Text;
using Marquee.Kernel.Identity;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Kernel.Http;

/// <summary>
/// Between routing and the handler: who calls, for which tenant, whether they may, and under which idempotency key.
/// After it the handler has its <see cref="CallContext"/>.
/// </summary>
internal sealed class CallMiddleware(
    RequestDelegate next, Authenticator authenticator, RateGate gate, ITenants tenants, TimeProvider time,
    IdSource ids)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var endpoint = context.GetEndpoint();
        if (endpoint?.Metadata.GetMetadata<AccessRule>() is not { } rule)
        {
            // Static files, health and unknown addresses: nothing of a tenant is reachable there.
            await next(context);
            return;
        }

        var made = await MakeAsync(context, endpoint, rule);
        if (!made.IsSuccess)
        {
            await Problems.WriteAsync(context, made.Error);
            return;
        }

        context.Features.Set(made.Value);
        await next(context);
    }

    private async Task<Result<CallContext>> MakeAsync(HttpContext context, Endpoint endpoint, AccessRule rule)
    {
        var cancel = context.RequestAborted;
        var asked = await authenticator.CallerAsync(context, cancel);
        if (!asked.IsSuccess && !rule.Anyone)
        {
            return asked.Error;
        }

        var caller = asked.IsSuccess ? asked.Value : null;
        if (caller is null && !rule.Anyone)
        {
            return new NotSignedIn("Nobody is signed in: send a session cookie, a machine key or a shopper token.");
        }

        if (caller is not null && gate.Take(caller.Kind, caller.Id) is { } tooOften)
        {
            return tooOften;
        }

        if (IsForeign(context.Request, caller))
        {
            return new ForeignOrigin();
        }

        var tenant = await TenantAsync(context, caller, rule, cancel);
        if (!tenant.IsSuccess)
        {
            return tenant.Error;
        }

        if (Refusal(rule, caller?.On(tenant.Value), tenant.Value) is { } refusal)
        {
            return refusal;
        }

        var actor = ShopCall.ActorOf(context, endpoint, rule, caller, tenant.Value);
        if ((actor.Error ?? QueryCheck.Refusal(context, endpoint)) is { } wrong)
        {
            return wrong;
        }

        if (actor.Value.IsBounded && endpoint.Metadata.GetMetadata<RowsDeclared>()?.Rule == RowRule.Whole)
        {
            return new NotAllowed("a role that neither categories nor merchants bound: these rows are of all of them");
        }

        var keyed = await KeyAndHashAsync(context, endpoint, actor.Value.Shop, cancel);
        if (!keyed.IsSuccess)
        {
            return keyed.Error;
        }

        return new CallContext(
            tenant.Value, actor.Value, time, ids, keyed.Value?.Key, keyed.Value?.Hash);
    }

    /// <summary>
    /// Whether a browser was made to send this by another site's page. What carries no cookie cannot be forged so; it
    /// is refused only where it says itself that it comes from elsewhere, which is signing in.
    /// </summary>
    private static bool IsForeign(HttpRequest request, Authenticator.Caller? caller)
    {
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)
            || !request.Path.StartsWithSegments("/api", StringComparison.Ordinal))
        {
            return false;
        }

        return caller?.Kind == ActorKind.Person
            ? !SameOrigin.Holds(request)
            : caller is null && !SameOrigin.IsUnsaid(request) && !SameOrigin.Holds(request);
    }

    private static Error? Refusal(AccessRule rule, Actor? actor, Tenant tenant)
    {
        if (rule.Anyone)
        {
            return null;
        }

        // Whoever has nothing on a tenant is not told that it exists.
        if (actor is null)
        {
            return new Unknown("tenant", tenant.Slug);
        }

        var allowed = (rule.Shoppers && actor.Kind == ActorKind.Shopper) || actor.IsAny([.. rule.Roles]);
        return allowed ? null : new NotAllowed(
            rule.Roles.Count == 0
                ? "the role administrator"
                : "one of the roles " + string.Join(", ", rule.Roles.Select(r => EnumText.Of(r))));
    }

    private async Task<Result<Tenant>> TenantAsync(
        HttpContext context, Authenticator.Caller? caller, AccessRule rule, CancellationToken cancel)
    {
        if (context.GetRouteValue("tenant") is string slug)
        {
            return await tenants.FindAsync(slug, cancel) is { } tenant ? tenant : new Unknown("tenant", slug);
        }

        if (caller?.Tenant is { } own)
        {
            return own;
        }

        // Whatever names no tenant in its address and is not the data plane concerns the installation.
        if (!context.Request.Path.StartsWithSegments("/serve", StringComparison.Ordinal))
        {
            return Tenant.Platform;
        }

        // A key for all tenants says which one it means.
        var header = context.Request.Headers["Marquee-Tenant"].ToString();
        if (header.Length == 0)
        {
            return new InvalidRequest(
                "Marquee-Tenant", "is missing: nothing else in the request names a tenant", null,
                "a tenant's slug in this header");
        }

        // What anybody may read needs no key; everything else tells a tenant only to those who have something on it.
        return await tenants.FindAsync(header, cancel) is { } named
            && (caller is null ? rule.Anyone : caller.On(named) is not null)
            ? named
            : new Unknown("tenant", header);
    }

    private static async Task<Result<KeyAndHash?>> KeyAndHashAsync(
        HttpContext context, Endpoint endpoint, string? shop, CancellationToken cancel)
    {
        var request = context.Request;
        var isRead = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
        var isControl = request.Path.StartsWithSegments("/api", StringComparison.Ordinal);
        if (isRead || (!isControl && !request.Path.StartsWithSegments("/serve", StringComparison.Ordinal)))
        {
            return Result<KeyAndHash?>.Of(null);
        }

        var needsKey = isControl && endpoint.Metadata.GetMetadata<NoIdempotency>() is null;
        var key = request.Headers["Idempotency-Key"].ToString();
        if (needsKey && (key.Length is 0 or > KernelLimits.IdempotencyKeyLength || key.Any(c => c is < '!' or > '~')))
        {
            return new IdempotencyKeyMissing();
        }

        var body = Array.Empty<byte>();
        if (endpoint.Metadata.GetMetadata<StreamedBody>() is { } streamed)
        {
            if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            {
                size.MaxRequestBodySize = streamed.MaxBytes;
            }
        }
        else
        {
            var read = await RequestBody.ReadAsync(context, endpoint, cancel);
            if (!read.IsSuccess)
            {
                return read.Error;
            }

            body = read.Value;
        }

        return Result<KeyAndHash?>.Of(needsKey ? new KeyAndHash(key, HashOf(request, shop, body)) : null);
    }

    private static string HashOf(HttpRequest request, string? shop, byte[] body)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha.AppendData(Encoding.UTF8.GetBytes($"{request.Method} {request.Path}{request.QueryString}\n"));
        if (shop is not null)
        {
            // The same request for another shop is another request.
            sha.AppendData(Encoding.UTF8.GetBytes($"{ShopCall.Header}: {shop}\n"));
        }

        sha.AppendData(body);
        return Convert.ToHexStringLower(sha.GetHashAndReset());
    }

    private sealed record KeyAndHash(string Key, string Hash);
}

/// <summary>A mutation that needs no key: signing in and out, which repeat harmlessly.</summary>
internal sealed record NoIdempotency;
