using Marquee.Kernel.Identity;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Kernel.Http;

/// <summary>
/// A call for one shop: named by the address (<c>/shops/{shop}/…</c>) or by the header. Only what the caller may do for
/// that shop counts then. A service provider changes nothing without saying for whom, so that the audit can.
/// </summary>
internal static class ShopCall
{
    public const string Header = "Marquee-Shop";

    /// <summary>Who calls, bound to the shop it calls for and to the right that the endpoint needs.</summary>
    public static Result<Actor> ActorOf(
        HttpContext context, Endpoint endpoint, AccessRule rule, Authenticator.Caller? caller, Tenant tenant)
    {
        if (caller is null || caller.Kind == ActorKind.Shopper)
        {
            return caller?.On(tenant) ?? Actor.Anonymous;
        }

        var inHeader = context.Request.Headers[Header].ToString();
        var inAddress = context.GetRouteValue("shop") as string;
        if (inHeader.Length > KernelLimits.ExternalIdLength
            || (inHeader.Length > 0 && inAddress is not null && inAddress != inHeader))
        {
            return new InvalidRequest(
                Header, "names another shop than the address, or is too long", inHeader,
                inAddress ?? $"a shop's id, up to {KernelLimits.ExternalIdLength} characters");
        }

        var shop = inAddress ?? (inHeader.Length > 0 ? inHeader : null);
        var right = endpoint.Metadata.GetMetadata<ShopRule>()?.Right;
        // Only what lets the call in counts: another role's bounds open nothing here.
        var roles = rule.Anyone ? null : rule.Roles;
        if (caller.On(tenant, shop, right, roles) is { } actor)
        {
            return endpoint.Metadata.GetMetadata<OwnAffairs>() is null && MustNameShop(context.Request, rule, actor)
                ? new InvalidRequest(
                    Header, "is missing: a service provider says for which shop it acts", null,
                    "the id of a shop that lets you act for it")
                : actor;
        }

        if (caller.On(tenant) is null)
        {
            // Only where anybody may call: nobody in particular, then.
            return Actor.Anonymous;
        }

        return caller.On(tenant, shop, null, roles) is null
            ? new Unknown("shop", shop!)
            : new NotAllowed($"the right '{EnumText.Of(right!.Value)}' of the shop; its owner gives it");
    }

    private static bool MustNameShop(HttpRequest request, AccessRule rule, Actor actor) =>
        !rule.Anyone && actor is { Kind: ActorKind.Person, Shop: null }
        && !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method)
        && actor.Roles.All(role => role == Role.ServiceProvider);
}
