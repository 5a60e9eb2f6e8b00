using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace Marquee.Kernel.Http;

/// <summary>
/// A parameter that an endpoint does not know is refused: a filter with a slip in its name would otherwise answer
/// everything, as if it had matched.
/// </summary>
internal static class QueryCheck
{
    private static readonly ConcurrentDictionary<Endpoint, Dictionary<string, Type>> Known = new();

    public static MalformedBody? Refusal(HttpContext context, Endpoint endpoint)
    {
        var request = context.Request;
        if (!request.QueryString.HasValue || !IsProgrammatic(request.Path)
            || endpoint.Metadata.GetMetadata<ForeignQuery>() is not null)
        {
            return null;
        }

        foreach (var (name, values) in request.Query)
        {
            if (values.Any(value => value?.Contains('\0', StringComparison.Ordinal) == true))
            {
                return new MalformedBody(
                    name, "contains the character U+0000, which cannot be kept", null, "a text without that character");
            }

            var known = KnownBy(endpoint);
            if (!known.ContainsKey(name))
            {
                return new MalformedBody(
                    name, "is no parameter of this address", values.ToString(),
                    known.Count == 0 ? "no parameters" : "one of " + string.Join(", ", known.Keys));
            }
        }

        return null;
    }

    /// <summary>The parameters that may stand in the query, and their types.</summary>
    public static IReadOnlyDictionary<string, Type> KnownBy(Endpoint endpoint) => Known.GetOrAdd(endpoint, static one =>
    {
        var holes = (one as Microsoft.AspNetCore.Routing.RouteEndpoint)?.RoutePattern.Parameters
            .Select(hole => hole.Name).ToHashSet(StringComparer.OrdinalIgnoreCase) ?? [];
        return one.Metadata.GetOrderedMetadata<IParameterBindingMetadata>()
            .Where(parameter => !holes.Contains(parameter.Name) && IsFromText(parameter))
            .ToDictionary(
                parameter => NameOf(parameter),
                parameter => parameter.ParameterInfo.ParameterType, StringComparer.OrdinalIgnoreCase);
    });

    // Shoppers' pages are reached by links of all sorts, with whatever a newsletter adds to them.
    private static bool IsProgrammatic(PathString path) =>
        path.StartsWithSegments("/api", StringComparison.Ordinal)
        || path.StartsWithSegments("/serve", StringComparison.Ordinal);

    private static bool IsFromText(IParameterBindingMetadata parameter)
    {
        var type = parameter.ParameterInfo.ParameterType;
        return parameter.HasTryParse || type == typeof(string) || type.IsArray
            || parameter.ParameterInfo.GetCustomAttributes(true).OfType<IFromQueryMetadata>().Any();
    }

    private static string NameOf(IParameterBindingMetadata parameter) =>
        parameter.ParameterInfo.GetCustomAttributes(true).OfType<IFromQueryMetadata>().FirstOrDefault()?.Name
            is { Length: > 0 } said
            ? said
            : char.ToLowerInvariant(parameter.Name[0]) + parameter.Name[1..];
}

/// <summary>What stands in the query is another system's, who may add to it.</summary>
internal sealed record ForeignQuery;
