using System.Text.Json.Nodes;

namespace Marquee.Whole.Tests.BadInput;

/// <summary>A body that fits its schema in the OpenAPI document, with every member present.</summary>
internal sealed class Sample(JsonNode document, Vocabulary vocabulary)
{
    private const int Deepest = 10;

    /// <summary>A value of that schema, for a member of that name.</summary>
    public JsonNode? Of(JsonNode schema, string member, Random random, int depth = 0)
    {
        var at = Resolve(schema);
        if (at["enum"] is JsonArray words)
        {
            var said = words.Where(word => word is not null).ToList();
            return said[random.Next(said.Count)]!.DeepClone();
        }

        return TypeOf(at) switch
        {
            "object" when at["properties"] is JsonObject members && depth < Deepest => ObjectOf(members, random, depth),
            "object" => new JsonObject(),
            "array" when depth < Deepest => new JsonArray(
                Of(at["items"]!, member, random, depth + 1)),
            "array" => new JsonArray(),
            "boolean" => JsonValue.Create(random.Next(2) == 0),
            "integer" => JsonValue.Create(random.Next(1, 9)),
            "number" => JsonValue.Create(random.Next(1, 9)),
            "string" => JsonValue.Create(TextOf((string?)at["format"], member, random)),
            _ => new JsonObject(),
        };
    }

    /// <summary>The schema behind references and behind "or null".</summary>
    public JsonNode Resolve(JsonNode schema)
    {
        while (true)
        {
            if ((string?)schema["$ref"] is { } reference)
            {
                schema = document["components"]!["schemas"]![reference.Split('/')[^1]]!;
            }
            else if (schema["oneOf"] is JsonArray choices)
            {
                schema = choices.First(choice => (choice!["type"] as JsonValue)?.ToString() != "null")!;
            }
            else
            {
                return schema;
            }
        }
    }

    /// <summary>The schema's type, "or null" left aside; null when anything goes.</summary>
    public static string? TypeOf(JsonNode schema) => schema["type"] switch
    {
        JsonArray types => types.Select(type => (string)type!).First(type => type != "null"),
        JsonValue type => (string?)type,
        _ => null,
    };

    private JsonObject ObjectOf(JsonObject members, Random random, int depth)
    {
        var made = new JsonObject();
        foreach (var (name, schema) in members)
        {
            made[name] = Of(schema!, name, random, depth + 1);
        }

        return made;
    }

    private string TextOf(string? format, string member, Random random) =>
        vocabulary.For(member, random) ?? format switch
        {
            "uuid" => new Guid(random.Next(), 0x1111, 0x7111, 0x81, 1, 2, 3, 4, 5, 6, 7).ToString(),
            "date-time" => $"2031-01-{random.Next(1, 28):00}T10:00:00Z",
            "date" => "2031-01-05",
            _ => $"{member}-{random.Next(1_000_000)}",
        };
}
