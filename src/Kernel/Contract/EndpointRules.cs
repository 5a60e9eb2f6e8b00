using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Marquee.Kernel;

/// <summary>Who may call an endpoint. Every endpoint says so; one that does not is refused at start.</summary>
/// <param name="Roles">The roles, any of which suffices; an administrator always may.</param>
/// <param name="Shoppers">Whether a shopper token suffices.</param>
/// <param name="Anyone">Whether nobody needs to be signed in. Who is signed in is recognised all the same.</param>
public sealed record AccessRule(IReadOnlyList<Role> Roles, bool Shoppers, bool Anyone);

/// <summary>What a shop must have allowed those of its people who call the endpoint; its owner and staff of the
/// marketplace need no right.</summary>
/// <param name="Right">The right.</param>
public sealed record ShopRule(ShopRight Right);

/// <summary>What an endpoint that reads shows of the tenant's rows.</summary>
public enum RowRule
{
    /// <summary>Rows of merchants or items: the handler shows those that the actor sees.</summary>
    Filtered,
    /// <summary>Rows of all of them: who is bounded is refused.</summary>
    Whole,
    /// <summary>No rows of merchants or items: rules, rounds, settings, counts.</summary>
    Common,
}

/// <summary>How an endpoint keeps to the bounds of who asks.</summary>
/// <param name="Rule">How.</param>
public sealed record RowsDeclared(RowRule Rule);

/// <summary>The endpoint changes nothing but what the caller keeps for themselves, of whatever shop.</summary>
public sealed record OwnAffairs;

/// <summary>The request body is read as a stream by the handler: no JSON limit, no hash over the body.</summary>
/// <param name="MaxBytes">The limit that holds instead.</param>
public sealed record StreamedBody(long MaxBytes);

/// <summary>The endpoint is outside all rules: it says nothing of any tenant.</summary>
public sealed record OutsideRules;

/// <summary>How an endpoint states its rules.</summary>
public static class EndpointRules
{
    /// <summary>Every role that works for the marketplace itself, merchants' people excluded.</summary>
    public static Role[] Staff { get; } =
    [
        Role.Operator, Role.CategoryManager, Role.Reviewer, Role.Approver, Role.Designer, Role.Risk, Role.Finance,
        Role.Service, Role.Auditor, Role.Developer,
    ];

    /// <summary>Everybody who works for a shop.</summary>
    public static Role[] MerchantPeople { get; } = [Role.MerchantOwner, Role.MerchantStaff, Role.ServiceProvider];

    /// <summary>These roles may call it.</summary>
    public static TBuilder Allow<TBuilder>(this TBuilder builder, params Role[] roles) where TBuilder
        : IEndpointConventionBuilder =>
        builder.WithMetadata(new AccessRule(roles, false, false));

    /// <summary>Staff and merchants' people may call it; the handler looks at the merchant scope.</summary>
    public static TBuilder AllowMembers<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder =>
        builder.Allow([.. Staff, .. MerchantPeople, Role.Machine]);

    /// <summary>Staff may call it (reading).</summary>
    public static TBuilder AllowStaff<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder =>
        builder.Allow([.. Staff, Role.Machine]);

    /// <summary>A shopper for itself, or a machine for any shopper.</summary>
    public static TBuilder AllowShopper<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new AccessRule([Role.Machine], true, false));

    /// <summary>Anybody may call it.</summary>
    public static TBuilder AllowAnyone<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new AccessRule([], true, true));

    /// <summary>Nobody is asked who they are: health, and nothing else.</summary>
    public static TBuilder OutsideAllRules<TBuilder>(this TBuilder builder) where TBuilder
        : IEndpointConventionBuilder =>
        builder.WithMetadata(new OutsideRules());

    /// <summary>
    /// What is wrong with the rules of these endpoints, as sentences: one without a rule would be open to everybody.
    /// </summary>
    public static IEnumerable<string> WrongIn(IEnumerable<Endpoint> endpoints) => endpoints
        .Where(endpoint => endpoint.Metadata.GetMetadata<AccessRule>() is null
            && endpoint.Metadata.GetMetadata<OutsideRules>() is null)
        .Select(endpoint => $"{endpoint.DisplayName} does not say who may call it.");

    /// <summary>
    /// Whoever works for a shop needs that right of it: rows of shops that did not give it do not exist for this call.
    /// </summary>
    public static TBuilder Needs<TBuilder>(this TBuilder builder, ShopRight right) where TBuilder
        : IEndpointConventionBuilder =>
        builder.WithMetadata(new ShopRule(right));

    /// <summary>Says how the endpoint keeps to the bounds of who asks; every one that reads does.</summary>
    public static TBuilder Rows<TBuilder>(this TBuilder builder, RowRule rule) where TBuilder
        : IEndpointConventionBuilder =>
        builder.WithMetadata(new RowsDeclared(rule));

    /// <summary>Only the caller's own affairs: a service provider need not say for which shop.</summary>
    public static TBuilder OfOneself<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new OwnAffairs());

    /// <summary>The handler reads the body as a stream of at most so many bytes.</summary>
    public static TBuilder StreamsBody<TBuilder>(this TBuilder builder, long maxBytes) where TBuilder
        : IEndpointConventionBuilder =>
        builder.WithMetadata(new StreamedBody(maxBytes));
}
