using System.Text.Json;
using System.Text.RegularExpressions;
using Marquee.Kernel;

namespace Marquee.Venues.Pages;

/// <summary>What is wrong with a document, by path. Pure: whether a named placement or benefit exists is seen when it
/// is shown.</summary>
internal static partial class DocumentCheck
{
    private static readonly string[] Themes = ["festival", "night"];

    public static IReadOnlyList<FieldError> Errors(PageDocument document, Registry<IPageBlock> types)
    {
        var errors = new List<FieldError>();
        if (document.Schema != PageDocument.SchemaName)
        {
            errors.Add(new FieldError("schema", "is not one this program reads", document.Schema,
                PageDocument.SchemaName));
        }

        if (document.Theme is { } theme && !Themes.Contains(theme, StringComparer.Ordinal))
        {
            errors.Add(new FieldError("theme", "is unknown", theme, string.Join(", ", Themes)));
        }

        errors.AddRange(Wording("title", document.Title, VenuesLimits.TitleLength));
        if (document.Blocks.Count is 0 or > VenuesLimits.Blocks)
        {
            errors.Add(new FieldError("blocks", $"there are {document.Blocks.Count}", null,
                $"1 to {VenuesLimits.Blocks} blocks"));
        }

        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (block, i) in document.Blocks.Take(VenuesLimits.Blocks).Select((block, i) => (block, i)))
        {
            errors.AddRange(OfBlock($"blocks[{i}]", block, ids, types));
        }

        return errors;
    }

    private static IEnumerable<FieldError> OfBlock(
        string path, PageBlock block, HashSet<string> ids, Registry<IPageBlock> types)
    {
        if (!BlockId().IsMatch(block.Id))
        {
            yield return new FieldError(path + ".id", "is no block id", block.Id,
                "1 to 40 of a-z, 0-9 and hyphen, beginning with a letter");
        }
        else if (!ids.Add(block.Id))
        {
            yield return new FieldError(path + ".id", "is used twice", block.Id, "an id that no other block has");
        }

        if (!types.TryGet(block.Type, out var type))
        {
            yield return new FieldError(path + ".type", "is unknown", block.Type,
                string.Join(", ", types.All.Select(t => t.Name)));
            yield break;
        }

        if (block.Version != type.Version)
        {
            yield return new FieldError(path + ".version", "is not the type's",
                block.Version.ToString(System.Globalization.CultureInfo.InvariantCulture), $"{type.Version}");
        }

        if (block.Props.ValueKind != JsonValueKind.Object)
        {
            yield return new FieldError(path + ".props", "is no object", null, "an object with the type's fields");
            yield break;
        }

        foreach (var error in OfProps(path + ".props", block.Props, type))
        {
            yield return error;
        }
    }

    private static IEnumerable<FieldError> OfProps(string path, JsonElement props, IPageBlock type)
    {
        foreach (var property in props.EnumerateObject())
        {
            if (!type.Fields.Any(field => field.Name == property.Name))
            {
                yield return new FieldError(
                    $"{path}.{property.Name}", $"the block '{type.Name}' has no such field", null,
                        string.Join(", ", type.Fields.Select(f => f.Name)));
            }
        }

        foreach (var field in type.Fields)
        {
            var at = $"{path}.{field.Name}";
            var given = props.TryGetProperty(field.Name, out var value) && value.ValueKind != JsonValueKind.Null;
            if (!given && field.Required)
            {
                yield return new FieldError(at, "is missing", null, Accepted(field));
            }
            else if (given)
            {
                foreach (var error in OfField(at, field, value))
                {
                    yield return error;
                }
            }
        }
    }

    private static IEnumerable<FieldError> OfField(string path, BlockField field, JsonElement value)
    {
        if (field.Kind == BlockFieldKind.Text)
        {
            return OfWording(path, field, value);
        }

        var fits = field.Kind switch
        {
            BlockFieldKind.Integer => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number)
                && number >= (field.Min ?? int.MinValue) && number <= (field.Max ?? int.MaxValue),
            BlockFieldKind.Choice => Text(value) is { } name && field.Choices!.Any(choice => choice.Name == name),
            BlockFieldKind.Picture => Text(value) is { } hash && Sha256().IsMatch(hash),
            BlockFieldKind.Placement => Text(value) is { } name && PlacementName().IsMatch(name),
            BlockFieldKind.Benefit or BlockFieldKind.Round => IsGuid(value),
            BlockFieldKind.Benefits => value.ValueKind == JsonValueKind.Array
                && value.GetArrayLength() is > 0 and <= VenuesLimits.BlockBenefits && value.EnumerateArray()
                    .All(IsGuid),
            BlockFieldKind.Text => true,
        };
        return fits ? [] : [new FieldError(path, "is not accepted", Cut(value), Accepted(field))];
    }

    private static IEnumerable<FieldError> OfWording(string path, BlockField field, JsonElement value)
    {
        Texts? texts;
        try
        {
            texts = value.Deserialize<Texts>(MarqueeJson.Options);
        }
        catch (JsonException)
        {
            return [new FieldError(path, "is no wording in both languages", Cut(value), Accepted(field))];
        }

        return Wording(path, texts!, field.Max ?? VenuesLimits.TitleLength);
    }

    private static IEnumerable<FieldError> Wording(string path, Texts texts, int max)
    {
        foreach (var (language, text) in new[] { ("zh-CN", texts.Zh), ("en", texts.En) })
        {
            if (string.IsNullOrWhiteSpace(text) || text.Length > max)
            {
                yield return new FieldError($"{path}.{language}", "is empty or too long",
                    text?[..Math.Min(200, text.Length)], $"1 to {max} characters");
            }
        }
    }

    private static string Accepted(BlockField field) => field.Kind switch
    {
        BlockFieldKind.Text => """{"zh-CN": "…", "en": "…"}""",
        BlockFieldKind.Integer => $"a whole number from {field.Min} to {field.Max}",
        BlockFieldKind.Choice => "one of " + string.Join(", ", field.Choices!.Select(choice => choice.Name)),
        BlockFieldKind.Picture => "the SHA-256 of an uploaded picture, 64 lower-case hex digits",
        BlockFieldKind.Placement => "a placement's name",
        BlockFieldKind.Benefit => "a benefit's id",
        BlockFieldKind.Benefits => $"a list of 1 to {VenuesLimits.BlockBenefits} ids of benefits",
        BlockFieldKind.Round => "a round's id",
    };

    private static string? Text(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static bool IsGuid(JsonElement value) => value.ValueKind == JsonValueKind.String && value.TryGetGuid(out _);

    private static string Cut(JsonElement value)
    {
        var text = value.GetRawText();
        return text[..Math.Min(200, text.Length)];
    }

    [GeneratedRegex("^[a-z][a-z0-9-]{0,39}$")]
    private static partial Regex BlockId();

    [GeneratedRegex("^[0-9a-f]{64}$")]
    private static partial Regex Sha256();

    [GeneratedRegex("^[a-z0-9][a-z0-9._-]{0,79}$")]
    private static partial Regex PlacementName();
}
