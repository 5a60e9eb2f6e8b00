using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Marquee.Kernel.Http;

/// <summary>
/// The edge at which exceptions end: a body that cannot be read is the caller's mistake, a database that is away is a
/// 503 that may be repeated, anything else is a bug and says nothing about itself but its trace id.
/// </summary>
internal sealed partial class ExceptionEdge(RequestDelegate next, ILogger<ExceptionEdge> log)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
            if (context.Response is { HasStarted: false, StatusCode: >= 400, ContentLength: null, ContentType: null })
            {
                await Problems.WriteAsync(context, OfStatus(context));
            }
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller left; nobody reads an answer.
            context.Response.StatusCode = 499;
        }
        catch (BadHttpRequestException e)
        {
            await Problems.WriteAsync(context, UnreadableRequest.Of(context, e));
        }
        catch (Exception e) when (IsUnkept(e))
        {
            await Problems.WriteAsync(context, new MalformedBody(
                "A text contains a character that cannot be kept: U+0000, or half of a pair."));
        }
        catch (Exception e) when (IsAway(e))
        {
            LogAway(log, e.Message);
            await Problems.WriteAsync(context, new TemporarilyUnavailable("The database"));
        }
#pragma warning disable CA1031 // The edge: everything that reaches it becomes a problem document.
        catch (Exception e)
#pragma warning restore CA1031
        {
            LogBug(log, e, context.Request.Method, context.Request.Path);
            await Problems.WriteAsync(context, new InternalError());
        }
    }

    /// <summary>Whether the fault is that PostgreSQL cannot be reached or is shutting down.</summary>
    internal static bool IsAway(Exception e) => e switch
    {
        PostgresException postgres =>
            postgres.SqlState is "57P01" or "57P02" or "57P03" or "53300" or "08006" or "08003",
        NpgsqlException npgsql =>
            npgsql.IsTransient || npgsql.InnerException is SocketException or IOException or TimeoutException,
        SocketException => true,
        _ => e.InnerException is { } inner && IsAway(inner),
    };

    /// <summary>Whether PostgreSQL refused a text for a character that it has no place for.</summary>
    private static bool IsUnkept(Exception e) => e is PostgresException { SqlState: "22021" or "22P05" };

    private static Error OfStatus(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => new Unknown("address", context.Request.Path),
        StatusCodes.Status405MethodNotAllowed => new MethodNotAllowed(context.Request.Method),
        StatusCodes.Status415UnsupportedMediaType => new MalformedBody(
            "Content-Type", "is not what is read here", context.Request.ContentType, "application/json, in UTF-8"),
        StatusCodes.Status413PayloadTooLarge => new BodyTooLarge(KernelLimits.JsonBodyBytes),
        _ => new MalformedBody("The request cannot be read."),
    };

    [LoggerMessage(EventId = 1010, Level = LogLevel.Warning, Message = "The database is away: {Message}")]
    private static partial void LogAway(ILogger log, string message);

    [LoggerMessage(EventId = 1011, Level = LogLevel.Error, Message = "{Method} {Path} failed")]
    private static partial void LogBug(ILogger log, Exception e, string method, string path);

    private sealed record InternalError() : Error("request.failed", ErrorKind.Failed)
    {
        public override string Message => "Something went wrong here. The trace id finds it in the log.";
    }

    private sealed record MethodNotAllowed(string Method) : Error("request.method", ErrorKind.NotFound)
    {
        public override string Message => $"This address does not take {Method}.";
    }
}
