using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace Marquee.Kernel.Http;

/// <summary>
/// Says of a request that could not be read where it is wrong, what was sent there and what would be accepted, without
/// a word of the types behind it.
/// </summary>
internal static partial class UnreadableRequest
{
    private const int ValueLength = 200;
    private static readonly JsonDocumentOptions Lenient = new() { MaxDepth = 32, AllowDuplicateProperties = true };

    public static Error Of(HttpContext context, BadHttpRequestException e)
    {
        if (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            var streamed = context.GetEndpoint()?.Metadata.GetMetadata<StreamedBody>();
            return new BodyTooLarge(streamed?.MaxBytes ?? KernelLimits.JsonBodyBytes);
        }

        if (e.InnerException is JsonException json)
        {
            return OfJson(context, json);
        }

        return Unbound().Match(e.Message) is { Success: true } unbound
            ? OfParameter(context, unbound.Groups["name"].Value, unbound.Groups["value"].Value)
            : Missing().Match(e.Message) is { Success: true } missing
                ? OfParameter(context, missing.Groups["name"].Value, null)
                : new MalformedBody("The request cannot be read.");
    }

    private static MalformedBody OfParameter(HttpContext context, string name, string? value)
    {
        var type = context.GetEndpoint()?.Metadata.GetOrderedMetadata<IParameterBindingMetadata>()
            .FirstOrDefault(parameter => parameter.Name == name)?.ParameterInfo.ParameterType ?? typeof(string);
        return new MalformedBody(
            char.ToLowerInvariant(name[0]) + name[1..], value is null ? "is missing" : "is not what is read here",
            value is null ? null : Cut(value), AcceptedText.Of(type));
    }

    private static MalformedBody OfJson(HttpContext context, JsonException json)
    {
        // A reader's exception is about the text itself; everything else is about what stands in it.
        if (context.GetEndpoint()?.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType is not { } root)
        {
            return new MalformedBody("The body is not the JSON that this address reads.");
        }

        if (json.InnerException is JsonException || json.Path is null)
        {
            var why = "is no JSON: " + WithoutPosition(json.Message);
            return string.IsNullOrEmpty(json.Path) || Readable(json.Path).Length == 0
                ? new MalformedBody("The body " + why)
                : new MalformedBody(
                    Readable(json.Path), why, null, AcceptedText.Of(AcceptedText.At(root, json.Path, out _) ?? root));
        }

        if (MissingMembers().Match(json.Message) is { Success: true } missing)
        {
            return Lacking(root, json.Path, missing.Groups["names"].Value);
        }

        var named = MemberName().Match(json.Message).Groups["name"].Value;
        var type = AcceptedText.At(root, json.Path, out var parent);
        var path = Readable(json.Path);
        if (json.Message.Contains("could not be mapped", StringComparison.Ordinal))
        {
            return new MalformedBody(
                path.Length > 0 ? path : named, "is not known here", ValueAt(context, json.Path),
                AcceptedText.Of(parent));
        }

        if (json.Message.Contains("uplicate", StringComparison.Ordinal))
        {
            return new MalformedBody(Below(path, named), "stands there twice", null, "each member once");
        }

        return new MalformedBody(
            path.Length > 0 ? path : "body",
            json.Message.Contains("null values", StringComparison.Ordinal)
                ? "may not be null" : "is not what is read here",
            ValueAt(context, json.Path), AcceptedText.Of(type ?? parent));
    }

    private static MalformedBody Lacking(Type root, string path, string quoted)
    {
        var names = quoted.Split(',').Select(name => name.Trim(' ', '\'', '.')).ToList();
        var fields = names.Take(100).Select(name => new FieldError(
            Below(Readable(path), name), "is missing", null,
            AcceptedText.Of(AcceptedText.At(root, path + "." + name, out var parent) ?? parent))).ToList();
        return new MalformedBody($"{fields[0].Path}: is missing", fields);
    }

    /// <summary>What was sent there, as text; nothing of what could be a secret.</summary>
    private static string? ValueAt(HttpContext context, string path)
    {
        if (context.Features.Get<RequestBody>() is not { } body || Secret().IsMatch(path))
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(body.Bytes, Lenient);
            var at = document.RootElement;
            foreach (Match step in Step().Matches(path))
            {
                at = step.Groups["index"] is { Success: true } index
                    ? at[int.Parse(index.ValueSpan, System.Globalization.CultureInfo.InvariantCulture)]
                    : at.GetProperty(step.Groups["name"].Value);
            }

            return Cut(at.ValueKind == JsonValueKind.String ? at.GetString()! : at.GetRawText());
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException
            or IndexOutOfRangeException)
        {
            return null;
        }
    }

    private static string Readable(string path) => path.TrimStart('$').TrimStart('.');

    private static string Below(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    private static string Cut(string text) => text[..Math.Min(ValueLength, text.Length)];

    private static string WithoutPosition(string message)
    {
        var end = message.IndexOf(" Path:", StringComparison.Ordinal);
        return end > 0 ? message[..end] : message;
    }

    [GeneratedRegex(
        "^Failed to bind parameter \".* (?<name>\\w+)\" from \"(?<value>.*)\"\\.$", RegexOptions.Singleline)]
    private static partial Regex Unbound();

    [GeneratedRegex("^Required parameter \".* (?<name>\\w+)\" was not provided")]
    private static partial Regex Missing();

    [GeneratedRegex("including: (?<names>.*?)\\.?( Path:|$)")]
    private static partial Regex MissingMembers();

    [GeneratedRegex("property '(?<name>[^']*)'")]
    private static partial Regex MemberName();

    [GeneratedRegex("password|secret|token|key", RegexOptions.IgnoreCase)]
    private static partial Regex Secret();

    [GeneratedRegex(@"\['(?<name>[^']*)'\]|\[(?<index>\d+)\]|\.(?<name>[^.\[]+)")]
    private static partial Regex Step();
}
