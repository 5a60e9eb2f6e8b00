using System.Globalization;
using System.Text.Json;

namespace Marquee.Kernel.Http;

/// <summary>
/// Looks through a body for what its reader lets pass and nobody can use: U+0000, which PostgreSQL keeps in no text,
/// and null as an entry of a list. Most bodies hold neither word and are done with two searches.
/// </summary>
internal static class BodyScan
{
    public static MalformedBody? Refusal(byte[] body, Type root)
    {
        if (body.AsSpan().IndexOf("\\u0000"u8) < 0 && body.AsSpan().IndexOf("null"u8) < 0)
        {
            return null;
        }

        try
        {
            return FirstWrong(body, root);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // It is no JSON: that is said where it is read.
            return null;
        }
    }

    private static MalformedBody? FirstWrong(byte[] body, Type root)
    {
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = MarqueeJson.Options.MaxDepth });
        var steps = new Stack<Step>();
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.EndArray or JsonTokenType.EndObject)
            {
                steps.Pop();
                continue;
            }

            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                steps.Peek().Name = reader.GetString()!;
            }
            else if (steps.TryPeek(out var inner) && inner.IsList)
            {
                inner.Index++;
            }

            if (Wrong(ref reader, steps, root) is { } wrong)
            {
                return wrong;
            }

            if (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject)
            {
                steps.Push(new Step(reader.TokenType == JsonTokenType.StartArray));
            }
        }

        return null;
    }

    private static MalformedBody? Wrong(ref Utf8JsonReader reader, Stack<Step> steps, Type root)
    {
        if (reader.TokenType is JsonTokenType.PropertyName or JsonTokenType.String
            && reader.GetString()!.Contains('\0', StringComparison.Ordinal))
        {
            return new MalformedBody(
                PathOf(steps), "contains the character U+0000, which cannot be kept", null,
                "a text without that character");
        }

        if (reader.TokenType == JsonTokenType.Null && steps.TryPeek(out var list) && list.IsList)
        {
            var path = PathOf(steps);
            return AcceptedText.At(root, path, out _) is { } entry && Nullable.GetUnderlyingType(entry) is null
                ? new MalformedBody(path, "may not be null", "null", AcceptedText.Of(entry))
                : null;
        }

        return null;
    }

    private static string PathOf(Stack<Step> steps) => string.Concat(steps.Reverse().Select((step, i) => step.IsList
        ? string.Create(CultureInfo.InvariantCulture, $"[{step.Index}]")
        : (i == 0 ? "" : ".") + step.Name));

    /// <summary>One level on the way to where the reader stands.</summary>
    private sealed class Step(bool isList)
    {
        public bool IsList => isList;

        public string Name { get; set; } = "";

        public int Index { get; set; } = -1;
    }
}
