using Marquee.Campaigns.Freezes;
using Marquee.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Marquee.Campaigns;

/// <summary>What a change freeze (封网) can stop. Stored by name: members are never renamed.</summary>
public enum ChangeArea
{
    /// <summary>Rules of seasons, campaigns and rounds, and their publication.</summary>
    Rules,
    /// <summary>Seasons, campaigns and rounds: schedules, slots, mechanics.</summary>
    Rounds,
    /// <summary>Coupons, lotteries and other benefits.</summary>
    Benefits,
    /// <summary>Offers that do not come from a round's mechanics.</summary>
    Offers,
    /// <summary>Placements.</summary>
    Placements,
    /// <summary>Venue pages: drafts too, because an operator publishes what a designer saved last.</summary>
    Venues,
    /// <summary>Item pools.</summary>
    Pools,
}

/// <summary>The endpoint makes changes of that area; for whoever enumerates endpoints.</summary>
/// <param name="Area">The area.</param>
public sealed record FrozenDuringFreeze(ChangeArea Area);

/// <summary>
/// Tells which rounds a change of an area is about, where its address does not say so. Registered by the area's owner;
/// the name is the area's.
/// </summary>
public interface IChangedRounds : INamed
{
    /// <summary>
    /// The rounds that the request is about; none when it is about no round, or what it names does not exist.
    /// </summary>
    /// <param name="call">The call.</param>
    /// <param name="route">The values of the address.</param>
    /// <param name="arguments">What the handler is called with: its body is among them.</param>
    /// <param name="cancel">Cancels.</param>
    Task<IReadOnlyCollection<Guid>> RoundsOfAsync(
        CallContext call, IReadOnlyDictionary<string, object?> route, IReadOnlyList<object?> arguments,
        CancellationToken cancel);
}

/// <summary>How an endpoint says that a change freeze stops it.</summary>
public static class ChangeFreeze
{
    /// <summary>
    /// A freeze of that area refuses the endpoint's calls with <c>campaigns.frozen</c>, unless a second person let the
    /// caller through. What was done before the freeze is still answered to its repeats.
    /// </summary>
    public static TBuilder Frozen<TBuilder>(this TBuilder builder, ChangeArea area)
        where TBuilder : IEndpointConventionBuilder => builder
        .AddEndpointFilter(async (context, next) =>
        {
            var freezes = context.HttpContext.RequestServices.GetService<FreezeGate>();
            var refusal = freezes is null || context.HttpContext.Features.Get<CallContext>() is not { } call
                ? null
                : await freezes.RefusalAsync(
                    call, area, new Dictionary<string, object?>(context.HttpContext.Request.RouteValues),
                    [.. context.Arguments], context.HttpContext.RequestAborted);
            if (refusal is not null)
            {
                return (Answer<Done>)refusal;
            }

            return await next(context);
        })
        .WithMetadata(new FrozenDuringFreeze(area));
}

/// <summary>Changes are stopped until then.</summary>
/// <param name="Freeze">The window.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Area">What the change is about.</param>
/// <param name="Until">The first instant at which changes are possible again.</param>
public sealed record ChangesFrozen(Guid Freeze, string Name, ChangeArea Area, DateTimeOffset Until)
    : Error("campaigns.frozen", ErrorKind.Conflict)
{
    /// <inheritdoc/>
    public override string Message =>
        $"Changes of {EnumText.Of(Area)} are frozen until {Until:u} ('{Name}'). Ask to be let through, with a reason; "
            + "another operator or a risk officer decides.";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object?> Data => new Dictionary<string, object?>
    {
        ["freeze"] = Freeze, ["area"] = EnumText.Of(Area), ["until"] = Until,
        ["mayOverride"] = FreezeGate.MayOverride.Select(role => EnumText.Of(role)).ToArray(),
    };
}
