using Marquee.Kernel;
using Marquee.Storefront.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Marquee.Storefront.Visits;

/// <summary>
/// Around every page of the shop: forms from elsewhere are refused, and whatever fails ends in a page that says what to
/// do, never in a trace.
/// </summary>
internal sealed partial class PageEdge(ILogger<PageEdge> log) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (HttpMethods.IsPost(http.Request.Method) && !SameOrigin.Holds(http.Request))
        {
            return await FriendlyAsync(http, new ForeignForm());
        }

        try
        {
            return await next(context);
        }
        catch (Exception e) when (e is not OperationCanceledException && !http.Response.HasStarted)
        {
            LogFailed(log, e, http.Request.Method, http.Request.Path);
            return await FriendlyAsync(http, new TemporarilyUnavailable("The shop"));
        }
    }

    private static async ValueTask<object?> FriendlyAsync(HttpContext context, Error error) =>
        await Visit.BindAsync(context) is { } visit ? ErrorPages.Of(visit, error)
            : Results.StatusCode(Problems.StatusOf(error.Kind));

    [LoggerMessage(EventId = 2001, Level = LogLevel.Error, Message = "{Method} {Path} failed")]
    private static partial void LogFailed(ILogger log, Exception e, string method, string path);
}
