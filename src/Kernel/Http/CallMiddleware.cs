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
    RequestDelegate next, Authenticator authenticator, ITenants tenants, TimeProvider time, IdSource ids)
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

        var tenant = await TenantAsync(context, caller, rule, cancel);
        if (!tenant.IsSuccess)
        {
            return tenant.Error;
        }

        var actor = caller?.On(tenant.Value);
        if (Refusal(rule, actor, tenant.Value) is { } refusal)
        {
            return refusal;
        }

        var hash = await RequestHashAsync(context, endpoint, cancel);
        if (!hash.IsSuccess)
        {
            return hash.Error;
        }

        return new CallContext(
            tenant.Value, actor ?? Actor.Anonymous, time, ids, hash.Value?.Key, hash.Value?.Hash);
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

    private static async Task<Result<KeyAndHash?>> RequestHashAsync(
        HttpContext context, Endpoint endpoint, CancellationToken cancel)
    {
        var request = context.Request;
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)
            || !request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
            || endpoint.Metadata.GetMetadata<NoIdempotency>() is not null)
        {
            return Result<KeyAndHash?>.Of(null);
        }

        var key = request.Headers["Idempotency-Key"].ToString();
        if (key.Length is 0 or > KernelLimits.IdempotencyKeyLength || key.Any(c => c is < '!' or > '~'))
        {
            return new IdempotencyKeyMissing();
        }

        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha.AppendData(Encoding.UTF8.GetBytes($"{request.Method} {request.Path}{request.QueryString}\n"));
        if (endpoint.Metadata.GetMetadata<StreamedBody>() is { } streamed)
        {
            if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            {
                size.MaxRequestBodySize = streamed.MaxBytes;
            }
        }
        else if (await ReadBodyAsync(request, sha, cancel) is { } error)
        {
            return error;
        }

        return new KeyAndHash(key, Convert.ToHexStringLower(sha.GetHashAndReset()));
    }

    private static async Task<Error?> ReadBodyAsync(HttpRequest request, IncrementalHash sha, CancellationToken cancel)
    {
        if (request.ContentLength > KernelLimits.JsonBodyBytes)
        {
            return new BodyTooLarge(KernelLimits.JsonBodyBytes);
        }

        request.EnableBuffering(KernelLimits.JsonBodyBytes, KernelLimits.JsonBodyBytes);
        var buffer = new byte[16 * 1024];
        int read;
        var total = 0;
        while ((read = await request.Body.ReadAsync(buffer, cancel)) > 0)
        {
            total += read;
            if (total > KernelLimits.JsonBodyBytes)
            {
                return new BodyTooLarge(KernelLimits.JsonBodyBytes);
            }

            sha.AppendData(buffer, 0, read);
        }

        request.Body.Position = 0;
        return null;
    }

    private sealed record KeyAndHash(string Key, string Hash);
}

/// <summary>A mutation that needs no key: signing in and out, which repeat harmlessly.</summary>
internal sealed record NoIdempotency;
