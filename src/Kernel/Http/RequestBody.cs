using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;

namespace Marquee.Kernel.Http;

/// <summary>
/// A JSON body, taken whole before anything is done: for the digest under the idempotency key, for what no endpoint can
/// keep, and to show in a refusal what was sent.
/// </summary>
internal sealed class RequestBody
{
    private const int PieceBytes = 16 * 1024;

    private RequestBody(byte[] bytes) => Bytes = bytes;

    /// <summary>The body of a request that was read; null when it had none.</summary>
    public byte[] Bytes { get; }

    /// <summary>Reads it and puts it back for the handler.</summary>
    public static async Task<Result<byte[]>> ReadAsync(HttpContext context, Endpoint endpoint, CancellationToken cancel)
    {
        var read = await BytesAsync(context.Request, cancel);
        if (!read.IsSuccess)
        {
            // What is still under way is taken and dropped for a few seconds, so that the caller hears the refusal
            // rather than a broken connection.
            if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            {
                size.MaxRequestBodySize = null;
            }

            return read.Error;
        }

        var accepts = endpoint.Metadata.GetMetadata<IAcceptsMetadata>();
        if (Refusal(context.Request, accepts, read.Value) is { } refusal)
        {
            return refusal;
        }

        context.Features.Set(new RequestBody(read.Value));
        context.Request.Body = new MemoryStream(read.Value, writable: false);
        return read.Value;
    }

    private static async Task<Result<byte[]>> BytesAsync(HttpRequest request, CancellationToken cancel)
    {
        if (request.ContentLength > KernelLimits.JsonBodyBytes)
        {
            return new BodyTooLarge(KernelLimits.JsonBodyBytes);
        }

        if (request.ContentLength is { } length)
        {
            var whole = new byte[length];
            await request.Body.ReadExactlyAsync(whole, cancel);
            return whole;
        }

        using var gathered = new MemoryStream();
        var piece = new byte[PieceBytes];
        int read;
        while ((read = await request.Body.ReadAsync(piece, cancel)) > 0)
        {
            if (gathered.Length + read > KernelLimits.JsonBodyBytes)
            {
                return new BodyTooLarge(KernelLimits.JsonBodyBytes);
            }

            gathered.Write(piece, 0, read);
        }

        return gathered.ToArray();
    }

    private static MalformedBody? Refusal(HttpRequest request, IAcceptsMetadata? accepts, byte[] body)
    {
        if (accepts?.RequestType is null)
        {
            return IsEmpty(body) ? null : new MalformedBody(
                "This address takes no body: leave it out, or send an empty object.");
        }

        if (body.Length == 0)
        {
            return accepts.IsOptional ? null : new MalformedBody(
                "The body is missing: this address reads " + AcceptedText.Of(accepts.RequestType) + " as JSON.");
        }

        if (!IsUtf8Json(request))
        {
            return new MalformedBody(
                "Content-Type", "is not what is read here", request.ContentType, "application/json, in UTF-8");
        }

        return BodyScan.Refusal(body, accepts.RequestType);
    }

    private static bool IsEmpty(byte[] body)
    {
        var text = body.AsSpan().Trim(" \r\n\t"u8);
        return text.IsEmpty || (text[0] == '{' && text[^1] == '}' && text[1..^1].Trim(" \r\n\t"u8).IsEmpty);
    }

    private static bool IsUtf8Json(HttpRequest request) => request.GetTypedHeaders().ContentType is { } type
        && type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
        && (!type.Charset.HasValue
            || type.Charset.Value.Trim('"').Equals(Encoding.UTF8.WebName, StringComparison.OrdinalIgnoreCase));
}
