using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Marquee.Whole.Tests.BadInput;

/// <summary>Everything that can be wrong with a body, made from one that fits its schema.</summary>
internal sealed class BadBodies(Sample sample)
{
    private static readonly JsonSerializerOptions Compact = new() { MaxDepth = 1000 };

    private static readonly string[] Roots =
        ["[]", "\"text\"", "5", "true", "null", "[{}]", "{}{}", "nil", "<x/>", "'x'"];

    private static readonly string[] Numbers =
    [
        "99999999999999999999", "-99999999999999999999", "1e400", "1.5", "9223372036854775808", "NaN",
        "0x10", "01", "1e2147483648",
    ];

    private static readonly string[] Edges =
        ["0", "-1", "2147483647", "-2147483648", "9223372036854775807", "-9223372036854775808"];

    private static readonly string[] Instants =
        ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59.9999999Z", "9999-12-31T23:59:59-14:00", "1970-01-01T00:00:00Z"];

    private static readonly string[] NoInstants =
    [
        "2026-02-30T00:00:00Z", "tomorrow", "2026-13-01T00:00:00Z", "2026-01-01T25:00:00Z", "-1",
        "2026-01-01T00:00:00+99:00",
    ];

    /// <summary>Bodies that are wrong as a whole.</summary>
    public static IEnumerable<BadBody> Wholes(string good, Random random)
    {
        yield return new("nothing at all", null);
        yield return new("empty", []);
        yield return new("blank", "  \n"u8.ToArray());
        yield return Text("another root", Roots[random.Next(Roots.Length)]);
        yield return Text("cut off", good[..random.Next(1, good.Length)]);
        yield return Text("something behind it", good + "}");
        yield return Text("a comment in it", "/* here */" + good);
        yield return Text("a comma too many", good[..^1] + ",}");
        yield return Text("a member twice", "{\"twice\":1,\"twice\":2," + good[1..]);
        yield return new(
            "a byte that is no UTF-8", [.. Encoding.UTF8.GetBytes(good[..^1] + ",\"x"), 0xFF, 0xC0, 0x22, 0x7D]);
        yield return new("UTF-16", Encoding.Unicode.GetBytes(good));
        yield return Text("deep", "{\"deep\":" + new string('[', 100_000));
        yield return Text("deep and closed", "{\"deep\":" + new string('[', 5_000) + new string(']', 5_000) + "}");
        yield return Text("larger than a megabyte", good[..^1] + ",\"x\":\"" + new string('x', 1 << 20) + "\"}");
        var utf8 = Encoding.UTF8.GetBytes(good);
        yield return new("plain text", utf8, "text/plain");
        yield return new("no content type", utf8, null);
        yield return new("a form", "a=1&b=2"u8.ToArray(), "application/x-www-form-urlencoded");
        yield return new("a form in parts without a boundary", utf8, "multipart/form-data");
        yield return new("a content type that is none", utf8, "application/json; charset=klingon");
    }

    /// <summary>Bodies that are wrong in one place.</summary>
    public IEnumerable<BadBody> Places(JsonNode schema, Random random)
    {
        var places = new List<Place>();
        Collect(sample.Of(schema, "", random), schema, "", places);
        var objects = places.Where(place => place.Node is JsonObject && place.IsClosed).ToList();
        if (objects.Count > 0)
        {
            var at = objects[random.Next(objects.Count)];
            yield return With(at, "an unknown member", field: "notAField", change: node =>
            {
                node!.AsObject()["notAField"] = 1;
                return node;
            });
        }

        var required = places.Where(place => place.IsRequired).ToList();
        if (required.Count > 0)
        {
            var without = required[random.Next(required.Count)];
            yield return new BadBody(
                $"without {without.Path}", Bytes(Replaced(without.Root, without.Path, remove: true, null)),
                Field: without.Path);
        }

        var typed = required.Where(place => place.Type is not null).ToList();
        if (typed.Count > 0)
        {
            var none = typed[random.Next(typed.Count)];
            yield return With(none, "null", _ => null, field: none.Path);
        }

        foreach (var bad in Scalars(places, random))
        {
            yield return bad;
        }
    }

    private static IEnumerable<BadBody> Scalars(List<Place> places, Random random)
    {
        foreach (var group in places.Where(place => place.Type is not (null or "object"))
            .GroupBy(place => (place.Type, place.Format)))
        {
            var candidates = group.ToList();
            var at = candidates[random.Next(candidates.Count)];
            var wrong = Wrong(at.Type!, random);
            yield return With(at, $"{wrong.ToJsonString()} for a {at.Type}", _ => wrong, field: at.Path);
            at = candidates[random.Next(candidates.Count)];
            foreach (var bad in OfType(at, random))
            {
                yield return bad;
            }
        }
    }

    private static IEnumerable<BadBody> OfType(Place at, Random random)
    {
        switch (at.Type, at.Format)
        {
            case ("integer" or "number", _):
                yield return Raw(at, Numbers[random.Next(Numbers.Length)], mustRefuse: true);
                if (at.Format == "int32")
                {
                    yield return Raw(at, "2147483648", mustRefuse: true);
                }

                yield return Raw(at, Edges[random.Next(Edges.Length)], mustRefuse: false);
                break;
            case ("string", "date-time"):
                yield return Raw(at, Quoted(NoInstants[random.Next(NoInstants.Length)]), mustRefuse: true);
                yield return Raw(at, Quoted(Instants[random.Next(Instants.Length)]), mustRefuse: false);
                break;
            case ("string", "uuid"):
                yield return Raw(at, Quoted("not-a-uuid"), mustRefuse: true);
                yield return Raw(at, Quoted("01900000-0000-7000-8000-000000000000"), mustRefuse: false);
                break;
            case ("string", _):
                yield return Raw(at, "\"a\\u0000b\"", mustRefuse: true);
                yield return Raw(at, "\"a\\ud800b\"", mustRefuse: true);
                yield return Raw(at, Quoted(new string('x', 100_000)), mustRefuse: false);
                yield return Raw(at, Quoted(""), mustRefuse: false);
                yield return Raw(at, Quoted("\u202e\U0001F4A5'; drop table kernel.tenant; --\\"), mustRefuse: false);
                break;
            case ("array", _):
                yield return Raw(at, "[null]", mustRefuse: true);
                yield return Raw(at, "[" + string.Join(',', Enumerable.Repeat("0", 100_000)) + "]", mustRefuse: true);
                yield return Raw(at, "[]", mustRefuse: false);
                break;
        }
    }

    private static JsonNode Wrong(string type, Random random)
    {
        JsonNode[] others =
        [
            JsonValue.Create("text"), JsonValue.Create(7), JsonValue.Create(true), new JsonObject { ["a"] = 1 },
            new JsonArray(1),
        ];
        var fits = type switch { "string" => 0, "integer" or "number" => 1, "boolean" => 2, _ => 4 };
        return others.Where((_, i) => i != fits).ElementAt(random.Next(others.Length - 1));
    }

    private void Collect(
        JsonNode? node, JsonNode schema, string path, List<Place> places, JsonNode? root = null,
        bool isRequired = false)
    {
        root ??= node;
        var at = sample.Resolve(schema);
        var isClosed = at["additionalProperties"] is JsonValue no && no.GetValueKind() == JsonValueKind.False;
        places.Add(new Place(
            root!, path, node, Sample.TypeOf(at), (string?)at["format"], isClosed, isRequired && !MayBeNull(schema)));
        if (node is JsonObject members && at["properties"] is JsonObject known)
        {
            var required = at["required"]?.AsArray().Select(name => (string)name!).ToHashSet() ?? [];
            foreach (var (name, value) in members)
            {
                var below = path.Length == 0 ? name : $"{path}.{name}";
                Collect(value, known[name]!, below, places, root, required.Contains(name));
            }
        }
        else if (node is JsonArray { Count: > 0 } list && at["items"] is { } items)
        {
            Collect(list[0], items, path + "[0]", places, root);
        }
    }

    private static bool MayBeNull(JsonNode schema) =>
        schema["type"] is JsonArray || (schema["oneOf"] as JsonArray)?.Any(
            choice => (choice!["type"] as JsonValue)?.ToString() == "null") == true;

    private static BadBody With(Place at, string kind, Func<JsonNode?, JsonNode?> change, string field) => new(
        $"{kind} at '{at.Path}'", Bytes(Replaced(at.Root, at.Path, false, change)), Field: field);

    private static BadBody Raw(Place at, string json, bool mustRefuse)
    {
        const string Mark = "\"@@here@@\"";
        var text = Replaced(at.Root, at.Path, false, _ => JsonValue.Create("@@here@@")).ToJsonString(Compact);
        return new BadBody(
            $"{json[..Math.Min(40, json.Length)]} at '{at.Path}'",
            Encoding.UTF8.GetBytes(text.Replace(Mark, json, StringComparison.Ordinal)), MustRefuse: mustRefuse,
            Field: mustRefuse ? at.Path.Split('[')[0] : null);
    }

    private static JsonNode Replaced(JsonNode root, string path, bool remove, Func<JsonNode?, JsonNode?>? change)
    {
        var copy = root.DeepClone();
        if (path.Length == 0)
        {
            return change!(copy)!;
        }

        var steps = path.Split('.', '[').Select(step => step.TrimEnd(']')).ToList();
        var at = copy;
        foreach (var step in steps.SkipLast(1))
        {
            at = at is JsonArray list ? list[int.Parse(step, CultureInfo.InvariantCulture)]! : at[step]!;
        }

        if (remove)
        {
            at.AsObject().Remove(steps[^1]);
        }
        else if (at is JsonArray list)
        {
            list[int.Parse(steps[^1], CultureInfo.InvariantCulture)] = change!(list[0]?.DeepClone());
        }
        else
        {
            at[steps[^1]] = change!(at[steps[^1]]?.DeepClone());
        }

        return copy;
    }

    private static string Quoted(string text) => JsonSerializer.Serialize(text);

    private static BadBody Text(string kind, string text) => new(kind, Encoding.UTF8.GetBytes(text));

    private static byte[] Bytes(JsonNode node) => Encoding.UTF8.GetBytes(node.ToJsonString(Compact));

    private sealed record Place(
        JsonNode Root, string Path, JsonNode? Node, string? Type, string? Format, bool IsClosed, bool IsRequired);
}
