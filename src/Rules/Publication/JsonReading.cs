using System.Globalization;
using System.Text.Json;
using Marquee.Kernel;

namespace Marquee.Rules.Publication;

/// <summary>Reads <c>rule.v1</c>, strictly: every member is known, needed and there once.</summary>
internal sealed class JsonReading(FieldCatalog catalog)
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 64, AllowDuplicateProperties = false };
    private JsonUnreadable? _error;
    private int _nodes;

    public static Result<Rule> Read(string json, FieldCatalog catalog)
    {
        if (json.Length > Limits.MaxTextLength)
        {
            return new JsonUnreadable("$", $"The document is longer than {Limits.MaxTextLength} characters.");
        }

        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            var reading = new JsonReading(catalog);
            return reading.Rule(document.RootElement) is { } rule ? rule : reading._error!;
        }
        catch (JsonException e)
        {
            return new JsonUnreadable("$", $"This is not JSON of a rule: {e.Message}");
        }
    }

    private Rule? Rule(JsonElement json)
    {
        if (!Members(json, "$", "format", "root", "clauses") || Text(json, "format", "$") is not { } format)
        {
            return null;
        }

        if (format != RuleJson.Format)
        {
            return Refuse<Rule>("$.format", $"Only {RuleJson.Format} is known.");
        }

        if (Text(json, "root", "$") is not { } name)
        {
            return null;
        }

        if (!catalog.TryGetEntity(name, out var root))
        {
            return Refuse<Rule>("$.root", $"'{name}' is no entity. Known: {string.Join(", ", catalog.Entities)}.");
        }

        return Each(json.GetProperty("clauses"), "$.clauses", Limits.MaxClauses, Clause) is { } clauses
            ? new Rule(root, clauses) : null;
    }

    private Clause? Clause(JsonElement json, string path)
    {
        if (!Members(json, path, "number", "moment", "visibility", "expr")
            || Number(json, "number", path) is not { } number
            || Word<ClauseMoment>(json, "moment", path) is not { } moment
            || Word<ClauseVisibility>(json, "visibility", path) is not { } visibility
            || Expr(json.GetProperty("expr"), path + ".expr", 1) is not { } expr)
        {
            return null;
        }

        return number is >= 1 and <= Limits.MaxClauseNumber
            ? new Clause((int)number, expr, moment, visibility)
            : Refuse<Clause>(path + ".number", $"A clause number is 1 to {Limits.MaxClauseNumber}.");
    }

    private Expr? Expr(JsonElement json, string path, int depth)
    {
        if (depth > Limits.MaxDepth || ++_nodes > Limits.MaxNodes)
        {
            return Refuse<Expr>(path, $"A rule has at most {Limits.MaxDepth} levels and {Limits.MaxNodes} conditions.");
        }

        if (json.ValueKind != JsonValueKind.Object || Text(json, "kind", path) is not { } kind)
        {
            return Refuse<Expr>(path, "A condition is an object with a kind.");
        }

        return kind switch
        {
            "all" => Items(json, path, depth) is { } items ? new All(items) : null,
            "any" => Items(json, path, depth) is { } items ? new Any(items) : null,
            "none" => Items(json, path, depth) is { } items ? new None(items) : null,
            "over_skus" => OverSkus(json, path, depth),
            "compare" => Members(json, path, "kind", "field", "op", "value") && Text(json, "field", path) is { } field
                && Word<CompareOp>(json, "op", path) is { } op && Number(json, "value", path) is { } value
                    ? new Compare(field, op, value) : null,
            "between" => Members(json, path, "kind", "field", "low", "high") && Text(json, "field", path) is { } field
                && Number(json, "low", path) is { } low && Number(json, "high", path) is { } high
                    ? new Between(field, low, high) : null,
            "compare_field" => CompareField(json, path),
            "is_flag" => Members(json, path, "kind", "field", "expected") && Text(json, "field", path) is { } field
                && Truth(json, "expected", path) is { } expected ? new IsFlag(field, expected) : null,
            "one_of" => Members(json, path, "kind", "field", "negated", "values")
                && Text(json, "field", path) is { } field
                && Truth(json, "negated", path) is { } negated && Values(json, path) is { } values
                    ? new OneOf(field, values, negated) : null,
            "has_any" => Members(json, path, "kind", "field", "values") && Text(json, "field", path) is { } field
                && Values(json, path) is { } values ? new HasAny(field, values) : null,
            "has_all" => Members(json, path, "kind", "field", "values") && Text(json, "field", path) is { } field
                && Values(json, path) is { } values ? new HasAll(field, values) : null,
            _ => Refuse<Expr>(path + ".kind", $"'{kind}' is no kind of condition."),
        };
    }

    private OverSkus? OverSkus(JsonElement json, string path, int depth)
    {
        var lowest = json.TryGetProperty("by", out _);
        if (!(lowest ? Members(json, path, "kind", "quantifier", "by", "condition")
            : Members(json, path, "kind", "quantifier", "condition"))
            || Word<SkuQuantifier>(json, "quantifier", path) is not { } quantifier
            || Expr(json.GetProperty("condition"), path + ".condition", depth + 1) is not { } condition)
        {
            return null;
        }

        return !lowest ? new OverSkus(quantifier, condition) : Text(json, "by", path) is { } by
            ? new OverSkus(quantifier, condition, by) : null;
    }

    private CompareField? CompareField(JsonElement json, string path)
    {
        if (!Members(json, path, "kind", "field", "op", "numerator", "denominator", "other")
            || Text(json, "field", path) is not { } field
            || Word<CompareOp>(json, "op", path) is not { } op
            || Number(json, "numerator", path) is not { } numerator
            || Number(json, "denominator", path) is not { } denominator
            || Text(json, "other", path) is not { } other)
        {
            return null;
        }

        return Factor.TryMake(numerator, denominator, out var factor)
            ? new CompareField(field, op, factor, other)
            : Refuse<CompareField>(path + ".numerator",
                $"Both parts of a factor are 1 to {Limits.MaxFactorPart} in lowest terms.");
    }

    private List<Expr>? Items(JsonElement json, string path, int depth) => Members(json, path, "kind", "items")
        ? Each(json.GetProperty("items"), path + ".items", Limits.MaxNodes, (item, at) => Expr(item, at, depth + 1))
        : null;

    private List<string>? Values(JsonElement json, string path) =>
        Each(json.GetProperty("values"), path + ".values", Limits.MaxMembers, String);

    private List<T>? Each<T>(JsonElement json, string path, int max, Func<JsonElement, string, T?> read) where T : class
    {
        if (json.ValueKind != JsonValueKind.Array || json.GetArrayLength() is var length
            && (length == 0 || length > max))
        {
            return Refuse<List<T>>(path, $"This is a list of 1 to {max}.");
        }

        var items = new List<T>(length);
        foreach (var item in json.EnumerateArray())
        {
            if (read(item, string.Create(CultureInfo.InvariantCulture, $"{path}[{items.Count}]")) is not { } value)
            {
                return null;
            }

            items.Add(value);
        }

        return items;
    }

    private bool Members(JsonElement json, string path, params ReadOnlySpan<string> names)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            Refuse<object>(path, "This is an object.");
            return false;
        }

        foreach (var name in names)
        {
            if (!json.TryGetProperty(name, out _))
            {
                Refuse<object>(path, $"'{name}' is missing.");
                return false;
            }
        }

        foreach (var member in json.EnumerateObject())
        {
            if (!names.Contains(member.Name))
            {
                Refuse<object>($"{path}.{member.Name}", "This member is not known.");
                return false;
            }
        }

        return true;
    }

    private string? Text(JsonElement json, string name, string path) => json.TryGetProperty(name, out var value)
        ? String(value, path + "." + name)
        : Refuse<string>(path, $"'{name}' is missing.");

    private string? String(JsonElement json, string path)
    {
        try
        {
            return json.ValueKind == JsonValueKind.String ? json.GetString() : Refuse<string>(path, "This is a text.");
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair: well-formed JSON, but no text.
            return Refuse<string>(path, "This is not a well-formed text.");
        }
    }

    private long? Number(JsonElement json, string name, string path)
    {
        var value = json.GetProperty(name);
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number))
        {
            return number;
        }

        Refuse<object>($"{path}.{name}", "This is a whole number.");
        return null;
    }

    private bool? Truth(JsonElement json, string name, string path)
    {
        var value = json.GetProperty(name);
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return value.GetBoolean();
        }

        Refuse<object>($"{path}.{name}", "This is true or false.");
        return null;
    }

    private T? Word<T>(JsonElement json, string name, string path) where T : struct, Enum
    {
        if (Text(json, name, path) is { } word && EnumText.TryParse<T>(word, out var member))
        {
            return member;
        }

        Refuse<object>($"{path}.{name}",
            $"This is one of {string.Join(", ", Enum.GetValues<T>().Select(value => EnumText.Of(value)))}.");
        return null;
    }

    private T? Refuse<T>(string path, string problem) where T : class
    {
        _error ??= new JsonUnreadable(path, problem);
        return null;
    }
}
