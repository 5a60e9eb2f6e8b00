using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Marquee.Whole.Tests.BadInput;

/// <summary>
/// What every refusal must be: a problem document with a code of its own that gives nothing of us away.
/// </summary>
internal static partial class ProblemDocument
{
    /// <summary>What is wrong with the answer as a refusal; null when nothing is.</summary>
    public static async Task<string?> WrongAsync(HttpResponseMessage response, string? field = null)
    {
        var text = await response.Content.ReadAsStringAsync();
        var status = (int)response.StatusCode;
        if (status >= 500)
        {
            return $"answered {status}: {Cut(text)}";
        }

        if (Leak().Match(text) is { Success: true } leak)
        {
            return $"tells '{leak.Value}' of its inside: {Cut(text)}";
        }

        if (response.IsSuccessStatusCode)
        {
            return null;
        }

        if (response.Content.Headers.ContentType?.MediaType != "application/problem+json")
        {
            return $"answered {status} as {response.Content.Headers.ContentType}: {Cut(text)}";
        }

        return Parsed(text) is { } document
            ? WrongWith(document, status, field) is { } wrong ? $"{wrong}: {Cut(text)}" : null
            : $"answered a problem that is no JSON: {Cut(text)}";
    }

    private static string? WrongWith(JsonObject document, int status, string? field)
    {
        var code = (string?)document["code"] ?? "";
        if (!Code().IsMatch(code) || (string?)document["type"] != "urn:marquee:" + code)
        {
            return "has no code";
        }

        if ((int?)document["status"] != status || string.IsNullOrWhiteSpace((string?)document["detail"]))
        {
            return "lacks its status or its sentence";
        }

        if (field is null || code is not ("request.malformed" or "request.invalid"))
        {
            return null;
        }

        var last = field.Split('.')[^1].Split('[')[0];
        var fields = document["fields"] as JsonArray ?? [];
        return fields.Any(one => ((string)one!["path"]!).Contains(last, StringComparison.OrdinalIgnoreCase)
            && !string.IsNullOrEmpty((string?)one["accepted"]))
            ? null
            : $"does not say what would be accepted at '{field}'";
    }

    private static JsonObject? Parsed(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Cut(string text) => text[..Math.Min(400, text.Length)];

    [GeneratedRegex("^[a-z_]+\\.[a-z_.]+$")]
    private static partial Regex Code();

    [GeneratedRegex(
        @"\n\s+at [A-Z]|\.cs:line|Exception\b|\bMarquee\.[A-Z]|\bSystem\.[A-Z]|\bMicrosoft\.|Npgsql|SQLSTATE"
            + @"|\bselect .* from ")]
    private static partial Regex Leak();
}
