using Marquee.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Marquee.Serving.Placements;

/// <summary>What stands in a placement right now, for shops and pages.</summary>
internal static class GetPlacement
{
    public static void Map(ModuleRoutes routes) => routes.Serve.MapGet("/placements/{name}", HandleAsync).AllowAnyone()
        .WithName("GetPlacement")
        .WithSummary("The items of a placement with their public prices and why they are shown.");

    /// <summary>The placement.</summary>
    /// <param name="call">The call.</param>
    /// <param name="name">The placement's name.</param>
    /// <param name="limit">How many items at most.</param>
    /// <param name="context">The response, for its caching header.</param>
    /// <param name="serving">The ladder.</param>
    /// <param name="cancel">Cancels.</param>
    private static async Task<Answer<PlacementView>> HandleAsync(
        CallContext call, string name, int? limit, HttpContext context, IServing serving, CancellationToken cancel)
    {
        if (limit is < 1 or > ServingLimits.Items)
        {
            return new InvalidRequest("limit", "is out of range", limit, $"1 to {ServingLimits.Items}");
        }

        var views = await serving.PlacementsAsync(call, [new PlacementAsk(name, limit)], cancel);
        if (views is not [var view])
        {
            return new Unknown("placement", name);
        }

        if (view.State == PlacementState.Unavailable)
        {
            return new TemporarilyUnavailable("What stands in the placement");
        }

        context.Response.Headers.CacheControl = "private, no-store";
        return view;
    }
}
