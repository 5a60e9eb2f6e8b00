using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Marquee.Client;

/// <summary>
/// JSON as Marquee speaks it. What an answer says beyond what is known here is left alone: contracts gain members.
/// </summary>
internal static class ClientJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>The refusal that a problem document tells, or as much of it as can be read.</summary>
    public static MarqueeRefusedException RefusalOf(HttpStatusCode status, string text)
    {
        Problem? problem = null;
        try
        {
            problem = JsonSerializer.Deserialize<Problem>(text, Options);
        }
        catch (JsonException)
        {
            // Not a problem document: something between here and Marquee answered, and the status is all it said.
        }

        return new MarqueeRefusedException(
            status, problem?.Code, problem?.Detail ?? $"The answer was {(int)status} without a problem document.",
            problem?.Fields ?? []);
    }

    private sealed record Problem(string? Code = null, string? Detail = null, IReadOnlyList<WrongField>? Fields = null);
}
