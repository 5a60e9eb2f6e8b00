using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

namespace Marquee.Kernel;

/// <summary>
/// What a handler answers: the value as JSON (200), or the refusal as an RFC 9457 problem with its stable code.
/// Describes itself to the OpenAPI document.
/// </summary>
/// <typeparam name="T">What a success carries.</typeparam>
public sealed class Answer<T> : IResult, IEndpointMetadataProvider
{
    private readonly T? _value;
    private readonly Error? _error;
    private readonly string? _replayed;

    private Answer(T? value, Error? error, string? replayed)
    {
        _value = value;
        _error = error;
        _replayed = replayed;
    }

    /// <summary>The refusal, if it is one.</summary>
    public Error? Error => _error;

    /// <summary>The value, also that of a replayed answer. Reading it on a refusal throws.</summary>
    public T Value => _error is not null
        ? throw new InvalidOperationException($"A refusal has no value: {_error.Code}")
        : _replayed is null ? _value! : MarqueeJson.Read<T>(_replayed);

    /// <summary>Whether the answer was given before, to the same request.</summary>
    public bool IsReplayed => _replayed is not null;

    /// <summary>A success.</summary>
    public static implicit operator Answer<T>(T value) => new(value, null, null);

    /// <summary>A refusal.</summary>
    public static implicit operator Answer<T>(Error error) => new(default, error, null);

    /// <summary>Whatever the result is.</summary>
    public static implicit operator Answer<T>(Result<T> result) =>
        result.IsSuccess ? new(result.Value, null, null) : new(default, result.Error, null);

    /// <summary>A success, where the implicit conversion does not apply (interfaces).</summary>
    public static Answer<T> Of(T value) => new(value, null, null);

    internal static Answer<T> Replayed(string json) => new(default, null, json);

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        if (_error is not null)
        {
            await Problems.WriteAsync(httpContext, _error);
            return;
        }

        if (_replayed is not null)
        {
            httpContext.Response.Headers["Idempotency-Replayed"] = "true";
            httpContext.Response.ContentType = "application/json; charset=utf-8";
            await httpContext.Response.WriteAsync(_replayed, httpContext.RequestAborted);
            return;
        }

        await httpContext.Response.WriteAsJsonAsync(_value, MarqueeJson.Options, httpContext.RequestAborted);
    }

    /// <inheritdoc/>
    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Metadata.Add(
            new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(T), ["application/json"]));
        foreach (var status in (int[])[400, 401, 403, 404, 409, 429])
        {
            builder.Metadata.Add(
                new ProducesResponseTypeMetadata(status, typeof(ProblemDetails), ["application/problem+json"]));
        }
    }
}
